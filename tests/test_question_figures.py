"""Every figure in every answer, counted again with pandas on the edition's Parquet files."""

import math
import os
import re
import shutil
from pathlib import Path

import pytest

import recount_crime_questions
import recount_other_questions
import recount_road_questions
from asked import answered
from data.build import build
from pages.parts.questions import questions
from question_recount import Case, extract
from recount import REAL

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
HOME, NEIGHBOUR, MEDWAY = "E07000116", "E07000115", "E06000035"
GOUDHURST, SHERWOOD, PARK = "E05005136", "E05005146", "E05005141"
RECOUNTS = recount_crime_questions.RECOUNTS | recount_other_questions.RECOUNTS | recount_road_questions.RECOUNTS
ON_SAMPLE = (
    {"last_month": "2020-12"},
    {"last_month": "2022-06", "months": 36, "category": "shoplifting"},
    {"last_month": "2022-12", "wards": [GOUDHURST], "category": "violent_crime"},
    {"last_month": "2023-03", "months": 24, "wards": [SHERWOOD, PARK], "category": "sexual_offences"},
    {"last_month": "2021-09", "district": NEIGHBOUR, "category": "asb_incidents"},
    {"last_month": "2021-12", "months": 3, "district": MEDWAY, "category": "domestic_abuse_incidents"},
    {"last_month": "2017-06", "months": 6, "category": "hate_crime"},
    {"last_month": "2023-06", "months": 12},
)
ON_REAL = (
    {"last_month": "2022-12"},
    {"last_month": "2022-12", "months": 9, "wards": [GOUDHURST], "category": "anti_social_behaviour"},
    {"last_month": "2022-03", "months": 3, "category": "shoplifting", "wards": [SHERWOOD, PARK]},
    {"last_month": "2017-12", "months": 12, "wards": [GOUDHURST]},
    {"last_month": "2017-12", "months": 6},
    {"last_month": "2022-11", "months": 6, "district": NEIGHBOUR, "category": "drugs"},
    {"last_month": "2024-02", "months": 12},
)
# Numbers in sentences that are no figures of the edition: names, definitions, days
NOT_FIGURES = {"Q42": r"under 16|between 8 and 9|3 and 4", "Q22": r"under 16", "Q23": r"3\.5 tonnes", "Q08": r"3 people|1\.5 km|1\.5 kilometres", "Q34": r"80%", "Q24": r"of 10, 1 being", "Q04": r"within 100 m", "Q09": r"within 100 m", "Q19": r"within 100 m",
               "Q36": r"‘.*"}
DAYS = r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Build an edition from the published files, without the forces and years that no case looks at."""
    if not REAL.is_dir():
        assert os.environ.get("CI") != "true", "the published files are not in ../shared/real"
        pytest.skip("needs the published files in ../shared/real")
    return build([REAL], HOME, "WD22", tmp_path_factory.mktemp("real"), lambda text: None)


def recounted(question_id, edition, chosen):
    """Count again what the answer's figures should be: {} where there is none to give."""
    case = Case(edition, **({"district": HOME, "series": "partner" if edition == SAMPLE else "police_uk"} | chosen | {"wards": tuple(chosen.get("wards", ()))}))
    question = questions()[question_id]
    if "wards" not in question.blanks:
        case = case.but(wards=())
    if not case.has_category(case.category):
        case = case.but(category="all_crime")
    if "category" not in question.blanks:
        held = [code for code in SUBJECTS.get(question_id, ("all_crime",)) if case.has_category(code)]
        if not held:
            return {}
        case = case.but(category=held[0])
    return {name: value for name, value in RECOUNTS[question_id](case).items() if value is not None}


SUBJECTS = {"Q07": ("hate_crime",), "Q10": ("asb_incidents", "anti_social_behaviour"), "Q24": ("domestic_abuse_incidents", "violence_and_sexual_offences"),
            "Q33": ("domestic_abuse_incidents", "violence_and_sexual_offences")}


def compare(question_id, edition, chosen):
    """Assert that an answer's figures and the numbers of its sentence are those counted again."""
    answer = answered(question_id, **chosen)
    mine = recounted(question_id, edition, chosen)
    assert answer.sentence.strip() and set(answer.figures) == set(mine), answer.sentence
    for name, figure in answer.figures.items():
        assert is_same(name, figure, mine[name]), f"{name}: {figure}, counted again {mine[name]}; {answer.sentence}"
    assert stray_numbers(question_id, answer, mine, edition) == [], answer.sentence


def is_same(name, figure, mine):
    return math.isclose(figure, mine, rel_tol=1e-9, abs_tol=0.0501 if name.startswith("change_pct") else 1e-9)


def stray_numbers(question_id, answer, mine, edition):
    """List the numbers of a sentence that no counted figure rounds to."""
    names = "|".join(re.escape(place) for place in extract(edition, "near_misses")["place"].dropna().unique() if place in answer.sentence) or "$^"
    said = re.sub(rf"{names}|\b[ABM]\d+\b|{NOT_FIGURES.get(question_id, '$^')}|{DAYS}|COVID-19|the 12 \w+ districts|\b20\d\d/\d\d\b|\(20\d\d\)|priorities for 20\d\d|lowest of \d+|per 1,000|both counts are under 10"
                  , " ", answer.sentence, flags=re.IGNORECASE)
    shown = {text for value in mine.values() for text in (f"{abs(value):,.0f}", f"{abs(value):,.1f}", f"{abs(value):,.2f}")}
    return [number for number in re.findall(r"\d[\d,]*(?:\.\d+)?", said) if number.rstrip(",") not in shown]


@pytest.mark.parametrize("question_id", sorted(RECOUNTS))
@pytest.mark.parametrize("chosen", ON_SAMPLE, ids=str)
def test_sample(monkeypatch, question_id, chosen):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))
    compare(question_id, SAMPLE, chosen)


@pytest.mark.parametrize("question_id", sorted(RECOUNTS))
@pytest.mark.parametrize("chosen", ON_REAL, ids=str)
def test_published_files(monkeypatch, real, question_id, chosen):
    monkeypatch.setenv("DASHBOARD_EDITION", str(real))
    compare(question_id, real, chosen)


def test_every_question_is_counted_again():
    assert set(RECOUNTS) == set(questions())
