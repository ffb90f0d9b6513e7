"""Every figure in every answer, counted again with pandas on the edition's Parquet files."""

import math
import os
import re
from pathlib import Path

import pytest

import recount_crime_questions
import recount_other_questions
import recount_road_questions
from asked import answered
from literal_editions import altered_sample
from pages.parts.questions import questions
from question_recount import Case, extract

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
HOME, NEIGHBOUR, MEDWAY = "E07000116", "E07000115", "E06000035"
GOUDHURST, SHERWOOD, PARK = "E05005136", "E05005146", "E05005141"
RECOUNTS = recount_crime_questions.RECOUNTS | recount_other_questions.RECOUNTS | recount_road_questions.RECOUNTS
ON_SAMPLE = (
    {"last_month": "2020-12"},
    {"last_month": "2023-03", "months": 24, "wards": [SHERWOOD, PARK], "category": "sexual_offences"},
    {"last_month": "2022-12", "wards": [GOUDHURST], "category": "violent_crime"},
    {"last_month": "2021-12", "months": 3, "district": MEDWAY, "category": "domestic_abuse_incidents"},
    {"last_month": "2021-09", "district": NEIGHBOUR, "category": "hate_crime"},
    {"last_month": "2017-06", "months": 6, "category": "shoplifting"},
    {"last_month": "2023-06"},
)
ON_REAL = (
    {"last_month": "2022-12"},
    {"last_month": "2022-03", "months": 3, "wards": [SHERWOOD, PARK], "category": "anti_social_behaviour"},
    {"last_month": "2017-12", "wards": [GOUDHURST], "category": "shoplifting"},
    {"last_month": "2021-12", "months": 6, "district": NEIGHBOUR, "category": "drugs"},
    {"last_month": "2024-02"},
)
CASES = slice(None) if os.environ.get("RECOUNT") == "all" else slice(0, 3)  # RECOUNT=all: every one, some minutes more
# Numbers in sentences that are no figures of the edition: names, definitions, days
NOT_FIGURES = {"Q42": r"under 16|between 8 and 9|3 and 4", "Q22": r"under 16", "Q23": r"3\.5 tonnes", "Q08": r"3 people|1\.5 km|1\.5 kilometres", "Q34": r"80%", "Q24": r"of 10, 1 being", "Q04": r"within 100 m", "Q09": r"within 100 m", "Q19": r"within 100 m",
               "Q36": r"‘.*", "Q25": r"Plan 2022"}
DAYS = r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"


def case_of(question_id, edition, chosen):
    """Give a question's case: the choices that it leaves open, else its own; none where the edition counts no such category."""
    case = Case(edition, **({"district": HOME, "series": "partner" if edition == SAMPLE else "police_uk"} | chosen | {"wards": tuple(chosen.get("wards", ()))}))
    question = questions()[question_id]
    wanted = [chosen.get("category"), "all_crime"] if "category" in question.blanks else SUBJECTS.get(question_id, ("all_crime",))
    held = [code for code in wanted if code and case.has_category(code)]
    return case.but(category=held[0], wards=case.wards if "wards" in question.blanks else ()) if held else None


def recounted(question_id, edition, chosen):
    """Count again what the answer's figures should be: {} where there is none to give."""
    case = case_of(question_id, edition, chosen)
    return {name: value for name, value in RECOUNTS[question_id](case).items() if value is not None} if case else {}


WITH_TIES = {"Q13": "all_crime", "Q14": None, "Q40": None}  # null: the category asked for
MOST_NAMED = 3
SUBJECTS = {"Q07": ("hate_crime",), "Q10": ("asb_incidents", "anti_social_behaviour"), "Q24": ("domestic_abuse_incidents", "violence_and_sexual_offences"),
            "Q33": ("domestic_abuse_incidents", "violence_and_sexual_offences")}


def compare(question_id, edition, chosen):
    """Assert that an answer's figures and the numbers of its sentence are those counted again."""
    answer = answered(question_id, **chosen)
    mine = recounted(question_id, edition, chosen)
    assert answer.sentence.strip() and set(answer.figures) == set(mine), answer.sentence
    for name, figure in answer.figures.items():
        assert is_same(name, figure, mine[name]), f"{name}: {figure}, counted again {mine[name]}; {answer.sentence}"
    close = said_too_close(question_id, case_of(question_id, edition, chosen), answer.sentence) if mine else ""
    assert stray_numbers(question_id, answer.sentence.replace(close, ""), mine, edition) == [], answer.sentence


def said_too_close(question_id, case, sentence):
    """Assert that the districts that are too close to call are those found again; give the words that say so."""
    if question_id not in WITH_TIES or recount_crime_questions.rank(case, WITH_TIES[question_id] or case.category) is None:
        return ""
    names = recount_other_questions.too_close(case, WITH_TIES[question_id] or case.category)
    said = "".join(re.findall(r"By rate, ([^.]*?) (?:is|are) too close to call", sentence))
    assert said == f"{len(names)} other districts" if len(names) > MOST_NAMED else set(re.split(", | and (?!Malling|Hythe)", said)) - {""} == names, (said, names)
    return said


def is_same(name, figure, mine):
    return math.isclose(figure, mine, rel_tol=1e-9, abs_tol=0.0501 if name.startswith("change_pct") else 1e-9)


def stray_numbers(question_id, sentence, mine, edition):
    """List the numbers of a sentence that no counted figure rounds to."""
    names = "|".join(re.escape(place) for place in extract(edition, "near_misses")["place"].dropna().unique() if place in sentence) or "$^"
    said = re.sub(rf"{names}|\b[ABM]\d+\b|{NOT_FIGURES.get(question_id, '$^')}|{DAYS}|COVID-19|the 12 \w+ districts|\b20\d\d/\d\d\b|\(20\d\d\)|priorities for 20\d\d|lowest of \d+|"
                  r"per 1,000|both counts are under 10", " ", sentence, flags=re.IGNORECASE)
    shown = {text for value in mine.values() for text in (f"{abs(value):,.0f}", f"{abs(value):,.1f}", f"{abs(value):,.2f}")}
    return [number for number in re.findall(r"\d[\d,]*(?:\.\d+)?", said) if number.rstrip(",") not in shown]


@pytest.mark.parametrize("question_id", sorted(RECOUNTS))
@pytest.mark.parametrize("chosen", ON_SAMPLE[CASES], ids=str)
def test_sample(monkeypatch, question_id, chosen):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))
    compare(question_id, SAMPLE, chosen)


@pytest.mark.parametrize("question_id", sorted(RECOUNTS))
@pytest.mark.parametrize("chosen", ON_REAL[CASES], ids=str)
def test_published_files(monkeypatch, real_edition, question_id, chosen):
    monkeypatch.setenv("DASHBOARD_EDITION", str(real_edition))
    compare(question_id, real_edition, chosen)


def test_harm_by_adopted_weights(monkeypatch, tmp_path):
    weights = ("select * from (values ('robbery', 90.0::double, 'Plan 2022', date '2022-01-01'), ('shoplifting', 0.5, 'Plan 2022', date '2022-01-01')) "
               "as t(category_code, weight, source, adopted_on)")
    edition = altered_sample(tmp_path / "weighted", "harm_weights", weights)
    monkeypatch.setenv("DASHBOARD_EDITION", str(edition))
    compare("Q25", edition, {"last_month": "2020-12", "series": "partner"})


def test_every_question_is_counted_again():
    assert set(RECOUNTS) == set(questions())
