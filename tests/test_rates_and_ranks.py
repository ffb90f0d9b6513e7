"""Which residents a rate is made with, and who ranks where: worked out by hand on small editions."""

import pytest

from literal_editions import ASHFORD, DOVER, MEDWAY, literal_edition
from raw_files import HOME, NEIGHBOUR, NORTHGATE, SOUTHMEAD

MID_YEAR, CENSUS = "mid-year estimate", "Census 2021"
YEARS = range(2017, 2024)
EVERYBODY = [(code, 2020, 1000, MID_YEAR) for code in (HOME, NEIGHBOUR, ASHFORD, DOVER, MEDWAY)]


@pytest.fixture
def edition(tmp_path):
    return lambda crime, residents: literal_edition(tmp_path / "edition", crime, residents)


@pytest.fixture
def residents_used(edition, ask):
    """Ask of an edition with 12 crimes each December which residents a year's window and the one before used."""
    def used(last_month, *residents):
        made = edition([(f"{year}-12", HOME, 12) for year in YEARS], list(residents))
        row = ask("crime_summary", made, last_month=last_month, months=1).iloc[0]
        return row["residents"], row["residents_year"], row["residents_basis"], row["per_1000"], row["per_1000_before"]
    return used


def test_residents_are_those_of_the_year_in_which_the_window_ends(residents_used):
    assert residents_used("2020-12", (HOME, 2019, 500, MID_YEAR), (HOME, 2020, 1000, MID_YEAR), (HOME, 2021, 2000, MID_YEAR)) == (
        1000, 2020, MID_YEAR, 12, 24)


def test_else_of_the_nearest_earlier_year(residents_used):
    assert residents_used("2020-12", (HOME, 2016, 1500, MID_YEAR), (HOME, 2017, 1000, MID_YEAR), (HOME, 2021, 2000, MID_YEAR)) == (
        1000, 2017, MID_YEAR, 12, 12)


def test_else_of_the_nearest_later_year(residents_used):
    assert residents_used("2018-12", (HOME, 2020, 1000, MID_YEAR), (HOME, 2021, 2000, MID_YEAR)) == (1000, 2020, MID_YEAR, 12, 12)


def test_both_windows_use_the_later_ones_basis(residents_used):
    assert residents_used("2021-12", (HOME, 2020, 1000, MID_YEAR), (HOME, 2021, 1200, CENSUS)) == (1200, 2021, CENSUS, 10, 10)


def test_both_windows_keep_the_mid_year_basis_before_the_census(residents_used):
    assert residents_used("2020-12", (HOME, 2020, 1000, MID_YEAR), (HOME, 2021, 1200, CENSUS)) == (1000, 2020, MID_YEAR, 12, 12)


def test_wards_are_counted_in_one_year_and_never_guessed(edition, ask):
    made = edition([("2022-12", NORTHGATE, 6), ("2022-12", SOUTHMEAD, 3)],
                   [(HOME, 2022, 900, MID_YEAR), (NORTHGATE, 2020, 300, MID_YEAR), (SOUTHMEAD, 2020, 600, MID_YEAR), (NORTHGATE, 2022, 9999, MID_YEAR)])
    rows = ask("crime_by_ward", made, last_month="2022-12", months=1).set_index("ward_name")
    assert rows.loc[["Northgate", "Southmead"], ["residents", "residents_year", "per_1000"]].values.tolist() == [[300, 2020, 20], [600, 2020, 5]]


def test_ward_without_residents_has_no_rate(edition, ask):
    made = edition([("2022-12", NORTHGATE, 6), ("2022-12", SOUTHMEAD, 3)], [(HOME, 2022, 900, MID_YEAR), (NORTHGATE, 2022, 300, MID_YEAR)])
    rows = ask("crime_by_ward", made, last_month="2022-12", months=1).set_index("ward_name")
    assert rows["residents"].isna().to_dict() == {"Northgate": False, "Southmead": True, "Not placed in a ward": True}
    assert rows["per_1000"].isna().to_dict() == {"Northgate": False, "Southmead": True, "Not placed in a ward": True}


def ranks(ask, made, column, **window):
    rows = ask("crime_by_district", made, **window).set_index("district_code")[column]
    return {code: None if rows.isna()[code] else int(rows[code]) for code in (HOME, NEIGHBOUR, ASHFORD, DOVER, MEDWAY)}


def test_equal_rates_share_a_rank_and_the_next_is_skipped(edition, ask):
    made = edition([("2020-12", HOME, 20), ("2020-12", NEIGHBOUR, 10), ("2020-12", ASHFORD, 40), ("2020-12", DOVER, 20), ("2020-12", MEDWAY, 1)], EVERYBODY)
    assert ranks(ask, made, "rank", last_month="2020-12", months=1) == {NEIGHBOUR: 1, HOME: 2, DOVER: 2, ASHFORD: 4, MEDWAY: None}


def test_rank_by_number_is_not_that_by_rate(edition, ask):
    residents = [(HOME, 2020, 100, MID_YEAR), *EVERYBODY[1:]]
    made = edition([("2020-12", HOME, 5), ("2020-12", NEIGHBOUR, 10), ("2020-12", ASHFORD, 40), ("2020-12", DOVER, 20), ("2020-12", MEDWAY, 1)], residents)
    assert ranks(ask, made, "rank", last_month="2020-12", months=1) == {NEIGHBOUR: 1, DOVER: 2, ASHFORD: 3, HOME: 4, MEDWAY: None}
    assert ranks(ask, made, "rank_volume", last_month="2020-12", months=1) == {HOME: 1, NEIGHBOUR: 2, DOVER: 3, ASHFORD: 4, MEDWAY: None}


def test_nobody_is_ranked_where_one_district_lacks_a_month(edition, ask):
    two_months = [(month, code, 10) for month in ("2020-11", "2020-12") for code in (HOME, NEIGHBOUR, ASHFORD, DOVER)]
    made = edition([row for row in two_months if row != ("2020-11", DOVER, 10)], EVERYBODY)
    assert set(ranks(ask, made, "rank", last_month="2020-12", months=2).values()) == {None}
    assert ranks(ask, made, "rank", last_month="2020-12", months=1)[HOME] == 1


def test_nobody_is_ranked_by_rate_where_one_district_has_no_residents(edition, ask):
    made = edition([("2020-12", code, 10) for code in (HOME, NEIGHBOUR, ASHFORD, DOVER)], EVERYBODY[1:])
    assert set(ranks(ask, made, "rank", last_month="2020-12", months=1).values()) == {None}


def test_nobody_is_ranked_where_one_district_has_no_figures_at_all(edition, ask):
    made = edition([("2020-12", code, 10) for code in (HOME, NEIGHBOUR, ASHFORD)], EVERYBODY)
    assert set(ranks(ask, made, "rank", last_month="2020-12", months=1).values()) == {None}


def test_change_from_nothing_has_no_percentage(edition, ask):
    made = edition([("2019-12", HOME, 0), ("2020-12", HOME, 3)], EVERYBODY)
    row = ask("crime_summary", made, last_month="2020-12", months=1).iloc[0]
    assert (row["crimes"], row["crimes_before"], row["change"], row.isna()["change_pct"]) == (3, 0, 3, True)


def test_rolling_twelve_months_need_twelve_months(edition, ask):
    made = edition([(f"2019-{month:02d}", HOME, month) for month in range(1, 13)] + [("2020-02", HOME, 5)], EVERYBODY)
    rows = ask("crime_by_month", made, last_month="2020-02", months=3)
    assert rows["crimes"].fillna(-1).tolist() == [12, -1, 5]
    assert rows["crimes_12m"].isna().tolist() == [False, True, True]
    assert rows["crimes_12m"].iat[0] == 78  # 1 + 2 + ... + 12
