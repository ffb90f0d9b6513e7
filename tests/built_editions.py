"""Reads what a build wrote."""

import json
from pathlib import Path

import duckdb


def read(edition: Path, extract: str, where: str = "true") -> list[tuple]:
    """Give an extract's rows as tuples."""
    return duckdb.execute(f"select * from read_parquet('{(edition / extract).as_posix()}.parquet') where {where}").fetchall()


def report(edition: Path) -> dict:
    """Give what the edition says of its build."""
    return json.loads((edition / "edition.json").read_text(encoding="utf-8"))["report"]


def counted(edition: Path, month: str = "2022-01-01") -> dict[tuple, int]:
    """Map each district, ward and category with crimes in a month to their number."""
    rows = read(edition, "crime", f"month = '{month}' and crimes > 0")
    return {(district, ward, category): crimes for _, _, district, ward, category, crimes in rows}
