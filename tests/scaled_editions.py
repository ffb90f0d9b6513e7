"""Makes the sample at other sizes, to measure with: python tests/scaled_editions.py country --keep DIR"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import duckdb
import pandas as pd

from data.areas import reference
from data.contracts import EXTRACTS
from data.editions import write_edition

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "data" / "sample"
ENDS = {"partner": "2020-12", "police_uk": "2023-03"}  # the month on which each series opens


@dataclass(frozen=True)
class Size:
    """How much of everything an edition holds: `crimes` of the police's open data in three years."""

    districts: int
    crimes: int
    is_one_county: bool = False


SIZES = {
    "kent": Size(13, 600_000),
    "country": Size(330, 20_000_000),
    "tenfold": Size(3300, 20_000_000),  # ten times its districts and wards and collisions; as many crimes, in five times as many rows: ten times would not be made here
    "compared": Size(330, 20_000_000, is_one_county=True),
}


def scaled_edition(folder: Path, size: Size) -> Path:
    """Write the sample at another size into a folder that does not exist yet; give the folder.

    The sample's own rows stay as they are. Invented districts are copies of the home district with a ward or two more; the
    series police_uk, its places and outcomes are drawn for all of them.
    """
    write_edition(folder, scaled_extracts(size), _about(size))
    return folder


def kept_edition(keep: Path, name: str) -> Path:
    """Give the edition of a named size, made on the first call; the sample is the shipped one."""
    if name == "sample":
        return SAMPLE
    folder = keep / name
    if not (folder / "edition.json").is_file():
        keep.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=keep) as work:  # a half-written one is never taken for a whole one
            scaled_edition(Path(work) / name, SIZES[name]).rename(folder)
    return folder


def scaled_extracts(size: Size) -> dict[str, pd.DataFrame]:
    """Draw every extract at this size; codes are kept as categories, which take little memory."""
    with duckdb.connect(config={"memory_limit": "10GB"}) as connection:
        for name in EXTRACTS:
            connection.execute(f"create view sample_{name} as select * from read_parquet('{(SAMPLE / name).as_posix()}.parquet')")
        for name, value in vars(size).items():
            connection.execute(f"set variable {name} = {value}")
        connection.register("reference", _categories())
        connection.execute("create table categories as select * from sample_categories union all by name select * from reference")
        connection.execute((HERE / "scaled_editions.sql").read_text(encoding="utf-8"))
        made = {name for name, in connection.execute("select table_name from duckdb_tables()").fetchall()}
        return {name: _taken(connection, name, name in made) for name in EXTRACTS}


def _taken(connection: duckdb.DuckDBPyConnection, name: str, is_made: bool) -> pd.DataFrame:
    """Take an extract out of the database, which then has it no more: the large ones are not held twice."""
    rows = connection.execute(f"select * from {name if is_made else f'sample_{name}'}").df()
    if is_made:
        connection.execute(f"drop table {name}")
    return rows


def _categories() -> pd.DataFrame:
    """Take the categories of the police's open data from the reference table."""
    rows = reference("categories")
    return rows[rows["series"] == "police_uk"][list(EXTRACTS["categories"].columns)]


def _about(size: Size) -> dict:
    """Say what the edition is: what the sample says, with the second series and every district's name."""
    about = json.loads((SAMPLE / "edition.json").read_text(encoding="utf-8"))
    notes = {name: {word: said[word] for word in ("sources", "known_gaps") if word in said} for name, said in about["extracts"].items()}
    names = {f"E07{100_000 + number}": f"District {number}" for number in range(14, size.districts + 1)}
    return about | {"title": f"Scaled sample of {size.districts} districts", "series": list(ENDS), "default_last_months": ENDS, "extracts": notes,
                    "place_names": about["place_names"] | names}


def main() -> None:
    """Make the named sizes, unless they are there."""
    parser = argparse.ArgumentParser(description="Make the sample at other sizes.")
    parser.add_argument("sizes", nargs="+", choices=SIZES)
    parser.add_argument("--keep", type=Path, required=True, help="the folder that keeps them")
    given = parser.parse_args()
    for name in given.sizes:
        print(kept_edition(given.keep, name))


if __name__ == "__main__":
    main()
