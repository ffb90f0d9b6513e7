"""Answers about outcomes: from the sample counted again with pandas, from published files, and what is never given."""

import os
from pathlib import Path

import pandas as pd
import pytest
from recount import GEOGRAPHY, REAL, own_districts, own_wards
from scipy.stats import binomtest
from visible import opened, table, words

from data.build import build
from literal_editions import altered_sample

HOME = "E07000116"
SAMPLE = Path(__file__).parent.parent / "data" / "sample"
MONTHS = [f"2021-{month:02d}" for month in range(3, 13)]
FILES = [*MONTHS, "2022-01", "2022-02", "2022-03"]
PROSECUTED = {"Suspect charged", "Suspect charged as part of another case"}
GROUPS = ["charged", "out_of_court", "no_suspect", "evidential_difficulties", "not_in_public_interest", "other_agency", "still_open"]
FIGURES = [*GROUPS, "arrests", "convicted", "with_court_result", "court_result_unavailable", "charged_not_convicted", "closed_without_charge", "ended_otherwise",
           "charge_pct", "conviction_pct", "convicted_of_court_pct", "open_pct", "charge_pct_low", "charge_pct_high", "conviction_pct_low", "conviction_pct_high",
           "convicted_of_court_pct_low", "convicted_of_court_pct_high"]
WINDOW = {"last_month": "2021-12", "months": 10}
needs_real = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


@pytest.fixture(scope="module")
def followed():
    """The sample's outcomes, as pandas reads them."""
    return pd.read_parquet(SAMPLE / "outcomes.parquet").assign(recorded_month=lambda rows: pd.to_datetime(rows["recorded_month"]),
                                                               outcome_month=lambda rows: pd.to_datetime(rows["outcome_month"]))


def of(rows, district=HOME, category="all_crime", first="2020-01", last="2020-12"):
    return rows[(rows["district_code"] == district) & (rows["category_code"] == category) & rows["recorded_month"].between(first, last)]


@pytest.mark.parametrize("district", [HOME, "E07000115", "E06000035"])
def test_categories_agree_with_a_second_count(ask, followed, district):
    arrested = pd.read_parquet(SAMPLE / "arrests.parquet").assign(month=lambda rows: pd.to_datetime(rows["month"]))
    found = ask("outcomes_by_category", district=district).set_index("category_code")
    assert len(found) == 14 and found["months_present"].eq(12).all()
    for category, row in found.iterrows():
        rows = of(followed, district, category)
        court = rows["outcome_group"].isin(["court_convicted", "court_not_convicted"])
        expected = {"recorded": rows["crimes"].sum(), "charged": rows.loc[rows["is_charged"], "crimes"].sum(),
                    "convicted": rows.loc[rows["outcome_group"] == "court_convicted", "crimes"].sum(), "with_court_result": rows.loc[court, "crimes"].sum(),
                    "still_open": rows.loc[rows["outcome_group"] == "still_open", "crimes"].sum(),
                    "arrests": arrested[(arrested["district_code"] == district) & (arrested["category_code"] == category)
                                        & arrested["month"].between("2020-01", "2020-12")]["arrests"].sum()}
        assert {key: row[key] for key in expected} == expected
        assert row["charge_pct"] == pytest.approx(100 * expected["charged"] / expected["recorded"])
        assert row["conviction_pct"] == pytest.approx(100 * expected["convicted"] / expected["recorded"])
        assert row["convicted_of_court_pct"] == pytest.approx(100 * expected["convicted"] / expected["with_court_result"])


def test_recorded_is_what_the_crime_figures_say(ask):
    crimes = ask("crime_summary").set_index("category_code")["crimes"]
    outcomes = ask("outcomes_by_category").set_index("category_code")["recorded"]
    assert (outcomes == crimes.reindex(outcomes.index)).all() and outcomes["all_crime"] == 7830


def test_groups_and_still_open_make_the_recorded(ask):
    for rows in (ask("outcomes_by_category"), ask("outcomes_by_month", last_month="2023-03", months=60)):
        assert (rows[GROUPS].sum(axis=1) == rows["recorded"]).all()


def test_intervals_are_those_of_scipy(ask):
    rows = ask("outcomes_by_category")
    for share, some, whole in (("charge_pct", "charged", "recorded"), ("convicted_of_court_pct", "convicted", "with_court_result")):
        for row in rows.to_dict("records"):
            interval = binomtest(int(row[some]), int(row[whole])).proportion_ci(method="wilson")
            assert (row[f"{share}_low"], row[f"{share}_high"]) == pytest.approx((100 * interval.low, 100 * interval.high))


def test_newest_months_are_the_least_finished(ask):
    rows = ask("outcomes_by_month", last_month="2023-03", months=60)
    assert rows["open_pct"].iloc[-1] > 50 > 5 > rows["open_pct"].iloc[:36].max()
    assert rows["convicted"].iloc[-1] == 0 < rows["convicted"].iloc[:36].min()


def test_months_that_are_not_followed_have_no_figures(ask):
    rows = ask("outcomes_by_month", last_month="2018-02", months=4)
    assert rows["months_present"].tolist() == [0, 0, 1, 1]
    assert rows.loc[:1, ["recorded", *FIGURES]].isna().all(axis=None) and rows.loc[2:, "charged"].notna().all()
    whole = ask("outcomes_by_category", last_month="2018-02", months=4)
    assert whole[["recorded", *FIGURES]].isna().all(axis=None) and whole["months_present"].eq(2).all()
    assert len(ask("outcome_times", last_month="2018-02", months=4)) == 0


def test_times_agree_with_a_second_count(ask, followed):
    rows = of(followed)
    taken = (rows["outcome_month"].dt.year - rows["recorded_month"].dt.year) * 12 + rows["outcome_month"].dt.month - rows["recorded_month"].dt.month
    found = ask("outcome_times").set_index("outcome_group")
    for group, part in rows[rows["crimes"] > 0].groupby("outcome_group"):
        months = taken.loc[part.index].repeat(part["crimes"]).dropna()
        row = found.loc[group]
        assert (row["crimes"], row["finished"]) == (part["crimes"].sum(), len(months))
        assert row["share_pct"] == pytest.approx(100 * part["crimes"].sum() / rows["crimes"].sum())
        if len(months):
            assert row["median_months"] == months.quantile(0.5, interpolation="lower")
            assert (row["within_1_pct"], row["within_6_pct"]) == pytest.approx((100 * (months <= 1).mean(), 100 * (months <= 6).mean()))
    assert set(found.index.dropna()) == set(rows.loc[rows["crimes"] > 0, "outcome_group"])
    assert pd.isna(found.at["still_open", "median_months"]) and found["followed_to"].eq(pd.Timestamp("2023-03-01")).all()


@pytest.mark.parametrize("part", [{"wards": "E05005134"}, {"rural_urban": "Rural"}, {"rural_urban": "Town centre"}], ids=str)
@pytest.mark.parametrize("category", ["all_crime", "shoplifting", "sexual_offences", "drug_trafficking"])
def test_partner_outcomes_are_withheld_below_the_borough(ask, category, part):
    for name in ("outcomes_by_month", "outcomes_by_category", "outcomes_by_ward"):
        rows = ask(name, category=category, last_month="2020-11", **part)
        assert len(rows) and rows["is_withheld"].all() and rows[FIGURES].isna().all(axis=None), name
    assert len(ask("outcome_times", category=category, **part)) == 0


def test_all_crimes_arrests_charges_and_convictions_of_a_ward_are_given_for_a_fixed_year(ask):
    rows = ask("outcomes_by_ward", last_month="2020-12").set_index("ward_code")
    assert rows.loc["E05005141", "charged"] > 4 and rows["arrests"].notna().sum() > 15
    extract = pd.read_parquet(SAMPLE / "outcomes.parquet").query("category_code == 'all_crime' and ward_code == 'E05005141' and is_charged")
    assert rows.loc["E05005141", "charged"] == extract.loc[pd.to_datetime(extract["recorded_month"]).dt.year == 2020, "crimes"].sum()
    assert rows[["still_open", "out_of_court", "no_suspect", "with_court_result", "closed_without_charge"]].isna().all(axis=None)


@pytest.mark.parametrize("category", ["all_crime", "sexual_offences", "hate_crime"])
def test_no_ward_has_them_even_beside_the_whole(ask, category):
    rows = ask("outcomes_by_ward", category=category, last_month="2020-11")
    assert len(rows) == 21 and rows["is_withheld"].all() and rows[FIGURES].isna().all(axis=None)
    assert rows["recorded"].isna().all() == (category != "all_crime")


def test_an_edition_without_court_results_and_arrests_gives_none(ask, tmp_path):
    edition = altered_sample(tmp_path / "edition", "outcomes", "select * replace (null::boolean as is_convicted) from outcomes where outcome_group not like 'court%'")
    rows = ask("outcomes_by_category", edition)
    assert rows[["convicted", "with_court_result", "conviction_pct", "convicted_of_court_pct", "conviction_pct_low"]].isna().all(axis=None)
    assert rows["charged"].notna().all() and rows["arrests"].notna().all()


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    assert REAL.is_dir(), "the published files are not in ../shared/real"
    given = [REAL / "police_uk" / month for month in FILES] + [*GEOGRAPHY.glob("WD22_*.geojson"), *GEOGRAPHY.glob("lookup*.csv"), *GEOGRAPHY.glob("ruc11*.csv"),
                                                               REAL / "population"]
    return build(given, HOME, "WD22", tmp_path_factory.mktemp("real"), lambda text: None)


@pytest.fixture(scope="module")
def second_count():
    """The home district's crimes of March to December 2021, each with its ward and all its outcomes: no code of the build in it."""
    street = pd.concat([pd.read_csv(REAL / "police_uk" / month / f"{month}-kent-street.csv", encoding="utf-8") for month in MONTHS]).dropna(subset="LSOA code")
    rows = street.assign(district=own_districts(street)).query("district == @HOME and `Crime type` != 'Anti-social behaviour'")
    spots = rows[["district", "LSOA code", "Longitude", "Latitude"]].drop_duplicates()
    rows = rows.merge(spots.assign(ward=own_wards(spots)))
    found = pd.concat([pd.read_csv(REAL / "police_uk" / month / f"{month}-kent-outcomes.csv", encoding="utf-8") for month in FILES])
    texts = found.groupby("Crime ID")["Outcome type"].agg(set)
    return rows.assign(texts=rows["Crime ID"].map(texts))


@needs_real
def test_prosecuted_by_ward_agrees_with_a_second_count(ask, real, second_count):
    is_charged = second_count["texts"].map(lambda texts: isinstance(texts, set) and bool(texts & PROSECUTED))
    expected = pd.DataFrame({"recorded": second_count.groupby("ward").size(), "charged": is_charged.groupby(second_count["ward"]).sum(),
                             "still_open": second_count["texts"].isna().groupby(second_count["ward"]).sum()})
    rows = ask("outcomes_by_ward", real, **WINDOW).dropna(subset="ward_code").set_index("ward_code")
    assert len(rows) == 20 and expected["charged"].sum() > 250
    assert rows[["recorded", "charged", "still_open"]].astype(int).to_dict() == expected.reindex(rows.index).astype(int).to_dict()


@needs_real
@pytest.mark.parametrize("name", ["outcomes_by_ward", "outcomes_by_category", "outcomes_by_month"])
def test_published_groups_and_still_open_make_the_recorded(ask, real, name):
    rows = ask(name, real, **WINDOW)
    assert (rows[GROUPS].sum(axis=1) == rows["recorded"]).all() and rows["recorded"].sum() > 5000
    assert rows[["convicted", "with_court_result", "conviction_pct", "convicted_of_court_pct", "arrests"]].isna().all(axis=None)


@needs_real
@pytest.mark.parametrize("category", ["all_crime", "shoplifting"])
def test_wards_and_the_unplaced_make_the_borough(ask, real, category):
    wards = ask("outcomes_by_ward", real, category=category, **WINDOW)
    whole = ask("outcomes_by_category", real, **WINDOW).set_index("category_code").loc[category]
    counts = ["recorded", *GROUPS]
    assert wards[counts].sum().to_dict() == whole[counts].to_dict() and wards["ward_code"].isna().sum() == 1


@needs_real
def test_months_outside_the_outcomes_files_have_none(ask, real):
    rows = ask("outcomes_by_month", real, last_month="2022-03", months=15)
    assert rows["months_present"].tolist() == [0, 0] + [1] * 13 and rows.loc[:1, ["recorded", *FIGURES]].isna().all(axis=None)
    assert ask("outcomes_by_ward", real, last_month="2021-12", months=12)[["recorded", *FIGURES]].isna().all(axis=None)


@needs_real
def test_the_page_says_what_published_files_lack(real, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(real))
    app = opened("pages/5_Outcomes.py", **{key: str(value) for key, value in WINDOW.items()})
    seen = words(app)
    assert not app.exception
    assert "Convictions: not in this data. The open files of Kent Police carry no court results; they come from a police extract." in seen
    assert "Arrests: not in this data. Kent Police holds them." in seen
    assert "Convicted – not in this data" in seen and "Arrests – not in this data" in seen
    for caption in ("All crime by ward", "Outcomes by category"):
        assert all("Convicted" not in row and "Arrests" not in row for row in table(app, caption).values())
    assert "Prosecuted 293 4.6%" in seen and table(app, "All crime by ward")["Pembury"]["Prosecuted"] == "38"


def test_the_page_gives_both_conviction_figures_in_words():
    app = opened("pages/5_Outcomes.py")
    seen = words(app)
    assert "546 ended in a conviction so far: 7.0% of all crimes recorded" in seen and "77.6% of the 704 crimes that have a court result" in seen
    assert "What is marked as withheld is a small number" in seen and "The newest months are not finished" in seen
    assert "Arrests are people" in seen


@pytest.mark.parametrize(("link", "said"), [
    ({"wards": "E05005134", "last_month": "2020-11"}, "By ward and part of the district: withheld."), ({"category": "asb_incidents"}, "reports that are not crimes have no arrest, charge or conviction"),
    ({"last_month": "2017-12"}, "There is no total for January to December 2017"), ({"district": "E06000035"}, "crimes recorded were prosecuted so far")])
def test_the_page_says_what_it_cannot_give(link, said):
    app = opened("pages/5_Outcomes.py", **link)
    assert not app.exception and said in words(app)
    assert "Convicted 0" not in words(app)


def test_an_edition_without_outcomes_says_who_holds_them(monkeypatch, tmp_path):
    edition = altered_sample(tmp_path / "edition", "outcomes", "select * from outcomes where false")
    monkeypatch.setenv("DASHBOARD_EDITION", str(edition))
    app = opened("pages/5_Outcomes.py")
    assert not app.exception and "These figures hold no outcomes of crimes" in words(app) and "Kent Police holds arrests, charges and court results" in words(app)
