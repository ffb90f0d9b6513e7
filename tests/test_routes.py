"""No route tells twin editions apart, in which all that is given is the same and all that is withheld is shared out otherwise.

With what the attack shows of the figures that are given (test_disclosure_attack.py), no withheld figure can be told by any page, window, filter,
file, link or call. ATTACKED_ROUTES=all tries every choice of routes.py; the suite some of each.
"""

import json
import random
import shutil
import sys
from functools import cache

import numpy as np
import pandas as pd
import pytest
import routes
from disclosure_attack import Collected
from routes import BY_PAGE, ELSEWHERE, FEW, IS_ALL, SECRET, asked, by_command, by_fetch, question_links, shown, without_marks, words_of
from twin_editions import HOME, MARKS, STRANDS, twin_editions

from pages.parts import asking
from pages.parts.questions import questions as questions_on_record
from queries import fetch, questions

ROADS, REPORTS, NAMES = "road casualties, which are not of crimes", "near misses, which are not of crimes", "names and dates; no counts"
# Questions that the attack does not collect, and why they can't give what is withheld; shown by the twins with withholding switched off
HARMLESS = {
    **dict.fromkeys(["camera_points", "camera_screening", "casualties_by_district", "casualties_by_month", "casualties_by_kind",
                     "casualties_by_ward", "casualties_total", "collision_clusters", "collision_points", "collisions_by_road", "lorries"], ROADS),
    **dict.fromkeys(["near_miss_cluster_reports", "near_miss_clusters", "near_miss_pace", "near_miss_points", "near_misses_by_answer", "near_misses_by_month",
                     "near_misses_by_setting"], REPORTS),
    **dict.fromkeys(["coverage", "disclosed_years", "districts", "events", "former_wards", "map_places", "months_present", "neighbours", "outlines", "priorities", "promises"], NAMES),
    "measures": "others' counts, published by them", "measures_in_window": "others' counts, published by them",
    "not_placed": "crimes of all kinds in open data and as a whole", "risk_map": "totals of whole districts that are public; no strands",
}
NOT_WITHHOLDING = ("its_series = 'partner' and its_sensitive", "its_series = 'nobody' and its_sensitive")
FEW_ASKED, LINKS_OF_A_PAGE = 2, 1


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Twin editions: of one, every withheld figure could as well be the other's."""
    return twin_editions(tmp_path_factory.mktemp("twins"))


@pytest.fixture
def of_both(twins, monkeypatch):
    """Do something with each twin as the current edition; give both results."""
    def both(does):
        results = []
        for folder in twins:
            monkeypatch.setenv("DASHBOARD_EDITION", str(folder))
            results.append(does())
        return results
    return both


@pytest.fixture(scope="module")
def opened_weakly(twins, tmp_path_factory):
    """Open editions with withholding switched off in what questions share, each once."""
    module, folder = sys.modules["queries.edition"], tmp_path_factory.mktemp("weak")
    for file in module.SHARED_SQL:
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace(*NOT_WITHHOLDING), encoding="utf-8")
    weak, connect = [folder / file.name for file in module.SHARED_SQL], module._connect.__wrapped__

    @cache
    def opened(current, stamps):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "SHARED_SQL", weak)
            return connect(current, stamps)
    return opened


@pytest.fixture
def not_withholding(opened_weakly, monkeypatch):
    """Switch withholding off."""
    monkeypatch.setattr(sys.modules["queries.edition"], "_connect", opened_weakly)
    asking.forget()
    yield
    asking.forget()


def some(every: list, most: int, name: str, most_of_all: int = 10**6) -> list:
    return random.Random(name).sample(every, min(most_of_all if IS_ALL else most, len(every)))


def is_same(one, other) -> bool:
    return one.equals(other) if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame) else isinstance(one, str) and one == other


def told_apart(of_both, name: str, every: list[dict], ask=by_fetch) -> list[dict]:
    one, other = of_both(lambda: [ask(name, **words) for words in every])
    return [words for words, this, that in zip(every, one, other, strict=True) if not is_same(this, that)]


def extracts_of(twins, name: str) -> list[pd.DataFrame]:
    return [pd.read_parquet(folder / f"{name}.parquet") for folder in twins]


def differ(one: pd.DataFrame, other: pd.DataFrame, keys: list[str], count: str) -> int:
    """Count the groups of rows whose sums differ."""
    sums = [rows.assign(**{key: rows[key].astype(str) for key in keys}).groupby(keys)[count].sum() for rows in (one, other)]
    return int((sums[0].sub(sums[1], fill_value=0) != 0).sum())


@pytest.mark.parametrize(("name", "count", "month"), [("crime", "crimes", "month"), ("outcomes", "crimes", "recorded_month"), ("arrests", "arrests", "month")])
def test_the_twins_agree_in_all_that_is_public_and_differ_in_what_is_withheld(twins, name, count, month):
    one, other = ([rows[~rows["category_code"].isin(STRANDS)] for rows in extracts_of(twins, name)])
    more = ["outcome_month", "outcome_group", "is_charged", "is_convicted"] if name == "outcomes" else []
    elsewhere = [rows[(rows["district_code"] != HOME) & (rows[count] > 0)].reset_index(drop=True) for rows in (one, other)]
    assert elsewhere[0].equals(elsewhere[1]) and len(elsewhere[0]) > 1000
    one, other = (rows[rows["district_code"] == HOME] for rows in (one, other))
    assert differ(one, other, ["category_code", month, *more], count) == 0
    if name != "arrests":
        assert differ(*(rows[~rows["category_code"].isin(SECRET)] for rows in (one, other)), ["ward_code", "category_code", month], count) == 0
    years = [(rows[rows["is_charged"].astype(bool)] if name == "outcomes" else rows).assign(year=pd.to_datetime(rows[month]).dt.year) for rows in (one, other)]
    assert differ(*years, ["ward_code", "category_code", "year"], count) > 60
    assert differ(one, other, ["ward_code", "category_code", month, *more], count) > 1000


@pytest.mark.parametrize("name", questions())
def test_no_question_tells_the_twins_apart(of_both, name):
    every = asked(name)
    assert told_apart(of_both, name, some(every, 1 if name in HARMLESS else FEW_ASKED, name)) == []


def test_what_is_looked_at_in_other_districts_tells_no_strand(of_both):
    name = "measures_scanned"
    assert told_apart(of_both, name, asked(name, categories=STRANDS, parts=[{}], windows=routes.WINDOWS[:2], districts=("E07000115", "E06000035"))) == []


def test_the_command_line_says_what_questions_say(twins, monkeypatch):
    """Every question, so that what is collected by one is collected by the other."""
    monkeypatch.setenv("DASHBOARD_EDITION", str(twins[0]))
    wrong = []
    for name in questions():
        for words in some(asked(name), 1 if name in HARMLESS else 2, f"{name} by command", 12):
            said, rows = by_command(name, **words), by_fetch(name, **words)
            if not (said == f"{rows}\n" if isinstance(rows, str) else _says(json.loads(said), rows)):
                wrong.append((name, words))
    assert wrong == []


@pytest.mark.parametrize("form", ["csv", "table", "json"])
def test_no_command_tells_the_twins_apart(of_both, form):
    names = [name for name in questions() if name not in HARMLESS]
    names = list(questions()) if IS_ALL else names[["csv", "table", "json"].index(form)::3]
    assert [told_apart(of_both, name, some(asked(name), 1, f"{name} as {form}", 6), lambda name, **words: by_command(name, form, **words)) for name in names] == [[]] * len(names)


def _says(said: list[dict], rows: pd.DataFrame) -> bool:
    """Say whether what the command line wrote as json is the rows, value by value."""
    return len(said) == len(rows) and all(list(one) == list(rows.columns) and all(_is(*pair) for pair in zip(one.values(), row))
                                          for one, row in zip(said, rows.itertuples(index=False, name=None)))


def _is(said, value) -> bool:
    if isinstance(value, list | np.ndarray):
        return len(said) == len(value) and all(_is(*pair) for pair in zip(said, value))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return said is None
    if hasattr(value, "strftime"):
        return said == f"{value:%Y-%m-%d}"
    return said == pytest.approx(value, abs=1e-9) if isinstance(value, float) else said == value


def pages_tried() -> list[tuple]:
    """List the links to open: of each page some, of the questions on record some for each, and some of other districts."""
    links = [(page, link, state) for page, every in BY_PAGE.items() for link, state in some(every, LINKS_OF_A_PAGE, page)]
    return links + ELSEWHERE[:None if IS_ALL else 2] + some(question_links(list(questions_on_record())), 5, "questions")


@pytest.mark.parametrize(("page", "link", "state"), pages_tried(), ids=str)
def test_no_page_and_no_file_tells_the_twins_apart(of_both, monkeypatch, page, link, state):
    one, other = of_both(lambda: without_marks(shown(page, link, state, monkeypatch), MARKS))
    assert len(one) == len(other) > 20
    assert [(this, that) for this, that in zip(one, other) if this != that] == []


def test_spreadsheets_are_the_same_of_both(of_both, monkeypatch):
    one, other = of_both(lambda: without_marks(shown("pages/2_Wards.py", {"category": "hate_crime", "wards": FEW}, {}, monkeypatch, has_books=True), MARKS))
    assert one == other and any(b"xl/worksheets" not in part and b"<worksheet" in part for each in one for part in each if isinstance(part, bytes))


def collected(ask, is_thorough: bool = True) -> Collected:
    """Collect as the attack does, of some categories and windows, or of all."""
    def ask_of_some(name, **words):
        rows = ask(name, **words)
        return rows if IS_ALL or name != "categories" else rows[rows["category_code"].isin(["all_crime", "sexual_offences", "hate_crime", "hate_race"])]
    return Collected(ask_of_some, ["2020-12"], [("2020-12", 12), ("2020-11", 12)][:1 + IS_ALL], [{"wards": [FEW]}, {"rural_urban": "Rural"}][:1 + IS_ALL], is_thorough)


def rows_by_command(name: str, **words) -> pd.DataFrame:
    return pd.DataFrame(json.loads(by_command(name, **words)), columns=by_fetch(name, **words).columns)


def test_the_attack_collects_every_question_or_it_is_harmless_and_by_command_it_collects_the_same(twins, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(twins[0]))
    names = set()
    by_questions = collected(lambda name, **words: (names.add(name), fetch(name, **words))[1])
    assert set(questions()) == names | set(HARMLESS) and not names & set(HARMLESS)
    by_commands = collected(rows_by_command, is_thorough=IS_ALL).cells["2020-12"]
    assert by_commands.items() <= by_questions.cells["2020-12"].items() and len(by_commands) > 60
    assert by_questions.cells["2020-12"]["crimes", "hate_race", "Whole"] > 0


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_question_does_not_even_read_what_is_withheld(of_both, not_withholding, name):
    every = asked(name, ("sexual_offences", "hate_race"), [("2020-12", 12)], [{}, {"wards": FEW}, {"rural_urban": "Rural"}])
    assert told_apart(of_both, name, some(every, 1, name)) == []


def test_without_withholding_every_other_question_tells_the_twins_apart(of_both, not_withholding):
    """So the comparison has teeth."""
    named = ["crime_summary", "crime_by_ward", "crime_by_month", "crime_by_setting", "crime_by_district", "crime_places", "outcomes_by_ward", "measures_scanned"]
    others = [name for name in questions() if name not in (*HARMLESS, "categories", "wards", "words")]
    words = {"category": "hate_race", "last_month": "2020-12", "months": 12, "wards": "E05005136", "district": HOME}
    for name in others if IS_ALL else named:
        taken = {word: value for word, value in words.items() if word in words_of(name)}
        assert any(told_apart(of_both, name, [taken | one]) for one in ({}, {"category": "sexual_offences"})), name


def test_pages_without_withholding_tell_the_twins_apart(of_both, monkeypatch, not_withholding):
    one, other = of_both(lambda: without_marks(shown("pages/2_Wards.py", {"category": "hate_crime", "wards": FEW}, {}, monkeypatch), MARKS))
    assert sum(this != that for this, that in zip(one, other)) > 5


def test_one_more_cell_that_is_given_tells_the_twins_apart(twins, tmp_path, of_both, monkeypatch):
    year, wards = {"category": "hate_crime", "last_month": "2020-12"}, []
    for folder in twins:
        rows = pd.read_parquet(folder / "crime.parquet")
        rows = rows[(rows["category_code"] == "hate_crime") & (pd.to_datetime(rows["month"]).dt.year == 2020)]
        wards.append(rows.groupby("ward_code")["crimes"].sum())
    withheld, = [rows.loc[rows["crimes"].isna(), "ward_code"] for rows in of_both(lambda: fetch("crime_by_ward", **year))[:1]]
    ward = next(code for code in withheld.dropna() if wards[0][code] != wards[1][code])
    answers = []
    for folder in twins:
        weak = shutil.copytree(folder, tmp_path / folder.name)
        given = pd.read_parquet(weak / "disclosed.parquet")
        extra = given[(given["category_code"] == "hate_crime") & (pd.to_datetime(given["last_month"]).dt.year == 2020)].head(1).assign(part=ward)
        pd.concat([given, extra]).to_parquet(weak / "disclosed.parquet", index=False)
        about = json.loads((weak / "edition.json").read_text(encoding="utf-8"))
        about["extracts"]["disclosed"].pop("sha256")
        (weak / "edition.json").write_text(json.dumps(about), encoding="utf-8")
        monkeypatch.setenv("DASHBOARD_EDITION", str(weak))
        answers.append(fetch("crime_by_ward", **year))
    assert not is_same(*answers)
