"""What may leave a restricted edition: open data, and what its build marked; and an edition that is frozen stays in use."""

import json
from datetime import date, timedelta

import pytest
from literal_editions import restricted_sample
from raw_files import HOME, write_street
from visible import opened, words

from data.__main__ import main
from data.build import build
from data.problems import BuildStopped
from pages.parts import release, takeaway
from pages.parts.words import edition_line

OPEN = ["crime.police_uk", "outcomes.police_uk", "collisions", "deprivation"]
TOMORROW, YESTERDAY = date.today() + timedelta(1), date.today() - timedelta(1)


@pytest.fixture
def marked(tmp_path, monkeypatch):
    """Make the sample, called restricted and with these marks, the current edition."""
    def make(*names):
        monkeypatch.setenv("DASHBOARD_EDITION", str(restricted_sample(tmp_path / "edition", releasable=[*OPEN, *names])))
    return make


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


PICTURE = "image/png"


def files(app):
    """Name the files that are offered, and those that a restricted edition makes at a click before."""
    made_first = [button.key.removeprefix("make_") for button in app.button if (button.key or "").startswith("make_")]
    return [button.proto.id.rpartition("-")[2].removeprefix("save_") for button in app.get("download_button")] + made_first


@pytest.mark.parametrize(("page", "link"), [("dashboard.py", {}), ("pages/2_Wards.py", {"wards": "E05005141"}), ("pages/3_Trends.py", {}), ("pages/4_Comparison.py", {}),
                                            ("pages/5_Outcomes.py", {}), ("pages/7_Near_misses.py", {}), ("pages/1_Questions.py", {"question": "Q12"})])
def test_what_is_not_marked_is_shown_and_not_given_away(marked, page, link):
    marked()
    app = opened(page, **link)
    assert files(app) == [] and release.NO_FILE in words(app) and not app.exception
    assert len(words(app)) > 500


def test_open_data_in_a_restricted_edition_is_given_away_and_says_which_edition(marked):
    marked()
    app = opened("pages/6_Road_casualties.py")
    assert len(files(app)) == len(files_of_sample("pages/6_Road_casualties.py")) > 3 and release.NO_FILE not in words(app)


def files_of_sample(page):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DASHBOARD_EDITION", raising=False)
        return files(opened(page))


def test_counts_of_whole_districts_are_given_where_they_are_marked_and_no_part_of_one(marked):
    marked("crime.partner.whole")
    assert files(opened()) == ["summary.csv", "tables.xlsx"]
    assert files(opened(wards="E05005141")) == files(opened(rural_urban="Rural")) == files(opened("pages/2_Wards.py", wards="E05005141")) == []
    assert files(opened("pages/4_Comparison.py")) == ["districts.csv", "districts_by_category.csv", "districts.png", "tables.xlsx"]
    assert files(opened("pages/3_Trends.py")) == ["calendar_years.csv", "months.csv", "rolling.png", "monthly.png", "seasons.png", "tables.xlsx"]
    assert files(opened("pages/5_Outcomes.py")) == []


def test_what_is_marked_whole_and_in_parts_is_given(marked):
    marked("crime.partner", "near_misses")
    assert files(opened("pages/2_Wards.py", wards="E05005141")) and files(opened("pages/7_Near_misses.py"))
    assert files(opened("pages/5_Outcomes.py")) == []


@pytest.mark.parametrize(("names", "copies"), [([], 0), (["crime.partner.whole"], 1)])
def test_an_answer_is_copied_for_the_minutes_only_where_it_may_leave(marked, names, copies):
    marked(*names)
    texts = [code.value for code in opened("pages/1_Questions.py", question="Q12").code]
    assert sum("7,830" in text and "said=" in text for text in texts) == copies
    assert all("7830" not in text and "7,830" not in text for text in texts) or copies
    app = opened("pages/1_Questions.py", question="Q12", wards="E05005141")
    assert release.NO_COPY in words(app) and not any("said=" in code.value for code in app.code)


def test_the_address_of_a_restricted_file_cannot_be_worked_out_from_its_contents(marked, monkeypatch):
    kept = []
    monkeypatch.setattr(takeaway.st, "download_button", lambda label, content, file, kind, **looks: kept.append(kind))
    opened("pages/6_Road_casualties.py")
    assert set(kept) == {"text/csv", SPREADSHEET, PICTURE}
    marked()
    monkeypatch.setattr(takeaway.st, "button", lambda *_, key="", **looks: key.startswith("make_"))
    opened("pages/6_Road_casualties.py")
    assert set(kept) == {made for kind in ("text/csv", SPREADSHEET, PICTURE) for made in (kind, f"{kind}; made={takeaway.UNGUESSABLE}")} and len(takeaway.UNGUESSABLE) == 32


def write_partner(folder):
    rows = [f"2022-0{month},{HOME},,all_crime,10" for month in (1, 2)]
    (folder / "counts.csv").write_text("\n".join(["month,district_code,ward_code,category_code,crimes", *rows]) + "\n", encoding="utf-8")


def test_a_build_marks_open_data_and_what_it_is_told(raw, tmp_path):
    write_partner(raw)
    edition = build([raw], HOME, None, tmp_path / "editions", lambda text: None, ("crime.partner.whole",))
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    assert (about["kind"], about["releasable"]) == ("restricted", [*OPEN, "crime.partner.whole"])


def test_an_edition_of_open_data_needs_no_marks(edition):
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    assert "releasable" not in about and release.may_leave(about, ["crime.partner"], is_whole=False)


def test_an_unknown_mark_stops_the_build(raw, tmp_path):
    with pytest.raises(BuildStopped, match="1 problem") as stopped:
        build([raw], HOME, None, tmp_path / "editions", lambda text: None, ("crime.partners",))
    assert "--releasable: found 'crime.partners'; expected some of crime.police_uk" in stopped.value.report()
    assert not (tmp_path / "editions").exists()


def current(out):
    return (out / "current").read_text(encoding="utf-8").strip()


def test_a_frozen_edition_stays_in_use_until_it_is_unfrozen(edition, raw, built, ask, capsys):
    out = edition.parent
    before = ask("crime_by_ward", out, last_month="2022-01", months=1)
    assert main(["freeze", "--until", f"{TOMORROW}", "--reason", "council election", "--out", str(out)]) == 0
    write_street(raw / "police", "2022-03")
    newer = built(raw)
    assert current(out) == edition.name and newer.name != edition.name
    assert ask("crime_by_ward", out, last_month="2022-01", months=1).equals(before)
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    assert edition_line(about).endswith(f", frozen until {TOMORROW.day} {TOMORROW:%B %Y} (council election).")
    assert main(["check", str(edition)]) == 0
    assert main(["unfreeze", "--out", str(out)]) == 0 and current(out) == newer.name
    assert "frozen" not in edition_line(json.loads((edition / "edition.json").read_text(encoding="utf-8")))


def test_a_freeze_ends_with_its_day(edition, raw, built):
    out = edition.parent
    assert main(["freeze", "--until", f"{date.today()}", "--out", str(out)]) == 0
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    assert "frozen until" in edition_line(about)
    past = about | {"frozen": {"until": f"{YESTERDAY}", "reason": "x"}}
    (edition / "edition.json").write_text(json.dumps(past), encoding="utf-8")
    assert "frozen" not in edition_line(past)
    write_street(raw / "police", "2022-03")
    newer = built(raw)
    assert current(out) == newer.name


@pytest.mark.parametrize(("day", "made", "said"), [(YESTERDAY, True, "expected today or a later day"), (TOMORROW, False, "no current edition")])
def test_what_cannot_be_frozen_says_why(request, tmp_path, capsys, day, made, said):
    out = request.getfixturevalue("edition").parent if made else tmp_path / "none"
    assert main(["freeze", "--until", f"{day}", "--out", str(out)]) == 1
    assert said in capsys.readouterr().err
