"""Any council: with whom a district is compared, and what every page says of three homes built from the published files."""

import json
import os
import re

import pytest

from data.build import build
from literal_editions import ASHFORD, DOVER, MEDWAY, literal_edition
from pages.parts import near_miss_tables
from pages.parts.compared import compared
from pages.parts.questions import questions
from raw_files import HOME, NEIGHBOUR
from recount import REAL
from visible import PAGES, charts, opened, plain, table, title, words

MID_YEAR = "mid-year estimate"
ALL = (HOME, NEIGHBOUR, ASHFORD, DOVER, MEDWAY)
CRIMES = [("2020-12", HOME, 20), ("2020-12", NEIGHBOUR, 10), ("2020-12", ASHFORD, 40), ("2020-12", DOVER, 20), ("2020-12", MEDWAY, 15)]
PEOPLE = [(code, 2020, 1000, MID_YEAR) for code in ALL]
MONTH = {"last_month": "2020-12", "months": 1}
REAL_HOMES = {"E07000115": ("Tonbridge and Malling", "Tonbridge and Malling borough", "Kent", 12),
              "E07000112": ("Folkestone and Hythe", "Folkestone and Hythe district", "Kent", 12),
              "E06000035": ("Medway", "Medway", "Kent Police", 13)}
TRIED = list(REAL_HOMES) if os.environ.get("REAL_HOMES") == "all" else ["E06000035"]  # of which editions are built: 20 s each
TABLES = re.compile(r"<table.*?</table>", re.DOTALL)
CODE = re.compile(r"\b[EWSNK]\d{8}\b")


@pytest.fixture
def unitary(tmp_path):
    return literal_edition(tmp_path / "edition", CRIMES, PEOPLE, home=MEDWAY)


@pytest.fixture
def county(tmp_path):
    return literal_edition(tmp_path / "edition", CRIMES, PEOPLE)


def ranks(rows):
    return {code: None if is_null else int(rank) for code, rank, is_null in zip(rows["district_code"], rows["rank"], rows["rank"].isna())}


def test_a_unitary_is_ranked_among_the_districts_of_its_police_force(ask, unitary):
    rows = ask("crime_by_district", unitary, **MONTH)
    assert ranks(rows) == {NEIGHBOUR: 1, MEDWAY: 2, HOME: 3, DOVER: 3, ASHFORD: 5} and rows["is_ranked"].all()
    assert ask("crime_summary", unitary, **MONTH).iloc[0]["rank"] == 2


def test_a_unitary_beside_a_county_stays_out_of_it(ask, county):
    assert ranks(ask("crime_by_district", county, **MONTH)) == {NEIGHBOUR: 1, HOME: 2, DOVER: 2, ASHFORD: 4, MEDWAY: None}
    assert ask("crime_summary", county, district=MEDWAY, **MONTH)["rank"].isna().all()


@pytest.mark.parametrize(("home", "districts", "per_1000"), [(MEDWAY, 5, 105 / 5), (HOME, 4, 90 / 4)])
def test_the_rate_of_all_is_of_those_that_are_compared(ask, tmp_path, home, districts, per_1000):
    made = literal_edition(tmp_path / "edition", CRIMES, PEOPLE, home=home)
    told = ask("crime_by_district", made, **MONTH)[["county_districts", "county_per_1000"]].drop_duplicates()
    assert told.to_numpy().tolist() == [[districts, per_1000]]
    assert len(ask("crime_above_lowest", made, **MONTH)) == districts == ask("districts", made)["is_in_county"].sum()


@pytest.mark.parametrize(("lacks", "crimes", "residents"), [(CRIMES, None, None), (PEOPLE, 90, None)])
def test_there_is_no_rate_of_all_where_one_lacks_its_crimes_or_residents(ask, tmp_path, lacks, crimes, residents):
    given = [[row for row in rows if rows is not lacks or DOVER not in row] for rows in (CRIMES, PEOPLE)]
    told = ask("crime_by_district", literal_edition(tmp_path / "edition", *given), **MONTH).filter(like="county_").drop_duplicates().astype(object)
    assert told.where(told.notna(), None).to_dict("records") == [
        {"county_districts": 4, "county_crimes": crimes, "county_residents": residents, "county_per_1000": None}]


def test_nobody_is_ranked_where_a_district_of_the_police_force_lacks_the_month(ask, tmp_path):
    made = literal_edition(tmp_path / "edition", CRIMES[:-1] + [("2020-11", MEDWAY, 15)], PEOPLE, home=MEDWAY)
    assert set(ranks(ask("crime_by_district", made, **MONTH)).values()) == {None}


def test_the_only_district_of_its_force_has_no_position(ask, tmp_path):
    alone = literal_edition(tmp_path / "edition", CRIMES, PEOPLE, home=MEDWAY, forces={MEDWAY: "A force of its own"})
    rows = ask("crime_by_district", alone, **MONTH)
    assert ranks(rows) == {MEDWAY: None} and not rows["is_ranked"].any()


@pytest.mark.parametrize(("county_code", "name", "area", "label", "kind"), [
    ("E10000099", "Shire", "Shire", "Shire", "county"),
    ("E06000099", "Shire Police", "the Shire Police area", "Shire Police area", "police area"),
])
def test_words_name_the_county_else_the_police_area(county_code, name, area, label, kind):
    said = compared({"home_district": "E06000099", "county_code": county_code, "county_name": "Shire", "police_force": "Shire Police"})
    assert (said.name, said.area, said.label, said.kind) == (name, area, label, kind)


def test_districts_of_which_no_boundaries_were_given_are_named(edition):
    gap = next(gap for gap in json.loads((edition / "edition.json").read_text(encoding="utf-8"))["extracts"]["crime"]["known_gaps"] if gap.startswith("Compared"))
    assert gap.startswith("Compared are 2 of the 12 Kent districts: no boundaries were given of Ashford, Canterbury, Dartford, ") and "Medway" not in gap


needs_real = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


@pytest.fixture(scope="module")
def built_homes(tmp_path_factory):
    """Editions of these homes: one month's crimes, a year's collisions, wards since 2024."""
    assert REAL.is_dir(), "the published files are not in ../shared/real"
    geography = [file for file in sorted((REAL / "geography").iterdir()) if not file.name.startswith("WD22")]
    given = [REAL / "police_uk" / "2022-12", *geography, REAL / "population", *sorted((REAL / "stats19").glob("*.csv"))]
    out = tmp_path_factory.mktemp("homes")
    return {home: build(given, home, "WD25", out / home, lambda text: None) for home in TRIED}


@needs_real
@pytest.mark.parametrize("home", TRIED)
def test_every_page_speaks_of_the_home_and_its_own_districts(built_homes, home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(built_homes[home]))
    name, full_name, compared_with, districts = REAL_HOMES[home]
    link = {"last_month": "2022-12", "months": "1"}
    for page in PAGES:
        app = opened(page, **({} if "Road" in page else link))
        seen = words(app)
        sentences = " ".join(plain(TABLES.sub(" ", element.value)) for element in app.markdown)
        assert not app.exception and not app.error and len(seen) > 300, page
        assert "Tunbridge Wells" not in title(app) + (sentences if "Comparison" not in page else ""), page  # there it may be the next above
        assert not CODE.findall(re.sub(r"This page: \S+", "", sentences)), page
    home_page, compare = opened(**link), opened("pages/4_Comparison.py", **link)
    area = compared_with if compared_with == "Kent" else f"the {compared_with} area"
    assert title(home_page) == f"{full_name}, December 2022" and f"of the {districts} {compared_with} districts" in words(home_page)
    assert title(compare) == f"How we compare with the rest of {area}"
    rows = table(compare, "All crime: rates, numbers and positions")
    ranked = [row for row in rows.values() if row[next(column for column in row if column.startswith("By number Dec 2022"))] != "not ranked"]
    assert len(rows) == 13 and len(ranked) == districts and name in rows
    assert charts(opened("pages/2_Wards.py", **link)) == 2


@needs_real
@pytest.mark.parametrize("home", ["E06000035"])
def test_questions_name_the_police_area(built_homes, home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(built_homes[home]))
    for question in ("Q13", "Q21", "Q14", "Q40", "Q15", "Q41"):
        assert question in questions()
        app = opened("pages/1_Questions.py", question=question, last_month="2022-12", months="1")
        assert not app.exception and "Kent districts" not in words(app) and "county" not in words(app)
    assert "of the 13 Kent Police districts" in words(opened("pages/1_Questions.py", question="Q13", last_month="2022-12", months="1"))


def test_without_a_town_centre_near_misses_are_of_urban_and_rural_wards():
    rows = [{"setting": "Other urban", "reports": 7, "reporters": 4}, {"setting": "Rural", "reports": 3, "reporters": 2}]
    seen = plain(near_miss_tables.settings(rows, [], has_centre=False))
    assert "Urban 7 from 4 known reporters" in seen and "Rural 3" in seen and "Other urban" not in seen and "entre" not in seen
