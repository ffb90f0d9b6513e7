"""What an answer leaves out or can't know is said as such, and never read as 0."""

from asked import answered
from literal_editions import MEDWAY, altered_sample


def test_places_without_injury_are_not_counted_where_collisions_are_not_held(monkeypatch, tmp_path):
    without = altered_sample(tmp_path / "edition", "coverage", "select * from coverage where extract <> 'collisions' or month < '2023-01-01'")
    monkeypatch.setenv("DASHBOARD_EDITION", str(without))
    answer = answered("Q09")
    assert answer.is_missing and not answer.figures
    assert "these figures do not hold the collisions of all of its months" in answer.sentence


def test_near_misses_by_kind_of_ward_make_the_whole(sample):
    answer = answered("Q02")
    assert sum(figure for name, figure in answer.figures.items() if name != "reports") == answer.figures["reports"] == 250
    assert answer.sentence.endswith("75 in other urban wards and 14 not placed in a ward.")


def test_a_district_without_wards_is_not_said_to_lack_months(sample):
    for question in ("Q06", "Q10"):
        sentence = answered(question, district=MEDWAY).sentence
        assert "do not split Medway by ward" in sentence and "months" not in sentence


def test_a_change_says_that_lockdowns_or_overlaps_are_in_it(sample):
    for question in ("Q01", "Q11", "Q16", "Q17", "Q18", "Q24", "Q33", "Q41"):
        assert "This period included lockdowns." in answered(question, last_month="2020-12", months=12).caution
    assert "overlap" in answered("Q41", last_month="2022-12", months=60).caution
    assert "overlap" not in answered("Q08", last_month="2022-12", months=60).caution  # nothing is compared


def test_usual_months_are_said_to_be_of_the_latest_three_years(sample):
    assert "in the latest three of these years" in answered("Q11", last_month="2022-12", months=60).sentence


def test_what_is_in_no_ward_is_not_named_as_a_place(sample):
    for question in ("Q08", "Q19"):
        assert "Not placed" not in answered(question, district=MEDWAY).sentence


def test_the_district_is_told_from_its_town(sample):
    assert "Rowdy or nuisance gatherings, Tunbridge Wells borough (" in answered("Q27").sentence


def test_a_rate_names_its_residents(sample):
    for question in ("Q06", "Q14", "Q15", "Q40"):
        assert "Residents: ONS mid-year estimate" in answered(question).source, question
    assert "Residents" not in answered("Q18").source


def test_a_year_that_is_not_whole_is_named_not_the_period(sample):
    assert "no rate for Tunbridge Wells borough in the year to March 2017" in answered("Q15", last_month="2017-03", months=3).sentence
