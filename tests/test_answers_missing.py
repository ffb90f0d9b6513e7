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
