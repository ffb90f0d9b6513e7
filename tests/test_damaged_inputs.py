"""No damaged input ends in a traceback, a half-built edition or a wrong figure: each is reported, built right, or known as not detectable.

All of the corpus: DAMAGED_INPUTS=all python -m pytest tests/test_damaged_inputs.py -s. The suite takes every seventh damaged table and all others.
"""

import csv
import io
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from damage_runs import HALF, TRACEBACK, UNLIKE, run
from damaged_inputs import (BOUNDARIES, COUNTED, NOT_SEEN, REPORTED, SAME, TABLES, UNSEEN, boundaries, files_beside, packed, tables, text_of, workbook, workbooks, zips)
from data.areas import reference
from data.folders import find_files
from data.problems import BuildStopped
from data.recognition import recognise_files
from data.sources.measures import measure_rows
from data.sources.near_miss import read_reports
from data.sources.outcomes import outcome_rows
from data.sources.partner import Places, partner_rows
from data.sources.police_uk import street_rows as read_street
from data.sources.promises import promise_rows
from data.sources.residents import district_residents, lsoa_residents, ward_residents
from data.summary import Summary
from pages.parts.tables import Column, csv_text
from raw_files import HOME, NORTHGATE

CORPUS = [*(tables() if os.environ.get("DAMAGED_INPUTS") == "all" else tables()[::7]), *boundaries(), *zips(), *workbooks()]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))  # of each reader


@pytest.fixture(scope="module")
def found():
    """Build from every damaged input of the corpus; map its name to what became of it."""
    alike = sorted(CORPUS, key=lambda damaged: (files_beside(damaged.kind), damaged.kind))  # what is compared with one build is tried in one process
    with ProcessPoolExecutor(2) as pool:
        return {one.name: one for one in pool.map(run, alike, chunksize=20)}


@pytest.mark.parametrize("damaged", CORPUS, ids=lambda damaged: damaged.name[:80].encode("ascii", "replace").decode())
def test_damaged_input_ends_as_it_must(found, damaged):
    came = found[damaged.name]
    assert came.edition_is_whole, HALF
    assert came.outcome == damaged.expected, came.said


def test_report_names_file_what_was_found_and_what_to_do(found):
    for damaged in CORPUS:
        for line in found[damaged.name].said if found[damaged.name].outcome == REPORTED else ():
            assert line.startswith("- ") and ": found " in line and "; expected " in line and line.count(". ") >= 1 and line.endswith("."), line
            assert len(line) < 900 and line.isprintable(), line


def test_totals(found, capsys):
    totals = Counter(one.outcome for one in found.values())
    with capsys.disabled():
        print(f"\nDamaged inputs tried: {len(found)}; reported: {totals[REPORTED]}; built right: {totals[SAME] + totals[COUNTED]} "
              f"({totals[COUNTED]} with a counted reason); not detectable: {totals[UNSEEN]}")
    assert len(found) == len(CORPUS) >= 200
    assert totals[TRACEBACK] == totals[UNLIKE] == 0
    assert {name.split(": ", 1)[1] for name, one in found.items() if one.outcome == UNSEEN} <= {*NOT_SEEN}


# Any bytes in any reader

KNOWN = Places({"all_crime", "robbery"}, {NORTHGATE: HOME}, {HOME})
TODAY = pd.Timestamp("2026-01-01")
READERS = {
    "street": lambda table: read_street(table, set(reference("outcome_groups")["outcome"])),
    "police_outcomes": lambda table: outcome_rows(table, reference("outcome_groups")),
    "partner": lambda table: partner_rows(table, KNOWN), "lsoa_residents": lsoa_residents, "district_residents": district_residents,
    "ward_residents": ward_residents, "promises": promise_rows,
    "measures": lambda table: measure_rows(table, {HOME: "district"}, {"calls": False}, TODAY),
    "near_misses": lambda table: read_reports(table, reference("near_miss_answers").fillna(""), TODAY.date()),
}
PIECES = some.one_of(some.binary(max_size=12), some.sampled_from([
    b",", b'"', b"\r\n", b"\n", b"\r", b"\0", b";", b"\xef\xbb\xbf", b"\xff\xfe", b"=1+1", b"-1", b"1e999", b"NaN", b"9" * 30, "\u0663".encode(), "\u2028".encode(),
    b"2022-13", b"0000-00-00", b"9999-12-31", b"31/02/2022", b"E07000116", b"<html>", b"{", b"null", b"PK\x03\x04"]))


@some.composite
def mutated(draw, content: bytes):
    """Put in, take out, double and change bytes of a file."""
    found = bytearray(content)
    for _ in range(draw(some.integers(1, 4))):
        at, size = draw(some.integers(0, len(found))), draw(some.integers(0, 30))
        found[at:at + size] = draw(some.one_of(PIECES, some.just(bytes(found[at:at + size]) * 2)))
    return bytes(found)


def read_all_of(folder: Path, name: str, content: bytes) -> None:
    """Recognise a file and read it; only a report may come of it."""
    (folder / Path(name).name).write_bytes(content)
    try:
        found = recognise_files(find_files([folder]), Summary(), lambda text: None)
        for kind, read in READERS.items():
            for table in found.tables.get(kind, []):
                read(table)
    except BuildStopped as stopped:
        assert stopped.problems and stopped.report()
    finally:
        (folder / Path(name).name).unlink()


ORIGINALS = {kind: (Path(file).name, text_of(rows)) for kind, (file, rows, _) in TABLES.items()} | {
    "boundaries": (Path(BOUNDARIES).name, next(one.content for one in boundaries() if one.damage == "a ward twice")),
    "zip": ("latest.zip", packed({"2022-02-kent-street.csv": text_of(TABLES["street"][1])})), "workbook": ("near_misses.xlsx", workbook(TABLES["near_misses"][1]))}


@pytest.mark.parametrize("kind", ORIGINALS)
def test_no_bytes_bring_a_reader_down(kind, tmp_path):
    name, content = ORIGINALS[kind]

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=EXAMPLES <= 40)
    @given(mutated(content))
    def any_bytes(damaged):
        read_all_of(tmp_path, name, damaged)
    any_bytes()


# What goes out

@pytest.mark.parametrize(("text", "written"), [
    ("=1+1", "'=1+1"), ("+44 1892", "'+44 1892"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" =1", "' =1"), ("\r=1", "'\r=1"),
    ("Mill Lane", "Mill Lane"), ("St James'", "St James'"), ("-5", "-5"), ("+9.4%", "+9.4%"), ("\N{MINUS SIGN}8", "\N{MINUS SIGN}8"), ("1,204", "1,204")])
def test_export_gives_a_spreadsheet_no_formula(text, written):
    lines = csv_text([{"place": text, "crimes": -5}], [Column("place", "Place"), Column("crimes", "Change", "change")], [text])
    read = list(csv.reader(io.StringIO(lines, newline="")))
    assert (read[1], read[3]) == ([written, "-5"], [written])
