"""Every way by which a figure can be got: questions by fetch and by the command line, pages by their links and choices, files that they offer."""

import contextlib
import io
import itertools
import os
import re
import zipfile
from pathlib import Path

import pandas as pd
from raw_files import HOME
from streamlit.testing.v1 import AppTest
from visible import HOME as FRONT

import queries
from pages.parts import takeaway
from queries import QuestionError, fetch
from queries.__main__ import main

PACKED = (".xlsx", ".docx")
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


# Links that ask for what is sensitive: each category with each part, each with each window, each window with each part
LINKS = [{"category": code, "last_month": WINDOWS[(at + by) % 4][0], "months": str(WINDOWS[(at + by) % 4][1]), **part} for by, code in enumerate(SECRET) for at, part in enumerate(PARTS)]
WHOLE = [{"category": code, "last_month": end, "months": str(months)} for code in SECRET for end, months in WINDOWS[:4]]
WITH_OUTCOMES = ("sexual_offences", "hate_crime", "all_crime", "theft_of_vehicle")
# Pages, links and states of the pages' own controls
BY_PAGE = {
    "dashboard.py": [(link, {"by_priority": True, "how_judged": True}) for link in LINKS],
    "pages/2_Wards.py": [(link, {"how_judged": True}) for link in LINKS] + [(link | {"last_month": "2020-12", "months": "12"}, {"map_form": "Explore", "bar_order": "Count"}) for link in LINKS],
    "pages/3_Trends.py": [(link, {}) for link in LINKS],
    "pages/4_Comparison.py": [(link, {"how_judged": True}) for link in WHOLE],
    "pages/5_Outcomes.py": [(link | {"category": code}, {}) for code, by in zip(WITH_OUTCOMES, range(0, 32, 8)) for link in LINKS[by:by + 8]],
    "pages/6_Road_casualties.py": [({"category": "hate_crime", "wards": FEW}, {})],
    "pages/7_Near_misses.py": [({"category": "hate_crime", "wards": FEW}, {})],
    "pages/8_About_the_data.py": [({"category": "hate_race", "wards": FEW}, {})],
}
ELSEWHERE = [("dashboard.py", {"district": "E07000115"}, {}), ("pages/4_Comparison.py", {"district": "E07000115", "category": "hate_race"}, {}),
             ("pages/3_Trends.py", {"district": "E06000035", "category": "hate_race", "months": "36"}, {}), ("pages/2_Wards.py", {"projection": "1", "view": "2", "category": "hate_crime"}, {})]


def question_links(ids: list[str]) -> list[tuple]:
    """List the links of questions on record: for a ward, and the whole; with figures that a reader guesses to have been read out."""
    links = [{"category": "hate_crime", "wards": FEW, "said": "3"}, {"category": "sexual_offences"}, {"category": "hate_race", "last_month": "2020-12", "months": "12"},
             {"wards": FEW, "last_month": "2020-12", "months": "12"}, {"rural_urban": "Rural", "category": "sexual_offences", "last_month": "2020-11", "months": "12"}]
    return [("pages/1_Questions.py", {"question": one} | links[(at + by) % 5], {}) for at, one in enumerate(ids) for by in (0, 2)]


def files_of(label: str, content, file: str) -> tuple:
    """Give what a file says, whatever its clock."""
    data = content() if callable(content) else content
    if not file.endswith(PACKED):
        return label, file, data if isinstance(data, bytes) else data.encode()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return label, file, *(book.read(name) for name in sorted(book.namelist()) if name != "docProps/core.xml")


def shown(page: str, link: dict, state: dict, patch, *, has_books: bool = IS_ALL) -> list:
    """Give all that a reader is sent: every element with its chart's or map's data, the address, and every file that is offered.

    A picture, and a briefing in Word, are made of what the page keeps, which is given in their place.
    """
    files: list = []
    patch.setattr(takeaway.st, "download_button", lambda label, content, file, kind, **looks: files.append(
        (label, file) if file.endswith(".png") or file.endswith(PACKED) and not has_books else files_of(label, content, file)))
    app = AppTest.from_file(FRONT, default_timeout=120)
    for word, value in state.items():
        app.session_state[word] = value
    app.query_params.update(link)
    app.switch_page(page)
    app.run()
    assert not app.exception, f"{page} {link}: {app.exception}"
    elements = [(type(one).__name__, one.proto.SerializeToString(deterministic=True)) for one in app._tree if getattr(one, "proto", None) is not None]
    kept = app.session_state["kept"]
    return [*elements, *(tuple(one) for one in files), *(repr(view).encode() for view in kept.views), repr((kept.measure, kept.cautions, kept.source, kept.edition, kept.link)).encode(), repr(sorted(app.query_params.items())).encode()]


def without_marks(sent, marks: tuple[str, ...]):
    """Take an edition's fingerprint, which is a hash of all its files, out of what was sent."""
    if isinstance(sent, bytes):
        for mark in marks:
            sent = sent.replace(mark[:8].encode(), b"edition")
        return sent
    return [without_marks(one, marks) for one in sent] if isinstance(sent, list | tuple) else sent
