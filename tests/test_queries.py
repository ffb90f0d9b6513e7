"""Questions asked of the shipped sample: the published figures, and what can and can't be asked."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from queries import NoEdition, QuestionError, edition, fetch, questions
from queries.answers import FOLDER, LAST_STEPS
from queries.edition import connection, reopened

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = Path(__file__).parent.parent / "data" / "sample"
TUNBRIDGE_WELLS, TONBRIDGE_AND_MALLING, SEVENOAKS, MEDWAY = "E07000116", "E07000115", "E07000111", "E06000035"
ASSESSMENT = pd.read_csv(GOLDEN / "assessment_2020.csv", encoding="utf-8").set_index("category_code")
NEIGHBOUR = pd.read_csv(GOLDEN / "tonbridge_and_malling_2021.csv", encoding="utf-8").set_index("category_code")
CHOICES = [
    {}, {"last_month": "2019-09", "months": 7, "category": "shoplifting"}, {"district": SEVENOAKS}, {"district": MEDWAY, "months": 1},
    {"wards": ["E05005136", "E05005141"], "rural_urban": "Urban"}, {"rural_urban": "Town centre", "category": "hate_crime"},
    {"last_month": "2023-06"}, {"last_month": "1999-01"}, {"last_month": "2017-02", "months": 60},
]
WINDOW = {"last_month": "2020-12", "category": "shoplifting"}
KEYS = {  # a question's second line -> the columns in which no two rows are alike
    "One row per kind: of road user, of age, of setting, of the time at which a child on foot was hurt.": ["split", "kind"],
    "One row per class of road and speed limit.": ["road_class", "speed_limit_mph"],
    "One row per collision.": ["collision_id"], "One row per group of collisions.": ["collisions_with"],
    "One row per question and answer.": ["question", "answer"], "One row per repeat location.": ["cluster_no"],
    "One row per report.": ["report_id"],
    "One row per stretch of a road, or repeat location on roads without a number.": ["site_no"],
    "One row per category.": ["category_code"], "One row per category and area.": ["category_code", "area_name"],
    "One row per category and month.": ["category_code", "month"], "One row per class of ward and month.": ["rural_urban", "month"],
    "One row per district.": ["district_code"], "One row per district and category.": ["district_code", "category_code"],
    "One row per event.": ["date", "event"], "One row per extract and month.": ["extract", "month"],
    "One row per former ward and ward.": ["former_code", "ward_code"], "One row per month.": ["month"],
    "One row per panel and area.": ["panel", "area_code"], "One row per period.": ["period"], "One row per place and ward.": ["place", "ward_code"],
    "One row per priority and category.": ["priority", "category_code"], "One row per series.": ["series"],
    "One row per kind of place.": ["kind"], "One row per measure, organisation and area.": ["measure", "organisation", "area_code"],
    "One row per measure, organisation, area and period.": ["measure", "organisation", "area_code", "period_start", "period_end"],
    "One row per outcome.": ["outcome_group"], "One row per recorded month.": ["recorded_month"],
    "One row per promise.": ["date", "meeting", "question"], "One row per third of the wards.": ["third"],
    "One row per setting.": ["setting"], "One row per town or village.": ["place_name"], "One row per ward.": ["ward_code"], "One row per year.": ["year"], "One row in all.": [],
}


@pytest.fixture(autouse=True)
def sample(monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))


@pytest.fixture
def summary():
    return fetch("crime_summary", last_month="2020-12").set_index("category_code")


def takes(name):
    return set(re.findall(r"\$(\w+)", (FOLDER / f"{name}.sql").read_text(encoding="utf-8")))


def asked(name, **choices):
    """Ask a question with those of the choices that it takes."""
    return fetch(name, **{word: value for word, value in choices.items() if word in takes(name)})


@pytest.mark.parametrize("category", ASSESSMENT.index)
def test_summary_is_the_published_assessment(summary, category):
    published, row = ASSESSMENT.loc[category], summary.loc[category]
    assert (row.crimes, row.crimes_before, row.change) == (published.crimes_2020, published.crimes_2019, published.change_published)
    assert row.change_pct == published.change_pct_published
    assert pd.isna(published.rank_2020) or (row["rank"], row.rank_before) == (published.rank_2020, published.rank_2019)


def test_borough_had_the_fewest_crimes_too(summary):
    assert summary.at["all_crime", "rank_volume"] == 1


def test_the_year_before_the_assessment():
    row = fetch("crime_summary", last_month="2019-12").set_index("category_code").loc["all_crime"]
    assert (row.crimes, row.crimes_before) == (8608, 8953)  # TWBC plan 2021/22: 2019 was 345 fewer than 2018


@pytest.mark.parametrize("category", NEIGHBOUR.index)
def test_any_district_can_be_asked_for(category):
    published = NEIGHBOUR.loc[category]
    row = fetch("crime_summary", last_month="2021-09", district=TONBRIDGE_AND_MALLING).set_index("category_code").loc[category]
    assert pd.isna(published.crimes) or (row.crimes, row.crimes_before) == (published.crimes, published.crimes_before)
    assert row.change_pct == published.change_pct


def test_rates_of_the_calendar_years():
    years = fetch("crime_by_year", last_month="2020-12").set_index("year")
    assert years["per_1000"].loc[[2018, 2019, 2020]].round(1).tolist() == [75.8, 72.5, 65.8]
    rolling = fetch("crime_by_month", last_month="2020-12", months=36).set_index("month")["per_1000_12m"]
    assert rolling.loc[["2018-12-01", "2019-12-01", "2020-12-01"]].round(1).tolist() == [75.8, 72.5, 65.8]


@pytest.mark.parametrize("chosen", [{}, {"rural_urban": "Rural"}, {"category": "burglary_residential"}, {"category": "hate_crime", "rural_urban": "Urban"}, {"district": "E07000106"}], ids=str)
def test_a_calendar_year_is_judged_as_the_summary_of_its_twelve_months(chosen):
    asked = {"category": "all_crime"} | chosen
    years = fetch("crime_by_year", last_month="2020-12", **asked).set_index("year")
    assert len(years) == 4 or years["crimes"].isna().all()
    for year, row in years.iterrows():
        summary = fetch("crime_summary", last_month=f"{year}-12", months=12, **{word: value for word, value in asked.items() if word != "category"})
        same = summary.set_index("category_code").loc[asked["category"]]
        for figure in ("crimes", "crimes_before", "change", "verdict", "verdict_why", "ratio_low", "ratio_high", "p_value", "history_months"):
            assert (pd.isna(row[figure]) and pd.isna(same[figure])) or row[figure] == same[figure], (year, figure)


def test_a_year_that_is_not_whole_is_not_judged():
    newest = fetch("crime_by_year", last_month="2020-06").iloc[0]
    assert newest["year"] == 2020 and newest[["crimes", "verdict"]].isna().all()


def test_medway_is_shown_and_not_ranked():
    rows = fetch("crime_by_district", last_month="2020-12").set_index("district_code")
    assert len(rows) == 13
    assert rows["rank"].drop(MEDWAY).tolist() == list(range(1, 13))
    assert rows.loc[MEDWAY, ["crimes", "rank", "rank_volume"]].isna().tolist() == [False, True, True]


@pytest.mark.parametrize("name", questions())
def test_grain_is_as_its_second_line_says(name):
    line = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()[1].removeprefix("-- ")
    for choices in CHOICES[:3]:
        rows = asked(name, **choices)
        assert not rows.duplicated(KEYS[line]).any() if KEYS[line] else len(rows) == 1


@pytest.mark.parametrize("choices", CHOICES, ids=str)
@pytest.mark.parametrize("name", questions())
def test_every_question_takes_every_choice(name, choices):
    assert isinstance(asked(name, **choices), pd.DataFrame)


def test_window_that_lacks_months_has_no_figures_and_names_them():
    row = fetch("crime_summary", last_month="2023-05", months=4).iloc[0]
    assert row[["crimes", "change", "change_pct", "rank", "rank_volume", "per_1000"]].isna().all()
    assert (row.months_present, row.months_present_before, row.missing_months) == (2, 4, "April 2023, May 2023")
    assert pd.notna(row.crimes_before) and pd.notna(row.rank_before)
    assert fetch("crime_by_ward", last_month="2023-05", months=4)["crimes"].isna().all()
    assert fetch("crime_by_setting", last_month="2023-05", months=4)["crimes"].isna().all()
    assert fetch("crime_by_district", last_month="2023-05", months=4)["rank"].isna().all()


def test_window_before_the_first_month_leaves_the_change_open():
    row = fetch("crime_summary", last_month="2017-12").iloc[0]
    assert (row.months_present, row.months_present_before) == (12, 0)
    assert pd.notna(row.crimes) and pd.isna(row.change) and pd.isna(row.rank_before)


@pytest.fixture(scope="module")
def shell():
    """A DuckDB shell with the sample's extracts, after the shared files."""
    with duckdb.connect() as opened:
        for file in SAMPLE.glob("*.parquet"):
            opened.execute(f"create view {file.stem} as select * from read_parquet('{file.as_posix()}')")
        for file in sorted(FOLDER.glob("shared*.sql")):
            opened.execute(file.read_text(encoding="utf-8"))
        yield opened


@pytest.mark.parametrize("chosen", [{}, {"wards": ["E05005136", "E05005141"]}, {"rural_urban": "Rural"}], ids=["whole", "wards", "rural"])
@pytest.mark.parametrize("name", questions())
def test_question_can_be_pasted_after_the_shared_file(shell, name, chosen):
    choices = {"district": TUNBRIDGE_WELLS, "series": "partner", "last_month": "2020-12", "months": 12, "category": "shoplifting", "wards": [], "rural_urban": "All"} | chosen
    sql = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").replace("$wards", "$wards::varchar[]")  # an empty list has no type
    pasted = shell.execute(sql, {word: choices[word] for word in takes(name)}).df()
    pasted = pd.DataFrame(LAST_STEPS.get(name, dict)({column: values.array for column, values in pasted.items()}))
    assert_frame_equal(pasted, asked(name, **choices), check_dtype=False)


def test_a_connection_is_open_to_the_edition_alone(sample):
    opened = connection(edition())
    held = dict(opened.execute("select name, value from duckdb_settings()").fetchall())
    assert {name: held[name] for name in ("enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions", "lock_configuration",
                                          "threads", "temp_directory", "memory_limit")} == {
        "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "allow_community_extensions": "false",
        "lock_configuration": "true", "threads": "1", "temp_directory": "", "memory_limit": "953.6 MiB"}
    for sql in ("select * from read_text('README.md')", "attach 'x.db'", "install httpfs", "load httpfs", "set enable_external_access = true", "set memory_limit = '9GB'",
                "copy (select 1) to 'x.csv'"):
        with pytest.raises(duckdb.Error):
            opened.execute(sql)
    assert opened.execute("select count(*) > 0 from crime").fetchone() == (True,)


def test_a_question_too_large_for_the_memory_says_so(sample, monkeypatch):
    class TooLarge:
        def execute(self, *given):
            raise duckdb.OutOfMemoryException("could not allocate")
    monkeypatch.setattr("queries.answers.connection", lambda current: TooLarge())
    with pytest.raises(NoEdition, match="too little memory left for that question"):
        fetch("districts")


@pytest.mark.parametrize("fault", [duckdb.InternalException, duckdb.FatalException])
def test_a_fault_of_duckdbs_own_costs_no_answer(sample, monkeypatch, caplog, fault):
    class Ended:
        """A database after such a fault: it answers nothing any more."""

        def cursor(self):
            return self

        def execute(self, *given):
            raise fault("Failed: database has been invalidated because of a previous fatal error.")

    reads, opens = sys.modules["queries.edition"], []
    right, opened = fetch("casualties_by_kind", last_month="2020-12"), reads._connect.__wrapped__

    def opens_ended_first(current, stamps, is_plain=False):
        opens.append(is_plain)
        return Ended() if len(opens) == 1 else opened(current, stamps, is_plain)
    monkeypatch.setattr(reads, "_connect", lru_cache(maxsize=4)(opens_ended_first))
    assert_frame_equal(fetch("casualties_by_kind", last_month="2020-12"), right)
    assert opens == [False, True]
    assert_frame_equal(fetch("casualties_by_kind", last_month="2020-12"), right)
    assert opens == [False, True, False]
    assert [record.message for record in caplog.records] == ["DuckDB failed at 'casualties_by_kind', which was asked again: Failed: database has been invalidated because of a previous fatal error."]


@pytest.mark.parametrize("name", questions())
def test_an_answer_is_the_same_planned_plainly(sample, monkeypatch, name):
    right = asked(name, **WINDOW)
    monkeypatch.setattr("queries.answers.connection", reopened)
    assert_frame_equal(asked(name, **WINDOW), right)


def test_threads_get_their_own_rows():
    districts = fetch("districts")["district_code"].tolist()
    alone = {code: fetch("crime_summary", last_month="2020-12", district=code) for code in districts}
    assert len({rows["crimes"].iat[0] for rows in alone.values()}) == 13
    wanted = districts * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda code: fetch("crime_summary", last_month="2020-12", district=code), wanted))
    for code, rows in zip(wanted, found):
        assert_frame_equal(rows, alone[code])


@pytest.mark.parametrize(("name", "params", "said"), [
    ("crime", {}, "Unknown question 'crime'; one of: "),
    ("crime_summary", {"ward": "E05005136"}, "Unknown parameter 'ward'; allowed: district, series, category, wards, "),
    ("crime_summary", {"district": "E07000099"}, "district=E07000099 is not allowed; one of: "),
    ("crime_summary", {"series": "police_uk"}, "series=police_uk is not allowed; one of: partner."),
    ("crime_by_ward", {"category": "burglary"}, "category=burglary is not allowed; one of: all_crime, "),
    ("crime_by_ward", {"wards": "E05005136,E05000001"}, "wards=E05000001 is not allowed; one of: E05005130, "),
    ("crime_by_ward", {"wards": "E05005136", "district": SEVENOAKS}, "wards=E05005136 is not allowed; one of: "),
    ("crime_summary", {"district": "E07000110", "rural_urban": "Rural"}, "rural_urban=Rural is not allowed; of the district the figures hold no such ward; one of: All."),
    ("casualties_total", {"wards": "E05005141", "rural_urban": "Rural"},
     "rural_urban=Rural is not allowed; of the chosen wards the figures hold no such ward; one of: All, Urban, Town centre."),
    ("crime_by_ward", {"rural_urban": "countryside"}, "rural_urban=countryside is not allowed; one of: All, Urban, Rural, Town centre, Other urban."),
    ("crime_summary", {"months": 0}, "months=0 is not allowed; give a whole number from 1 to 60."),
    ("crime_summary", {"months": "61"}, "months=61 is not allowed; give a whole number from 1 to 60."),
    ("crime_summary", {"last_month": "2020-13"}, "last_month=2020-13 is not allowed; give a month as 2020-12."),
    ("crime_summary", {"last_month": "December 2020"}, "last_month=December 2020 is not allowed; give a month as 2020-12."),
])
def test_what_cannot_be_asked_is_named(name, params, said):
    with pytest.raises(QuestionError) as error:
        fetch(name, **params)
    assert str(error.value).startswith(said) and "\n" not in str(error.value)
