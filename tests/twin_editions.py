"""Writes twin editions: all that is given is the same in both, and all that is withheld is shared out otherwise.

Shares no code with data/disclosure*: what is given is read from the extract `disclosed`, and what is public is typed here.
"""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from literal_editions import SAMPLE
from raw_files import HOME

SECRET, STRANDS = ("sexual_offences", "hate_crime", "domestic_abuse_incidents"), ("hate_race", "hate_disability")
HELD_BY = {"sexual_offences": "violent_crime", "hate_crime": "all_crime"}  # the public category whose count is the most that a ward can have
NOT_PLACED = "Not placed"
KEYS = ["series", "recorded_month", "outcome_month", "district_code", "ward_code", "category_code", "outcome_group", "is_charged", "is_convicted"]
MARKS = ("7e57ed17" * 8, "7e57ed19" * 8)  # the twins' fingerprints: hashes of their files, which say nothing of them
CHANGED = ("crime", "crime_places", "arrests", "outcomes")


def twin_editions(folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """Write the sample with strands and places of sensitive crimes, invented, and its twin."""
    extracts = {name: pd.read_parquet(SAMPLE / f"{name}.parquet") for name in (*CHANGED, "areas", "disclosed")}
    extracts["crime"] = pd.concat([extracts["crime"], *(_strand(extracts["crime"], code) for code in STRANDS)], ignore_index=True)
    extracts["crime_places"] = _places(("sexual_offences", "hate_race", "shoplifting"), 2)
    whole = {"series": "partner", "last_month": pd.Timestamp("2020-12-01"), "district_code": HOME, "part": "Whole", "category_code": "hate_race", "figure": "crimes"}
    extracts["disclosed"] = pd.concat([extracts["disclosed"], pd.DataFrame([whole]).astype(extracts["disclosed"].dtypes)], ignore_index=True)
    return _write(folder / "one", extracts, MARKS[0]), _write(folder / "other", Dealt(extracts, seed).extracts(), MARKS[1])


def _strand(crime: pd.DataFrame, code: str) -> pd.DataFrame:
    rows = crime[crime["category_code"] == "violent_crime"]
    return rows.assign(category_code=code, crimes=rows["crimes"] // (10 if code == "hate_race" else 17))


def _places(categories: tuple, crimes: int, road: str = "Mill Lane") -> pd.DataFrame:
    months, ward = pd.date_range("2020-01-01", "2020-12-01", freq="MS"), "E05005136"
    return pd.DataFrame([{"series": "partner", "month": month, "district_code": HOME, "ward_code": ward, "category_code": code, "place": f"On or near {road}",
                          "longitude": 0.26, "latitude": 51.13, "crimes": crimes} for code in categories for month in months])


def _write(folder: Path, extracts: dict[str, pd.DataFrame], mark: str) -> Path:
    shutil.copytree(SAMPLE, folder)
    about = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    for name in (*CHANGED, "disclosed"):
        file = folder / f"{name}.parquet"
        extracts[name].to_parquet(file, index=False)
        about["extracts"][name] |= {"rows": len(extracts[name]), "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    (folder / "edition.json").write_text(json.dumps(about | {"fingerprint": mark}), encoding="utf-8")
    return folder


class Dealt:
    """The sensitive counts of an edition's home district, shared out anew among wards and months so that all that is given stays."""

    def __init__(self, extracts: dict[str, pd.DataFrame], seed: int) -> None:
        self.old, self.rng = extracts, np.random.default_rng(seed)
        wards = extracts["areas"].query("area_level == 'ward' and district_code == @HOME")
        self.places = [*sorted(wards["area_code"]), NOT_PLACED]
        kinds = wards.set_index("area_code")[["rural_urban", "setting"]]
        self.members = {place: [at] for at, place in enumerate(self.places)}
        self.members |= {name: [at for at, ward in enumerate(self.places[:-1]) if name in set(kinds.loc[ward])] for name in ("Urban", "Rural", "Town centre", "Other urban")}
        given = extracts["disclosed"].query("district_code == @HOME")
        self.given = {key: list(rows["part"]) for key, rows in given.groupby([pd.to_datetime(given["last_month"]).dt.year, "category_code", "figure"])}
        self.moved = 0  # cells of a year, by ward, that differ between the twins

    def extracts(self) -> dict[str, pd.DataFrame]:
        """Give the extracts, those that hold sensitive counts changed."""
        crime = self._strands(self._by_year(self.old["crime"], "crimes", SECRET, self._most))
        arrests = self._by_year(self.old["arrests"], "arrests", tuple(self.old["arrests"]["category_code"].unique()), lambda code, year: None)
        places = pd.concat([_places(("sexual_offences", "hate_race"), 5, "Elm Road"), _places(("shoplifting",), 2)], ignore_index=True)
        return self.old | {"crime": crime, "arrests": arrests, "crime_places": places, "outcomes": self._outcomes(crime)}

    def _wide(self, rows: pd.DataFrame, count: str, month: str = "month") -> pd.DataFrame:
        """Count the home district's rows by place and month."""
        wide = rows.assign(place=rows["ward_code"].fillna(NOT_PLACED)).pivot_table(index="place", columns=month, values=count, aggfunc="sum", fill_value=0)
        return wide.reindex(self.places, fill_value=0).astype(int)

    def _years(self, rows: pd.DataFrame, codes: tuple, month: str = "month"):
        ours = rows[(rows["district_code"] == HOME) & rows["category_code"].isin(codes)]
        yield from ours.groupby(["category_code", pd.to_datetime(ours[month]).dt.year])

    def _by_year(self, rows: pd.DataFrame, count: str, codes: tuple, most) -> pd.DataFrame:
        """Share a count out anew: each month's total for the district stays, and what is given of each year."""
        new = rows.copy()
        for (code, year), held in self._years(rows, codes):
            wide = self._wide(held, count)
            totals = self._another(wide.sum(axis=1).to_numpy(), self.given.get((year, code, count), []), most(code, year))
            self.moved += int((totals != wide.sum(axis=1)).sum())
            units = pd.DataFrame({"month": np.repeat(wide.columns, wide.sum()), "place": self.rng.permutation(np.repeat(self.places, totals))})
            dealt = units.value_counts()
            counted = [dealt.get(key, 0) for key in zip(held["month"], held["ward_code"].fillna(NOT_PLACED))]
            new.loc[held.index, count] = np.array(counted, dtype=rows[count].dtype)
        return new

    def _most(self, code: str, year: int) -> np.ndarray | None:
        if code not in HELD_BY:
            return None
        public = self.old["crime"].query("category_code == @HELD_BY[@code] and district_code == @HOME")
        return self._wide(public[pd.to_datetime(public["month"]).dt.year == year], "crimes").sum(axis=1).to_numpy()

    def _another(self, counts: np.ndarray, parts: list[str], most: np.ndarray | None) -> np.ndarray:
        """Find other counts of a year with the same total and the same sums of the given parts."""
        sums = np.array([np.ones(len(counts)), *(np.isin(np.arange(len(counts)), self.members[part]) for part in parts)], float)
        most = np.full(len(counts), np.inf) if most is None else np.maximum(most, counts)
        return self._solved(sums, sums @ counts, np.where(np.isinf(most), 3 * counts + 5, np.minimum(most, 3 * counts + 5)))

    def _solved(self, sums, values: np.ndarray, most: np.ndarray) -> np.ndarray:
        found = milp(self.rng.normal(size=len(most)), integrality=np.ones(len(most)), bounds=Bounds(0, most), constraints=LinearConstraint(sums, values, values),
                     options={"presolve": False})
        assert found.x is not None, found.message
        return np.rint(found.x).astype(int)

    def _strands(self, crime: pd.DataFrame) -> pd.DataFrame:
        """Change strands everywhere, but for the one total that is given: not even the district's months of it are."""
        new, is_strand = crime.copy(), crime["category_code"].isin(STRANDS)
        is_given = is_strand & (crime["category_code"] == "hate_race") & (crime["district_code"] == HOME) & (pd.to_datetime(crime["month"]).dt.year == 2020)
        new.loc[is_strand, "crimes"] = crime.loc[is_strand, "crimes"] * 2 + self.rng.integers(0, 4, is_strand.sum(), dtype=np.int32)
        new.loc[is_given, "crimes"] = self.rng.permutation(crime.loc[is_given, "crimes"])
        return new

    def _outcomes(self, crime: pd.DataFrame) -> pd.DataFrame:
        """Share outcomes out anew: each month's for the district stay, so do each ward's crimes that aren't sensitive, and what is given."""
        old, codes = self.old["outcomes"], np.array([*self.places[:-1], None], dtype=object)
        new = [old[(old["district_code"] != HOME) | (old["crimes"] == 0)]]
        for (code, year), held in self._years(old, tuple(old["category_code"].unique()), "recorded_month"):
            recorded = self._wide(held, "crimes", "recorded_month")
            if code in SECRET:
                recorded = self._wide(crime[(crime["category_code"] == code) & (crime["district_code"] == HOME)], "crimes")[recorded.columns]
            units = held.loc[np.repeat(held.index, held["crimes"]), KEYS].sample(frac=1, random_state=int(self.rng.integers(1 << 30)))
            kind = np.where(units["outcome_group"] == "court_convicted", 0, np.where(units["is_charged"].astype(bool), 1, 2))
            month = recorded.columns.get_indexer(units["recorded_month"])
            counted = np.zeros((*recorded.shape, 3), dtype=int)  # by place, month and kind: convicted, charged only, neither
            np.add.at(counted, (pd.Index(self.places).get_indexer(units["ward_code"].fillna(NOT_PLACED)), month, kind), 1)
            found, places = self._shared(recorded.to_numpy(), counted, year, code), np.zeros(len(units), dtype=int)
            for at, one in np.ndindex(recorded.shape[1], 3):
                places[(month == at) & (kind == one)] = np.repeat(np.arange(len(self.places)), found[:, at, one])
            self.moved += int((found.sum(axis=1) != counted.sum(axis=1))[:, :2].sum())
            units["ward_code"] = codes[places]
            new.append(units.groupby(KEYS, dropna=False, as_index=False, sort=False).size().rename(columns={"size": "crimes"}))
        return pd.concat(new, ignore_index=True)[list(old.columns)].astype(old.dtypes)

    def _shared(self, recorded: np.ndarray, counted: np.ndarray, year: int, code: str) -> np.ndarray:
        """Find another table by place, month and kind with the margins that are public, and the sums that are given."""
        number, rows, values = np.arange(counted.size).reshape(counted.shape), [], []

        def say(which: np.ndarray, value: int) -> None:
            row = np.zeros(counted.size)
            row[which.ravel()] = 1
            rows.append(row), values.append(float(value))
        for at in range(counted.shape[1]):
            for one in range(3):
                say(number[:, at, one], counted[:, at, one].sum())
            for place in range(len(self.places)):
                say(number[place, at], recorded[place, at])
        for figure, kinds in (("charged", [0, 1]), ("convicted", [0])):
            for part in self.given.get((year, code, figure), []):
                say(number[self.members[part]][:, :, kinds], counted[self.members[part]][:, :, kinds].sum())
        return self._solved(np.array(rows), np.array(values), np.full(counted.size, float(recorded.max()))).reshape(counted.shape)
