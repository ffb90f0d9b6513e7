"""Every way by which a figure can be got: questions by fetch and by the command line, pages by their links and choices, files that they offer."""

import contextlib
import io
import itertools
import os
import re
import sys
from pathlib import Path

import pandas as pd
from raw_files import HOME

import queries
from queries import QuestionError, fetch, questions
from queries.__main__ import main

IS_ALL = os.environ.get("ATTACKED_ROUTES") == "all"
SECRET = ["sexual_offences", "hate_crime", "domestic_abuse_incidents", "hate_race", "hate_disability"]
OTHERS = ["all_crime", "shoplifting", "violent_crime", "drug_offences", "theft_of_vehicle"]
WINDOWS = [("2020-12", 12), ("2020-11", 12), ("2021-12", 36), ("2020-12", 1)] + IS_ALL * [("2019-12", 12), ("2022-12", 24), ("2023-03", 12), ("2023-03", 3), ("2022-12", 60), ("2020-03", 3)]
CLASSES = ["Urban", "Rural", "Town centre", "Other urban"]
FEW, TWO = "E05005135", "E05005136,E05005141"  # a ward of whose figures many are withheld; two wards
PARTS = [{}, {"wards": FEW}, {"wards": TWO}, *({"rural_urban": name} for name in CLASSES), {"wards": FEW, "rural_urban": "Rural"}]
FOLDER = Path(queries.__file__).parent


def words_of(name: str) -> set[str]:
    """List the words that a question takes, by its file."""
    return set(re.findall(r"\$(\w+)", (FOLDER / f"{name}.sql").read_text(encoding="utf-8")))


def asked(name: str, categories=(*SECRET, *OTHERS), windows=WINDOWS, parts=PARTS, districts=(HOME,)) -> list[dict]:
    """List what can be asked of a question: every category, window, part and district that changes its answer."""
    takes = words_of(name)
    by_word = {"category": [{"category": code} for code in categories], "months": [{"last_month": end, "months": months} for end, months in windows],
               "last_month": [{"last_month": end} for end in dict.fromkeys(end for end, _ in windows)], "wards": parts, "district": [{"district": code} for code in districts]}
    if "months" in takes:
        takes = takes - {"last_month"}
    chosen = [by_word[word] if word in takes else [{}] for word in by_word]
    return [{key: value for each in one for key, value in each.items()} for one in itertools.product(*chosen)]


def by_fetch(name: str, **words) -> pd.DataFrame | str:
    """Ask as pages do; what can't be asked is its one line."""
    try:
        return fetch(name, **words)
    except QuestionError as error:
        return str(error)


def by_command(name: str, form: str = "json", **words) -> str:
    """Ask at the command line, in this process: what it writes to standard output, or else to standard error."""
    said, wrong = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong):
        code = main([name, *(f"{word}={','.join(value) if isinstance(value, list) else value}" for word, value in words.items()), "--format", form])
    for stream in (said, wrong):
        stream.seek(0)
    return said.read() if code == 0 else wrong.read()
