"""The walls between rooms: who may import, read and write what, and how long a file may grow."""

import ast
import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"dashboard.py", "pages", "data", "queries", "tests", "requirements.txt", "README.md", "LICENCE", "LICENSE", "__pycache__"}
# Room -> what its modules may import besides the standard library; the first pattern that fits a file is its room
ROOMS = {
    "dashboard.py": {"streamlit", "pages.parts"},
    "pages/*.py": {"streamlit", "pages.parts"},
    "pages/parts/page.py": {"streamlit", "pandas", "pages.parts", "queries"},
    "pages/parts/access.py": {"streamlit", "pages.parts"},
    "pages/parts/controls.py": {"streamlit", "pages.parts", "queries"},
    "pages/parts/ward_parts.py": {"streamlit", "pages.parts", "queries"},
    "pages/parts/road_parts.py": {"streamlit", "pages.parts"},
    "pages/parts/question_parts.py": {"streamlit", "pages.parts"},
    "pages/parts/outcome_parts.py": {"pandas", "pages.parts"},
    "pages/parts/asking.py": {"streamlit", "pandas", "pages.parts", "queries"},
    "pages/parts/judging.py": {"streamlit", "pages.parts"},
    "pages/parts/states.py": {"streamlit"},
    "pages/parts/projection.py": {"streamlit", "contextvars", "pages.parts"},
    "pages/parts/spreadsheet.py": {"gptables", "pandas", "pages.parts"},
    "pages/parts/basket.py": {"streamlit", "pages.parts"},
    "pages/parts/documents.py": {"docx", "pages.parts"},
    "pages/parts/document_tables.py": {"docx", "pages.parts"},
    "pages/parts/pictures.py": {"vl_convert", "pages.parts"},
    "pages/parts/subject.py": {"streamlit", "pages.parts", "queries"},
    "pages/parts/choices.py": {"streamlit", "pandas", "pages.parts", "queries"},
    "pages/parts/takeaway.py": {"streamlit", "pandas", "pages.parts", "queries"},
    "pages/parts/*.py": {"altair", "pydeck", "pandas", "pages.parts"},
    "queries/*.py": {"duckdb", "pandas", "numpy", "scipy", "queries"},
    "data/download.py": {"httpx", "data"},
    "data/stores.py": {"fsspec", "data"},
    "data/progress.py": {"tqdm"},
    "data/**/*.py": {"duckdb", "openpyxl", "pandas", "numpy", "scipy", "shapely", "pyproj", "data"},
}
NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "xmlrpc", "urllib.request", "httpx", "fsspec"}
MAY_DOWNLOAD = {"data/download.py", "data/stores.py"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "touch", "rmdir", "to_parquet", "open"}
READS = {"open", "read_text", "read_bytes", "read_csv", "read_parquet", "read_json"}
# Views of an edition's files can't take their paths as parameters; no reader's word reaches this module
BUILDS_VIEWS = {"queries/edition.py"}
LINES = {"pages/parts/*.py": 160, "pages/*.py": 70, "dashboard.py": 65, "queries/*.py": 160, "data/**/*.py": 160, "queries/*.sql": 80}
LONGER = {"queries/shared.sql": 200, "queries/shared_across_months.sql": 130, "queries/shared_roads.sql": 150, "queries/shared_outcomes.sql": 140}  # what several questions share

MODULES = sorted({path.relative_to(ROOT).as_posix() for pattern in ROOMS for path in ROOT.glob(pattern)})
ROOMS_WITHOUT_PLACES = sorted(path.relative_to(ROOT).as_posix() for folder in ("pages", "queries")
                              for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".sql", ".css"))


def first_fit(name, table):
    return next(value for pattern, value in table.items() if (ROOT / name) in ROOT.glob(pattern))


def tree_of(name):
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def imports_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name, allowed):
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def calls_of(tree):
    return [(node, getattr(node.func, "attr", getattr(node.func, "id", ""))) for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_room_may(name):
    found = [imported for imported in imports_of(tree_of(name)) if imported.split(".")[0] not in sys.stdlib_module_names]
    assert [imported for imported in found if not is_within(imported, first_fit(name, ROOMS))] == []


@pytest.mark.parametrize("name", MODULES)
def test_only_a_download_uses_the_network(name):
    assert name in MAY_DOWNLOAD or [imported for imported in imports_of(tree_of(name)) if is_within(imported, NETWORK)] == []
    assert re.findall(r"https?://\S+", (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("data/")])
def test_only_data_writes_files(name):
    assert [called for _, called in calls_of(tree_of(name)) if called in WRITES] == []


@pytest.mark.parametrize("name", [name for name in MODULES if first_fit(name, ROOMS) == ROOMS["pages/*.py"]])
def test_a_page_reads_no_files(name):
    assert [called for _, called in calls_of(tree_of(name)) if called in READS] == []


@pytest.mark.parametrize("name", MODULES)
def test_text_is_opened_with_its_encoding(name):
    without = [node.lineno for node, called in calls_of(tree_of(name))
               if (called in ("read_text", "write_text") or isinstance(node.func, ast.Name) and called == "open")
               and "encoding" not in {keyword.arg for keyword in node.keywords}
               and not any(isinstance(part, ast.Constant) and str(part.value).endswith("b") for part in node.args)]
    assert without == [], f"lines of {name}"


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("queries/") and name not in BUILDS_VIEWS])
def test_no_question_is_put_together_from_strings(name):
    assert [ast.unparse(node) for node in ast.walk(tree_of(name)) if is_made_of_sql(node)] == []


def is_made_of_sql(node):
    """Say whether a node joins or fills a text that holds a select."""
    is_joined = isinstance(node, ast.JoinedStr) or isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod)
    is_filled = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return (is_joined or is_filled) and any(re.search(r"\bselect\b", text, re.IGNORECASE) for text in texts)


@pytest.mark.parametrize("made", ["f'select {column}'", "'select ' + column", "'select %s' % column", "'select {}'.format(column)"])
def test_sql_from_strings_is_noticed(made):
    assert is_made_of_sql(ast.parse(made, mode="eval").body)


@pytest.fixture(scope="module")
def place_names():
    names = {"Kent", "Tunbridge", "Royal Tunbridge Wells", "Southborough"}
    for table, column in (("sample_wards", "ward_name"), ("sample_districts", "district_name"), ("former_wards", "former_name")):
        with (ROOT / "data" / "reference" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            names |= {row[column] for row in csv.DictReader(file)}
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)) + r"|\b[EWSNK]\d{8}\b")


@pytest.mark.parametrize("name", ROOMS_WITHOUT_PLACES)
def test_pages_and_queries_name_no_place(name, place_names):
    assert place_names.findall((ROOT / name).read_text(encoding="utf-8")) == []


def test_the_top_level_holds_what_the_customer_fixed():
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - TOP_LEVEL == set()


@pytest.mark.parametrize("name", sorted({path.relative_to(ROOT).as_posix() for pattern in LINES for path in ROOT.glob(pattern)}))
def test_a_file_does_one_thing_and_stays_short(name):
    lines = len((ROOT / name).read_text(encoding="utf-8").splitlines())
    most = LONGER.get(name, first_fit(name, LINES))
    assert lines <= most
