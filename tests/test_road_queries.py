"""Questions on road casualties and near misses: identities, and repeat locations against all pairs by brute force."""

from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from data.contracts import column_types
from queries import Edition, edition, fetch, repeat_locations
from queries.answers import FOLDER
from queries.camera_screening import heaviest, points, sites
from queries.parameters import complete

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
TUNBRIDGE_WELLS = "E07000116"
REGISTER = {"last_month": "2023-03", "months": 24}
WINDOWS = [("2020-12", 12), ("2020-06", 12), ("2019-03", 3), ("2022-03", 24), ("2022-12", 60)]
FILTERS = [{}, {"rural_urban": "Rural"}, {"rural_urban": "Town centre"}, {"wards": ["E05005136", "E05005141"]}]
FIGURES = ["fatal", "serious", "slight", "ksi", "all_casualties"]
ROADS = ("collisions", "casualties", "near_misses")
BY = ["casualties_by_ward", "casualties_by_kind"]


@pytest.fixture(autouse=True)
def sample(monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))


@pytest.fixture(scope="module")
def extracts():
    return {name: duckdb.read_parquet(str(SAMPLE / f"{name}.parquet")).df() for name in ROADS}


def open_sample(opened, without=()):
    """Make the sample's views and the shared macros in a DuckDB shell."""
    for file in SAMPLE.glob("*.parquet"):
        if file.stem not in without:
            opened.execute(f"create view {file.stem} as select * from read_parquet('{file.as_posix()}')")
    for file in sorted(FOLDER.glob("shared*.sql")):
        opened.execute(file.read_text(encoding="utf-8"))


def in_window(rows, last_month, months):
    last = pd.Period(last_month, "M")
    return rows[rows["date"].dt.to_period("M").between(last - months + 1, last)]


def hurt(extracts, last_month, months, district=TUNBRIDGE_WELLS):
    rows = in_window(extracts["collisions"], last_month, months).query("district_code == @district")
    return extracts["casualties"].merge(rows[["collision_id", "date", "time", "ward_code"]], on="collision_id")


# Identities

@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
def test_wards_and_the_unplaced_make_the_district_in_every_column(last_month, months):
    wards = fetch("casualties_by_ward", last_month=last_month, months=months)
    district = fetch("casualties_by_district", last_month=last_month, months=months).set_index("district_code").loc[TUNBRIDGE_WELLS]
    assert wards["ward_code"].isna().tolist() == [False] * 20 + [True]
    assert wards[FIGURES].sum().tolist() == district[FIGURES].tolist()


@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
def test_district_has_the_rows_of_the_extract(extracts, last_month, months):
    people = hurt(extracts, last_month, months)["severity"].value_counts()
    row = fetch("casualties_by_district", last_month=last_month, months=months).set_index("district_code").loc[TUNBRIDGE_WELLS]
    assert (row.fatal, row.serious, row.slight) == (people["Fatal"], people["Serious"], people["Slight"])


@pytest.mark.parametrize("last_month, months", WINDOWS)
def test_a_districts_row_is_its_total_with_its_verdicts(last_month, months):
    rows = fetch("casualties_by_district", last_month=last_month, months=months).set_index("district_code")
    totals = {code: fetch("casualties_total", district=code, last_month=last_month, months=months).iloc[0] for code in rows.index}
    assert len(totals) == 13
    for code, total in totals.items():
        assert total.replace({pd.NA: None}).to_dict() == pytest.approx(rows.loc[code, total.index].replace({pd.NA: None}).to_dict(), nan_ok=True), code


@pytest.mark.parametrize("name", [*BY, "casualties_by_district"])
def test_severities_add_up(name):
    rows = fetch(name, last_month="2019-06")
    if "split" in rows:  # of the times at which children were hurt, killed is not told from seriously injured
        assert (rows["fatal"].isna() == (rows["split"] == "child_on_foot")).all()
        rows = rows[rows["fatal"].notna()]
    assert (rows["fatal"] + rows["serious"] == rows["ksi"]).all()
    assert (rows["ksi"] + rows["slight"] == rows["all_casualties"]).all()


@pytest.mark.parametrize("chosen", FILTERS)
def test_every_view_of_a_choice_has_the_same_total(chosen):
    rows = {name: fetch(name, last_month="2021-09", **chosen) for name in [*BY, "casualties_by_month"]}
    rows |= dict(list(rows.pop("casualties_by_kind").query("split in ('road_user', 'setting')").groupby("split")))
    totals = {name: tuple(view[["ksi", "all_casualties"]].sum()) for name, view in rows.items()}
    assert len(totals) == 4 and len(set(totals.values())) == 1, totals


def test_before_is_the_same_months_a_year_earlier():
    now, before = (fetch("casualties_by_district", last_month=f"{year}-06") for year in (2020, 2019))
    assert now["all_casualties_before"].tolist() == before["all_casualties"].tolist()
    assert now["ksi_before"].tolist() == before["ksi"].tolist()


def test_ages_make_the_district(extracts):
    rows = fetch("casualties_by_kind", last_month="2020-12", **FILTERS[-1]).query("split == 'age'")
    people = hurt(extracts, "2020-12", 12)
    assert rows["all_casualties"].sum() == len(people)
    assert rows.loc[rows["is_child"], "all_casualties"].sum() == (people["age_years"] < 16).sum()


def test_twelve_months_to_december_are_the_year():
    months = fetch("casualties_by_month", last_month="2020-12")
    assert months["all_casualties_12m"].iat[-1] == months["all_casualties"].sum()


@pytest.mark.parametrize("name", [*BY, "casualties_by_district"])
def test_window_with_a_month_missing_has_no_totals(name):
    rows = fetch(name, last_month="2023-04")
    assert rows["ksi"].isna().all() and rows["all_casualties"].isna().all() and (rows["months_present"] == 11).all()


def test_window_before_the_first_month_leaves_before_open():
    rows = fetch("casualties_by_ward", last_month="2017-12")
    assert rows["all_casualties"].notna().all() and rows["all_casualties_before"].isna().all()


def test_casualties_fell_in_every_district_in_the_year_to_june_2020():
    rows = fetch("casualties_by_district", last_month="2020-06")
    assert len(rows) == 13 and (rows["all_casualties"] < rows["all_casualties_before"]).all()


def test_children_on_foot(extracts):
    people = hurt(extracts, "2022-12", 60).query("road_user == 'Pedestrian' and age_years < 16")
    is_school_day = people["date"].dt.day_of_week < 5
    at_eight, at_three = (int((is_school_day & people["time"].str.startswith(hour)).sum()) for hour in ("08", "15"))
    assert fetch("casualties_by_kind", last_month="2022-12", months=60).query("split == 'child_on_foot'")["all_casualties"].tolist() == [
        at_eight, at_three, len(people) - at_eight - at_three]


def test_lorries(extracts):
    rows = in_window(extracts["collisions"], "2020-12", 12).query("district_code == @TUNBRIDGE_WELLS")
    badly = rows[rows["severity"] != "Slight"]
    answer = fetch("lorries", last_month="2020-12").set_index("collisions_with")
    assert answer[["collisions", "with_hgv"]].to_numpy().tolist() == [[len(badly), badly["is_hgv"].sum()], [len(rows), rows["is_hgv"].sum()]]
    assert ((answer["hgv_pct_low"] < answer["hgv_pct"]) & (answer["hgv_pct"] < answer["hgv_pct_high"])).all()


def test_no_detail_of_a_collision_in_which_someone_was_killed():
    rows = fetch("collision_points", last_month="2020-12")
    fatal = rows["severity"] == "Fatal"
    assert fatal.any() and rows.loc[fatal, ["time", "road_users", "casualties", "vehicles", "is_hgv"]].isna().all(axis=None)
    assert rows.loc[~fatal, ["time", "road_users", "casualties"]].notna().all(axis=None)


@pytest.mark.parametrize("chosen", FILTERS)
def test_points_settings_and_answers_count_the_same_reports(chosen):
    count = len(fetch("near_miss_points", **REGISTER, **chosen))
    assert fetch("near_misses_by_setting", **REGISTER, **chosen)["reports"].sum() == count
    assert fetch("near_misses_by_month", **REGISTER, **chosen)["reports_so_far"].iat[-1] == count
    assert set(fetch("near_misses_by_answer", **REGISTER, **chosen).groupby("question")["reports"].sum()) == {count}


def test_register_holds_250_reports_in_its_settings(extracts):
    rows = fetch("near_misses_by_setting", **REGISTER)
    assert rows["setting"].tolist() == ["Town centre", "Other urban", "Rural", "Not placed in a ward"]
    assert rows["reports"].sum() == len(extracts["near_misses"]) == 250


def test_months_before_the_register_opened_are_missing_not_none():
    rows = fetch("near_misses_by_month", last_month="2021-06", months=6)
    assert rows["reports"].isna().tolist() == [True] * 3 + [False] * 3
    assert fetch("near_misses_by_setting", last_month="2021-06", months=6)["reports"].isna().all()


@pytest.mark.parametrize("name", ["near_misses_by_setting", "near_misses_by_month"])
def test_a_district_without_a_register_has_no_number_of_reports(name):
    assert fetch(name, district="E07000110", **REGISTER)["reports"].isna().all()


def test_no_single_report_says_who_reported():
    assert {"road_user", "reporter_key", "time"}.isdisjoint(fetch("near_miss_points", **REGISTER))
    few = {"wards": ["E05005135"], "last_month": "2022-12", "months": 2}
    assert len(fetch("near_miss_points", **few)) < 5
    assert set(fetch("near_misses_by_answer", **few).query("question == 'road_user'")["answer"]) <= {"Too few reports to say"}


def test_newest_month_of_the_extract_is_the_default_where_the_edition_sets_none():
    undated = Edition(SAMPLE, {name: value for name, value in edition().about.items() if name != "default_last_month"})
    assert complete({"last_month"}, {}, undated, "near_misses") == {"last_month": "2023-03"}


def test_extracts_that_an_edition_lacks_are_empty_and_have_the_columns_of_their_contracts():
    with duckdb.connect() as opened:
        open_sample(opened, without=ROADS)
        for name in ROADS:
            assert {row[0]: row[1] for row in opened.execute(f"describe {name}").fetchall()} == column_types(name)


# Repeat locations, by brute force over all pairs

def chains(spots, reach_m):
    """Chain points of a list of (easting, northing) by looking at every pair: sets of positions."""
    chain = list(range(len(spots)))
    for a, b in combinations(range(len(spots)), 2):
        if (spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2 <= reach_m**2 and chain[a] != chain[b]:
            chain = [chain[a] if number == chain[b] else number for number in chain]
    return [frozenset(at for at, number in enumerate(chain) if number == one) for one in sorted(set(chain))]


def repeats(rows):
    spots = list(zip(rows["easting_m"].astype(int), rows["northing_m"].astype(int)))
    return sorted([rows.iloc[sorted(chain)] for chain in chains(spots, 100) if len(chain) >= 3], key=lambda rows: (-len(rows), rows["date"].min()))


@pytest.mark.parametrize("chosen", FILTERS[:3])
def test_near_miss_clusters_are_those_of_all_pairs(extracts, chosen):
    listed = fetch("near_miss_clusters", **REGISTER, **chosen)
    kept = fetch("near_miss_points", **REGISTER, **chosen)["report_id"]
    rows = extracts["near_misses"].query("report_id in @kept").dropna(subset="easting_m")
    expected = repeats(rows)
    injuries = in_window(extracts["collisions"], "2023-03", 24)
    assert len(listed) == len(expected) and sorted(listed["reports"]) == sorted(map(len, expected))
    seen = {(row.place, row.reports, row.first_date, row.last_date, row.people, row.collisions) for row in listed.itertuples()}
    assert seen == {(place_of(part), len(part), part["date"].min(), part["date"].max(), people_of(part), near_by(part, injuries)) for part in expected}


def place_of(part):
    return part["place"].mode().iat[0]


def people_of(part):
    if part["reporter_key"].nunique() >= 3:
        return "several people"
    return "not known" if part["reporter_key"].isna().any() else "fewer than 3 people"


def near_by(part, collisions):
    spots = part[["easting_m", "northing_m"]].drop_duplicates().to_numpy(float)
    return sum(any((east - x) ** 2 + (north - y) ** 2 <= 100**2 for x, y in spots)
               for east, north in collisions[["easting_m", "northing_m"]].dropna().to_numpy(float))


@pytest.mark.parametrize(("last_month", "months"), WINDOWS[:4])
def test_collision_clusters_are_those_of_all_pairs(extracts, last_month, months):
    listed = fetch("collision_clusters", last_month=last_month, months=months)
    rows = in_window(extracts["collisions"], last_month, months).query("district_code == @TUNBRIDGE_WELLS").dropna(subset="easting_m")
    expected = repeats(rows)
    seen = sorted(zip(listed["collisions"], listed["first_date"], listed["last_date"], listed["fatal"], listed["ksi"]))
    assert seen == sorted((len(part), part["date"].min(), part["date"].max(), (part["severity"] == "Fatal").sum(),
                           (part["severity"] != "Slight").sum()) for part in expected)


def test_settings_of_near_misses_are_those_of_their_wards(extracts):
    setting = duckdb.read_parquet(str(SAMPLE / "areas.parquet")).df().set_index("area_code")["setting"]
    placed = extracts["near_misses"]["ward_code"].map(setting).fillna("Not placed in a ward")
    listed = fetch("near_misses_by_setting", **REGISTER).set_index("setting")
    assert listed["reports"].to_dict() == placed.value_counts().to_dict()
    assert listed["reporters"].to_dict() == extracts["near_misses"]["reporter_key"].groupby(placed).nunique().to_dict()


spots_on_the_grid = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)).map(lambda at: (560_000 + 10 * at[0], 140_000 + 10 * at[1])),
                             min_size=1, max_size=60)


@given(spots=spots_on_the_grid)
def test_chains_are_those_of_all_pairs_wherever_points_lie(spots):
    chain_of = repeat_locations.chains(*np.array(spots).T)
    assert {frozenset(np.flatnonzero(chain_of == one).tolist()) for one in set(chain_of.tolist())} == set(chains(spots, 100))


@given(spots=st.permutations(range(7)))
def test_places_come_out_in_the_same_order_whatever_order_the_points_come_in(spots):
    rows = pd.DataFrame({"collision_id": list("abcdefg"), "date": pd.to_datetime(["2020-01-01"] * 7), "severity": ["Slight"] * 6 + ["Fatal"],
                         "ward_code": None, "ward_name": "", "road": ["A1", None, "A2", "A3", "A3", None, None], "road_class": "A",
                         "road_number": [1, None, 2, 3, 3, None, None], "longitude": 0.0, "latitude": 51.0,
                         "easting_m": [100, 180, 260, 5_100, 5_180, 5_260, 9_000], "northing_m": 0, "is_whole": True})
    listed = pd.DataFrame(repeat_locations.collision_clusters({name: values.array for name, values in rows.iloc[list(spots)].items()}))
    assert listed[["place", "ward_name", "collisions", "ksi", "easting_m"]].values.tolist() == [
        ["A1", "Not placed in a ward", 3, 0, 180], ["A3", "Not placed in a ward", 3, 0, 5_180]]


# Camera screening, by brute force over all sets

def largest_set(rows, reach_m):
    """Try every set of collisions, most people first, then the earliest: positions."""
    spots, people = list(zip(rows["easting_m"], rows["northing_m"])), rows["killed_or_seriously_injured"].tolist()
    near = {pair for pair in combinations(range(len(rows)), 2)
            if (spots[pair[0]][0] - spots[pair[1]][0]) ** 2 + (spots[pair[0]][1] - spots[pair[1]][1]) ** 2 <= reach_m**2}
    sets = larger = [(at,) for at in range(len(rows))]
    while larger:
        larger = [(*one, at) for one in larger for at in range(one[-1] + 1, len(rows)) if all((other, at) in near for other in one)]
        sets = sets + larger
    return min(sets, key=lambda one: (-sum(people[at] for at in one), one))


def screened(rows):
    """List what the criteria find, by the words of the convention: (road, collisions)."""
    found = []
    for road, left in rows.groupby(rows["road"].fillna("")):
        while len(left):
            one = left.iloc[list(largest_set(left, 1500 if road else 300))]
            if one["killed_or_seriously_injured"].sum() >= 2 and (road or len(one) > 1):
                found.append((road, tuple(sorted(one["collision_id"]))))
            left = left.drop(one.index)
    return sorted(found)


collisions_on_roads = st.lists(
    st.tuples(st.sampled_from(["A9911", "B9921", None]), st.integers(0, 40), st.integers(0, 12), st.sampled_from([1, 1, 1, 2, 3])), max_size=11)


@settings(max_examples=150, deadline=None)
@given(drawn=collisions_on_roads)
def test_screening_is_that_of_all_sets_wherever_collisions_lie(drawn):
    rows = pd.DataFrame([{"collision_id": f"c{number:02}", "road": road, "easting_m": 560_000 + 100 * east, "northing_m": 140_000 + 100 * north,
                          "killed_or_seriously_injured": people, "date": pd.Timestamp("2020-01-01") + pd.Timedelta(days=number),
                          "ward_name": "Anywhere", "longitude": 0.2, "latitude": 51.1, "is_chosen": True}
                         for number, (road, east, north, people) in enumerate(drawn)],
                        columns=["collision_id", "road", "easting_m", "northing_m", "killed_or_seriously_injured", "date", "ward_name", "longitude",
                                 "latitude", "is_chosen"]).astype({"road": object})
    columns = {name: values.array for name, values in rows.items()}
    listed = pd.DataFrame(points(columns))
    assert sorted((part["road"].fillna("").iat[0], tuple(sorted(part["collision_id"]))) for _, part in listed.groupby("site_no")) == screened(rows)
    assert len(sites(columns)["site_no"]) == listed["site_no"].nunique()


@pytest.mark.parametrize("last_month", ["2020-12", "2022-09"])
def test_screening_of_the_sample_is_that_of_all_sets(extracts, last_month):
    rows = in_window(extracts["collisions"], last_month, 36).query("district_code == @TUNBRIDGE_WELLS and severity != 'Slight'").dropna(subset="easting_m")
    people = extracts["casualties"].query("severity != 'Slight'").groupby("collision_id").size()
    names = [f"{row.road_class}{int(row.road_number)}" if pd.notna(row.road_number) else "" for row in rows.itertuples()]
    rows = rows.assign(killed_or_seriously_injured=rows["collision_id"].map(people), road=names).sort_values(["date", "collision_id"])
    listed = fetch("camera_points", last_month=last_month)
    sites_listed = fetch("camera_screening", last_month=last_month).set_index("site_no")
    assert sorted((part["road"].fillna("").iat[0], tuple(sorted(part["collision_id"]))) for _, part in listed.groupby("site_no")) == screened(rows)
    hurt_at = listed["collision_id"].map(people).groupby(listed["site_no"]).sum()
    assert hurt_at.to_dict() == sites_listed["killed_or_seriously_injured"].to_dict()
    assert len(screened(rows)) > 3


def test_sample_has_sites_that_meet_the_criteria_and_some_one_short():
    rows = fetch("camera_screening", last_month="2020-12")
    assert set(rows["is_met"]) == {True, False} and set(rows["is_stretch"]) == {True, False}
    assert ((rows["killed_or_seriously_injured"] >= 3) == rows["is_met"]).all()
    assert rows["road"].notna().eq(rows["is_stretch"]).all()


def test_a_stretch_takes_the_most_people_and_of_equals_the_earliest():
    near = [0b0111, 0b0111, 0b1111, 0b1100]  # the last is near the third alone
    assert heaviest([1, 1, 1, 2], near, 0b1111) == [0, 1, 2]
    assert heaviest([1, 1, 1, 3], near, 0b1111) == [2, 3]
    assert heaviest([1, 1, 1, 3], near, 0b0111) == [0, 1, 2]


def test_screening_needs_three_whole_years():
    assert fetch("camera_screening", last_month="2019-11").empty and fetch("camera_points", last_month="2019-11").empty
    assert len(fetch("camera_screening", last_month="2019-12"))


def test_a_chosen_ward_keeps_the_whole_of_a_stretch_that_touches_it():
    every = fetch("camera_screening", last_month="2020-12")
    chosen = fetch("camera_screening", last_month="2020-12", wards=["E05005140"])
    whole = every.merge(chosen.drop(columns="site_no"), on=[*every.columns.drop("site_no")])
    assert 0 < len(chosen) == len(whole) < len(every)


def test_answers_are_the_same_twice():
    for name in ("near_miss_clusters", "collision_clusters"):
        assert_frame_equal(fetch(name, **REGISTER), fetch(name, **REGISTER))


# The sample's invented roads

def test_no_two_reports_of_the_sample_lie_where_rounding_could_chain_them(extracts):
    spots = extracts["near_misses"][["easting_m", "northing_m"]].dropna().to_numpy(float)
    apart = [((a - b) ** 2).sum() ** 0.5 for a, b in combinations(spots, 2)]
    assert not any(99 <= distance <= 101 for distance in apart)
    assert len(fetch("near_miss_clusters", **REGISTER)) == 13


def test_sample_has_about_290_collisions_a_year_in_the_real_proportions(extracts):
    rows = extracts["collisions"].query("district_code == @TUNBRIDGE_WELLS")
    assert 280 <= len(rows) / 6.25 <= 300
    shares = rows["severity"].value_counts(normalize=True) * 100
    assert shares["Fatal"] == pytest.approx(1.7, abs=0.5) and shares["Serious"] == pytest.approx(16.1, abs=1.5)
    assert rows["ward_code"].isna().mean() < 0.02


def test_sample_names_no_real_road(extracts):
    assert extracts["collisions"]["road_number"].dropna().between(9900, 9999).all()
    assert extracts["near_misses"]["place"].str.startswith("Sample ").all()
