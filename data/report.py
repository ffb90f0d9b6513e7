"""Says what became of the rows of road collisions and near misses: read, kept, left out and why."""

from dataclasses import dataclass, field

import pandas as pd

from data.problems import Problem
from data.sources.near_miss import Reports
from data.sources.stats19 import Collected

LISTED = 20
WITHOUT_CASUALTY, WITHOUT_VEHICLE = "collisions without a casualty", "collisions without a vehicle"


@dataclass
class NearMissReport:
    """Rows read are rows kept, rows reported and rows given twice, always."""

    read: int = 0
    kept: int = 0
    given_twice: int = 0
    outside: int = 0
    unplaced: list[str] = field(default_factory=list)
    reported: list[Problem] = field(default_factory=list)
    cleared: list[Problem] = field(default_factory=list)
    dropped_columns: dict[str, list[str]] = field(default_factory=dict)
    key_columns: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, files: list[Reports]) -> "NearMissReport":
        """Begin with what reading the files found."""
        report = cls()
        for each in files:
            report.read += len(each.rows) + len(each.reported)
            report.reported += each.reported
            report.cleared += each.cleared
            report.dropped_columns[each.file] = each.dropped_columns
            report.key_columns |= {each.file: each.key_column} if each.key_column else {}
        return report

    def as_dict(self) -> dict:
        """Give the report as edition.json keeps it: without any text that a reporter wrote."""
        listed = [{"file": each.file, "row": each.row, "column": each.column, "expected": each.expected, "mend": each.mend}
                  for each in (*self.reported, *self.cleared)]
        return {"rows_read": self.read, "rows_kept": self.kept, "rows_reported": len(self.reported), "rows_given_twice": self.given_twice,
                "rows_unplaced": len(self.unplaced), "unplaced": self.unplaced, "rows_outside_the_wards": self.outside,
                "places_cleared": len(self.cleared), "reported": listed, "dropped_columns": self.dropped_columns, "key_columns": self.key_columns}

    def lines(self) -> list[str]:
        """Say it in lines, for whoever builds: what was found is quoted here and nowhere else."""
        if not self.read:
            return []
        lines = [f"Near misses read: {self.read:,}", f"  kept: {self.kept:,}, of them without a point: {len(self.unplaced):,}, "
                 f"outside the district's wards: {self.outside:,}", f"  given twice: {self.given_twice:,}", f"  left out, each listed here: {len(self.reported):,}"]
        lines += [f"  - {each}" for each in (*self.reported, *self.cleared)]
        lines += [f"  {file}: dropped columns: {', '.join(columns) or 'none'}" for file, columns in self.dropped_columns.items()]
        return lines + [f"  {file}: '{column}' is kept only as a key of this build" for file, column in self.key_columns.items()]


@dataclass
class OutcomeReport:
    """Rows of outcomes files read are rows given twice and rows of these four kinds of crimes, always."""

    read: int = 0
    given_twice: int = 0
    of_crimes_followed: int = 0
    of_earlier_crimes: int = 0
    of_crimes_left_out: int = 0
    of_no_crime: int = 0

    def count_matches(self, crime_ids: pd.Series, placed: pd.DataFrame, is_counted: pd.Series, followed: pd.DataFrame) -> None:
        """Take in the outcomes' Crime IDs: of crimes followed, of counted ones of other months, of those left out, of none."""
        in_followed = crime_ids.isin(followed["crime_id"])
        in_counted = crime_ids.isin(placed.loc[is_counted, "crime_id"])
        in_placed = crime_ids.isin(placed["crime_id"])
        self.of_crimes_followed, self.of_earlier_crimes = int(in_followed.sum()), int((in_counted & ~in_followed).sum())
        self.of_crimes_left_out, self.of_no_crime = int((in_placed & ~in_counted & ~in_followed).sum()), int((~in_placed & ~in_followed).sum())

    def as_dict(self) -> dict:
        """Give the report as edition.json keeps it."""
        return {f"rows_{name}": rows for name, rows in vars(self).items()}

    def lines(self) -> list[str]:
        """Say it in lines."""
        return [f"Outcome rows read: {self.read:,}", f"  of crimes followed here: {self.of_crimes_followed:,}, of crimes of other months: {self.of_earlier_crimes:,}, "
                f"of crimes left out: {self.of_crimes_left_out:,}", f"  of no crime in the street files: {self.of_no_crime:,}",
                f"  given twice: {self.given_twice:,}"] if self.read else []


@dataclass
class RoadReport:
    """Rows read are rows kept and rows left out, by kind and reason; what has no counterpart is named."""

    read: dict[str, int]
    kept: dict[str, int]
    dropped: dict[str, dict[str, int]]
    unplaced: int
    alone: dict[str, list[str]]
    unknown_codes: dict[str, int]

    @classmethod
    def of(cls, found: Collected, unplaced: int, alone: dict[str, list[str]], unknown_codes: dict[str, int]) -> "RoadReport":
        """Put together what reading found and what the extracts showed."""
        return cls(found.read, {kind: len(rows) for kind, rows in found.rows.items()}, found.dropped, unplaced,
                   {f"{kind} without a collision": found.alone.get(kind, []) for kind in ("casualties", "vehicles")} | alone, unknown_codes)

    def as_dict(self) -> dict:
        """Give the report as edition.json keeps it."""
        return {"rows_read": self.read, "rows_kept": self.kept, "rows_dropped": self.dropped, "collisions_unplaced": self.unplaced,
                "alone": {what: {"collisions": len(names), "such_as": names[:LISTED]} for what, names in self.alone.items()},
                "unknown_codes": self.unknown_codes}

    def lines(self) -> list[str]:
        """Say it in lines."""
        lines = []
        for kind, rows in self.read.items():
            lines.append(f"Road {kind} read: {rows:,}, kept: {self.kept[kind]:,}" + f", in no ward: {self.unplaced:,}" * (kind == "collisions"))
            lines += [f"  left out, {reason}: {count:,}" for reason, count in sorted(self.dropped[kind].items())]
        return lines + [f"Warning: {text}" for text in self.warnings()]

    def warnings(self) -> list[str]:
        """Say what the analyst should look at."""
        alone = [f"{what}: {len(names):,}, such as {', '.join(names[:3])}" for what, names in self.alone.items() if names]
        return alone + [f"{what} is not in the publisher's guide: {rows:,} rows without it" for what, rows in self.unknown_codes.items()]
