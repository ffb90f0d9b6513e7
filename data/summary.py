"""Counts what a build read, kept and dropped, and says it."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from data.inputs import RawFile
from data.report import NearMissReport, OutcomeReport, RoadReport

PUBLISHERS = {  # label of a kind of file -> extracts, publisher, licence
    "police crimes, street level": (("crime", "crime_places"), "{force} through data.police.uk", "Open Government Licence v3.0"),
    "police outcomes": (("outcomes",), "{force} through data.police.uk", "Open Government Licence v3.0"),
    "partnership's monthly counts": (("crime",), "The community safety partnership", "Held by the partnership; not open data"),
    "partnership's monthly arrests": (("arrests",), "The community safety partnership", "Held by the partnership; not open data"),
    "partnership's outcomes of crimes": (("outcomes",), "The community safety partnership", "Held by the partnership; not open data"),
    "lookup of LSOA 2011 to 2021": (("areas",), "Office for National Statistics", "Open Government Licence v3.0"),
    "lookup of LSOA to ward": (("areas",), "Office for National Statistics", "Open Government Licence v3.0"),
    "rural-urban classification of LSOAs": (("areas",), "Office for National Statistics", "Open Government Licence v3.0"),
    "centres of LSOAs": (("areas",), "Office for National Statistics", "Open Government Licence v3.0"),
    "residents by LSOA": (("residents",), "Office for National Statistics", "Open Government Licence v3.0"),
    "residents by district and year": (("residents",), "Office for National Statistics", "Open Government Licence v3.0"),
    "residents by ward and age": (("residents", "residents_by_age"), "Office for National Statistics", "Open Government Licence v3.0"),
    "road collisions (STATS19)": (("collisions",), "Department for Transport", "Open Government Licence v3.0"),
    "road casualties (STATS19)": (("casualties",), "Department for Transport", "Open Government Licence v3.0"),
    "road vehicles (STATS19)": (("collisions",), "Department for Transport", "Open Government Licence v3.0"),
    "near misses": (("near_misses",), "The council's Near Miss Register", "Held by the council; not open data"),
    "other organisations' measures": (("measures",), "The organisations named beside each measure", "Held by them; not open data"),
    "promises made at meetings": (("promises",), "The council", "Held by the council; not open data"),
    "harm weights": (("harm_weights",), "The community safety partnership", "Held by the partnership; not open data"),
    "deprivation by LSOA": (("deprivation",), "Ministry of Housing, Communities and Local Government", "Open Government Licence v3.0"),
    "ward boundaries": (("areas", "outlines", "former_wards"), "Office for National Statistics; contains OS data © Crown copyright and database right",
                        "Open Government Licence v3.0"),
}


@dataclass
class Summary:
    """Rows in are rows counted and rows dropped, by reason, always."""

    origins: dict[str, dict[str, str]] = field(default_factory=dict)  # hash -> where the file came from and when, if it was downloaded
    recognised: list[dict] = field(default_factory=list)
    skipped: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    dropped: Counter = field(default_factory=Counter)
    rows_read: int = 0
    rows_counted: int = 0
    in_a_ward: int = 0
    repeated_ids: int = 0
    of_other_forces: int = 0
    partner_rows: int = 0
    partner_again: int = 0
    forces: set[str] = field(default_factory=set)
    released: set[tuple[str, str, str]] = field(default_factory=set)  # figures, month, the file that they were read from
    outcomes: OutcomeReport = field(default_factory=OutcomeReport)
    roads: RoadReport | None = None
    near_misses: NearMissReport | None = None

    def recognise(self, raw: RawFile, label: str) -> None:
        """Note a file that is used, with its hash and its origin."""
        digest = raw.sha256()
        self.recognised.append({"file": raw.name, "kind": label, "sha256": digest, "origin": self.origins.get(digest, {})})

    def skip(self, raw: RawFile, why: str) -> None:
        """Note a file that is not used, and why."""
        self.skipped.append({"file": raw.name, "why": why})

    def drop(self, reason: str, rows: int) -> None:
        """Count rows that are read and not counted."""
        self.dropped[reason] += rows

    def count_placed(self, placed: pd.DataFrame) -> None:
        """Take in placed street rows: what is counted, in a ward or in none, what is dropped, and repeated Crime IDs."""
        for reason, rows in placed["dropped"].value_counts().items():
            self.drop(reason, int(rows))
        is_counted = placed["dropped"].isna()
        self.rows_counted, self.in_a_ward = int(is_counted.sum()), int((is_counted & placed["ward_code"].notna()).sum())
        self.of_other_forces = int((is_counted & ~placed["is_home_force"]).sum())
        with_id = placed.loc[placed["crime_id"] != "", ["month", "crime_id"]]
        self.repeated_ids = int(with_id.duplicated().sum())
        self.forces |= set(placed["force"].dropna().unique())

    def as_dict(self) -> dict:
        """Give the report as edition.json keeps it."""
        return {"rows_read": self.rows_read, "rows_counted": self.rows_counted, "rows_in_a_ward": self.in_a_ward,
                "rows_not_placed_in_a_ward": self.rows_counted - self.in_a_ward, "rows_dropped": dict(sorted(self.dropped.items())),
                "rows_of_other_forces_counted": self.of_other_forces, "repeated_crime_ids": self.repeated_ids,
                "partner_rows": self.partner_rows, "partner_rows_given_twice": self.partner_again,
                "outcomes": self.outcomes.as_dict() if self.outcomes.read else {},
                "roads": self.roads.as_dict() if self.roads else {}, "near_misses": self.near_misses.as_dict() if self.near_misses else {},
                "warnings": self.warnings, "skipped": self.skipped}

    def extract_notes(self) -> dict[str, dict]:
        """Give each extract's sources: publisher, licence and the files with their hashes."""
        notes: dict[str, dict] = {}
        for label, (extracts, publisher, licence) in PUBLISHERS.items():
            files = [{"name": each["file"], "sha256": each["sha256"], **each["origin"]} for each in self.recognised if each["kind"].startswith(label)]
            for extract in extracts if files else ():
                source = {"publisher": publisher.format(force=" and ".join(sorted(self.forces))), "what": label, "licence": licence, "files": files}
                notes.setdefault(extract, {"sources": [], "known_gaps": []})["sources"].append(source)
        if "crime" in notes:
            notes["crime"]["known_gaps"] = self.warnings + self.gaps
        return notes

    def releases(self) -> dict[str, dict[str, list[dict]]]:
        """Give for each month the files that its figures were read from, with their hashes: which release it came from."""
        hashes = {each["file"]: each["sha256"] for each in self.recognised}
        releases: dict = {}
        for figures, month, file in sorted(self.released):
            releases.setdefault(figures, {}).setdefault(month, []).append({"name": file, "sha256": hashes.get(file)})
        return releases

    def text(self) -> str:
        """Say it in a few lines."""
        kinds = Counter(each["kind"] for each in self.recognised)
        lines = ["Recognised: " + "; ".join(f"{number} {label}" for label, number in sorted(kinds.items())),
                 f"Skipped: {len(self.skipped)} files", *(f"  {each['file']}: {each['why']}" for each in self.skipped[:40])]
        lines += [f"Street rows read: {self.rows_read:,}", f"  counted: {self.rows_counted:,}, of them in a ward: {self.in_a_ward:,}, "
                  f"in none: {self.rows_counted - self.in_a_ward:,}"]
        lines += [f"  dropped, {reason}: {rows:,}" for reason, rows in sorted(self.dropped.items())]
        lines += [f"  Crime IDs repeated within a month, kept: {self.repeated_ids:,}"]
        if self.of_other_forces:
            lines.append(f"  rows of other forces counted: {self.of_other_forces:,}")
        if self.partner_rows:
            lines.append(f"Partnership rows read: {self.partner_rows:,}, of them given twice: {self.partner_again:,}")
        lines += [line for report in (self.outcomes, self.roads, self.near_misses) if report for line in report.lines()]
        return "\n".join(lines + [f"Warning: {warning}" for warning in self.warnings])
