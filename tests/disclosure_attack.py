"""Attacks the disclosure rule from outside: collects every sensitive figure that can be asked for, and solves for those withheld.

Shares no code with data/disclosure*: what an outsider knows is typed here.
"""

from collections import defaultdict

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

CLASSES = ("Urban", "Rural", "Town centre", "Other urban")
FIGURES = ("arrests", "charged", "convicted")
NOT_PLACED, WHOLE = "Not placed", "Whole"
# What definitions say: a whole holds its parts, which do not overlap; trafficking and possession are all of drug offences
HOLDS = (("all_crime", ("victim_based_crime", "drug_offences")), ("all_crime", ("hate_crime",)), ("violent_crime", ("sexual_offences",)),
         ("victim_based_crime", ("violent_crime", "burglary_residential", "criminal_damage", "robbery", "shoplifting", "theft_from_vehicle", "theft_of_vehicle")),
         ("drug_offences", ("drug_trafficking", "drug_possession")))
SPAN = 3
NEVER_BELOW = ["still_open", "open_pct", "with_court_result", "convicted_of_court_pct", "out_of_court", "no_suspect", "evidential_difficulties", "not_in_public_interest",
               "other_agency", "court_result_unavailable", "charged_not_convicted", "closed_without_charge", "ended_otherwise"]
FROM_MONTHS = ["p_value", "ratio_low", "ratio_high", "change_pct_low", "change_pct_high", "dispersion", "likeness", "history_months"]


class Leak(AssertionError):
    """Raised where a sensitive figure is given that is not a fixed year's."""


class Collected:
    """Every figure got for one district: sensitive cells, whole-district totals, and counts that are not sensitive.

    `is_thorough`: by every question there is; else by those alone that may give a sensitive figure below the district.
    """

    def __init__(self, ask, year_ends: list[str], windows: list[tuple[str, int]], parts: list[dict], is_thorough: bool = True) -> None:
        self.is_thorough = is_thorough
        self.ask, self.ends, self.cells, self.bound = ask, year_ends, defaultdict(dict), {}  # bound: withheld cells that public counts alone bound below 3
        kinds = ask("categories")
        self.secret = list(kinds[kinds["is_sensitive"] & kinds["parent_code"].isna()]["category_code"])
        self.strands = list(kinds[kinds["is_sensitive"] & kinds["parent_code"].notna()]["category_code"])
        self.codes = [code for code in kinds["category_code"] if code not in self.strands]
        self.open_codes = [code for code in self.codes if code not in self.secret]
        wards, self.home = ask("wards"), ask("words")["district"].iat[0]
        self.places = [*wards["ward_code"], NOT_PLACED]
        self.groups = {name: [code for code, *kind in wards[["ward_code", "rural_urban", "setting"]].itertuples(index=False) if name in kind] for name in CLASSES}
        for last_month, months in windows:
            self._tables(last_month, months)
            for part in parts:
                self._part(part, last_month, months)
        self.public = {end: {code: self._by_ward(code, end) for code in self.open_codes} for end in year_ends}
        self.outcomes = {end: ask("outcomes_by_category", last_month=end, months=12).set_index("category_code") for end in year_ends}
        self.totals = {end: ask("crime_summary", last_month=end, months=12).set_index("category_code")["crimes"] for end in year_ends}

    def _by_ward(self, code: str, end: str) -> list[int]:
        return [int(count) for count in self.ask("crime_by_ward", category=code, last_month=end, months=12)["crimes"]]

    def _got(self, figure: str, code: str, part: str, value, last_month: str, months: int, years_back: int = 0) -> None:
        if _is_null(value):
            return
        end = f"{int(last_month[:4]) - years_back}{last_month[4:]}"
        if months != 12 or not end.endswith("-12") or part is None:
            raise Leak(f"{figure} of {code} for {part}: {months} months to {end}")
        if self.cells[end].setdefault((figure, code, part), int(value)) != int(value):
            raise Leak(f"two values of {figure} of {code} for {part} to {end}")

    def _rows(self, rows, part_of, code_of, window, counts=(("crimes", 0), ("crimes_before", 1))) -> None:
        """Take a table's counts, and see that nothing made of a withheld one, or of months, is in it."""
        for row in rows.to_dict("records"):
            given = {name: row.get(name) for name, _ in counts}
            for name, years_back in counts:
                self._got("crimes", code_of(row), part_of(row), row.get(name), *window, years_back)
            is_null = [_is_null(given[name]) for name, _ in counts]
            made = {"change": any(is_null), "change_pct": any(is_null), "per_1000": is_null[0], "per_1000_before": is_null[-1], "verdict": any(is_null)}
            wrong = [name for name, must_be_null in made.items() if must_be_null and not _is_null(row.get(name))] + [name for name in FROM_MONTHS if not _is_null(row.get(name))]
            if wrong:
                raise Leak(f"{wrong} of {code_of(row)} for {part_of(row)} in {window}")

    def _tables(self, last_month: str, months: int) -> None:
        window, asked = (last_month, months), {"last_month": last_month, "months": months}
        for code in [*self.secret, *self.strands]:
            ward = lambda row: NOT_PLACED if _is_null(row["ward_code"]) else row["ward_code"]
            self._rows(self.ask("crime_by_ward", category=code, **asked), ward, lambda row: code, window)
            self._rows(self.ask("crime_by_setting", category=code, **asked), lambda row: row["setting"], lambda row: code, window)
            if not self.is_thorough:
                continue
            for name in ("ward_funnel", "deprivation_by_ward"):
                self._rows(self.ask(name, category=code, **asked), ward, lambda row: code, window, (("crimes", 0),))
            thirds = self.ask("deprivation_by_third", category=code, **asked)
            if len(thirds) and (thirds["crimes"].notna().any() and (months != 12 or not last_month.endswith("-12"))):
                raise Leak(f"thirds of {code} in {window}")
            if self.ask("crime_by_class_month", category=code, **asked)[["crimes", "crimes_12m", "per_1000_12m"]].notna().any(axis=None):
                raise Leak(f"months of {code} in urban or rural wards")
            for name in ("crime_places", "crime_at_open_spaces"):
                if len(rows := self.ask(name, category=code, **asked)) and rows["crimes"].fillna(0).sum():
                    raise Leak(f"{name} of {code}")
        scanned = self.ask("measures_scanned", **asked) if self.is_thorough else None
        if self.is_thorough and (scanned[scanned["ward_code"].notna()]["category_code"].isin(self.secret).any() or scanned["category_code"].isin(self.strands).any()):
            raise Leak("what is looked at names a sensitive category of a ward, or a strand")
        for code in [*self.codes, *self.strands]:
            rows = self.ask("outcomes_by_ward", category=code, **asked)
            self._outcomes(rows.assign(category_code=code, part=[NOT_PLACED if _is_null(ward) else ward for ward in rows["ward_code"]]), window)
        if self.strands:
            districts = self.ask("crime_summary", **asked).query("category_code in @self.strands")
            self._rows(districts, lambda row: WHOLE, lambda row: row["category_code"], window)
        for code in self.strands if self.is_thorough else []:
            self._districts(code, asked, window)

    def _districts(self, code: str, asked: dict, window: tuple) -> None:
        """Take a strand's counts of whole districts, and see that none is ranked, nor is the county's given."""
        every, districts = self.ask("crime_by_district_and_category", **asked).query("category_code == @code"), self.ask("crime_by_district", category=code, **asked)
        for rows in (districts, self.ask("crime_above_lowest", category=code, **asked), every):
            self._rows(rows[rows["district_code"] == self.home], lambda row: WHOLE, lambda row: code, window)
            if rows[[name for name in ("rank", "rank_before", "rank_volume") if name in rows]].notna().any(axis=None):
                raise Leak(f"position of {code} in {window}")
        if districts[["county_crimes", "county_per_1000"]].notna().any(axis=None):
            raise Leak(f"the county's {code} in {window}")

    def _part(self, part: dict, last_month: str, months: int) -> None:
        window, asked = (last_month, months), {"last_month": last_month, "months": months, **part}
        wards, group = part.get("wards", []), part.get("rural_urban", "All")
        name = wards[0] if len(wards) == 1 and group == "All" else group if not wards else None
        summary = self.ask("crime_summary", **asked)
        self._rows(summary[summary["category_code"].isin([*self.secret, *self.strands])], lambda row: name, lambda row: row["category_code"], window)
        self._outcomes(self.ask("outcomes_by_category", **asked).assign(part=name), window)
        if self.is_thorough:
            self._months(part, name, asked)

    def _months(self, part: dict, name: str | None, asked: dict) -> None:
        monthly = self.ask("crime_by_category_month", **asked)
        if monthly[monthly["category_code"].isin([*self.secret, *self.strands])][["crimes", "crimes_12m"]].notna().any(axis=None):
            raise Leak(f"months of {part}")
        for code in [*self.secret, *self.strands]:
            if self.ask("crime_by_month", category=code, **asked)[["crimes", "crimes_12m", "per_1000_12m", "limit_low", "limit_high", "limit_mean"]].notna().any(axis=None):
                raise Leak(f"months of {code} for {part}")
            for row in self.ask("crime_by_year", category=code, **asked).to_dict("records"):
                self._got("crimes", code, name, row["crimes"], f"{row['year']}-12", 12)
        for code in self.codes:
            months_of = self.ask("outcomes_by_month", category=code, **asked)
            if months_of[[*FIGURES, *NEVER_BELOW]].notna().any(axis=None) or len(self.ask("outcome_times", category=code, **asked)):
                raise Leak(f"outcomes of {code} by month for {part}")

    def _outcomes(self, rows, window) -> None:
        if rows[NEVER_BELOW].notna().any(axis=None):
            raise Leak(f"outcomes below the district in {window}")
        for row in rows.to_dict("records"):
            for figure in FIGURES:
                self._got(figure, row["category_code"], row["part"], row[figure], *window)
            if row["category_code"] in (*self.secret, *self.strands):
                self._got("crimes", row["category_code"], row["part"], row["recorded"], *window)
            for share, counts in {"charge_pct": ("charged", "recorded"), "conviction_pct": ("convicted", "recorded")}.items():
                if not _is_null(row[share]) and any(_is_null(row[count]) for count in counts):
                    raise Leak(f"{share} of {row['part']}")


def _is_null(value) -> bool:
    return value is None or str(value) in ("<NA>", "NaT") or value != value


class Solver:
    """What an outsider can tell of one year's withheld figures: the least and greatest value of each.

    `no_noughts`: tables (figure, category) of which an outsider believes that what is withheld is no nought, as noughts are shown.
    """

    def __init__(self, known: Collected, end: str, given: dict | None = None, no_noughts: set[tuple] = frozenset()) -> None:
        self.known, self.given = known, known.cells[end] if given is None else given
        self.places, self.rows, self.number, self.cells = known.places, [], {}, {}
        totals, outcomes = known.totals[end], known.outcomes[end]
        for code in known.codes:
            counted = outcomes.loc[code] if code in outcomes.index else {}
            whole = {figure: counted.get(figure) for figure in FIGURES}
            recorded = known.public[end].get(code)
            if _is_null(totals.get(code)):
                continue
            self._whole(("crimes", code), int(totals[code]))
            for figure, value in whole.items():
                if not _is_null(value):
                    self._whole((figure, code), int(value))
            for at, place in enumerate(self.places):
                if recorded:
                    self._say({("crimes", code, place): 1}, recorded[at], recorded[at])
                for smaller, larger in (("convicted", "charged"), ("charged", "crimes")):
                    self._at_most({(smaller, code, place): 1}, {(larger, code, place): 1})
        self._hold()
        for (figure, code), parts in self._asked().items():
            for part in parts:
                self.cells[figure, code, part] = [(figure, code, place) for place in known.groups.get(part, [part])]
        self.withheld = [cell for cell in self.cells if cell not in self.given]
        for cell, value in self.given.items():
            if cell in self.cells:
                self._say(dict.fromkeys(self.cells[cell], 1), value, value)
        for cell in self.withheld:
            if cell[:2] in no_noughts and public_most(known, end, *cell) > SPAN:
                self._say(dict.fromkeys(self.cells[cell], 1), 1, np.inf)

    def _asked(self) -> dict:
        every = [*self.places, *(name for name, wards in self.known.groups.items() if wards)]
        tables = {name[:2] for name in self.number}
        return {table: every for table in sorted(tables) if table[0] != "crimes" or table[1] in self.known.secret}

    def _whole(self, table: tuple, total: int) -> None:
        for place in self.places:
            self.number.setdefault((*table, place), len(self.number))
        self._say({(*table, place): 1 for place in self.places}, total, total)

    def _say(self, factors: dict, low: float, high: float) -> None:
        self.rows.append(({self.number[name]: factor for name, factor in factors.items()}, low, high))

    def _at_most(self, smaller: dict, larger: dict, is_equal: bool = False) -> None:
        if all(name in self.number for name in (*smaller, *larger)):
            self._say({**smaller, **{name: -factor for name, factor in larger.items()}}, 0 if is_equal else -np.inf, 0)

    def _hold(self) -> None:
        """A whole has at least its parts' arrests, charges, convictions, charges without conviction and crimes without charge."""
        for whole, codes in HOLDS:
            for place in self.places:
                for figure in ("arrests", "charged", "convicted", "crimes"):
                    here = [code for code in codes if (figure, code, place) in self.number]
                    if here:
                        self._at_most({(figure, code, place): 1 for code in here}, {(figure, whole, place): 1}, is_equal=whole == "drug_offences" and len(here) == 2)
                for more, fewer in (("charged", "convicted"), ("crimes", "charged")):
                    here = [code for code in codes if (more, code, place) in self.number and (fewer, code, place) in self.number]
                    if here and (fewer, whole, place) in self.number:
                        self._at_most({**{(more, code, place): 1 for code in here}, **{(fewer, code, place): -1 for code in here}},
                                      {(more, whole, place): 1, (fewer, whole, place): -1})

    def ranges(self, needed: dict) -> dict:
        """Give each withheld cell's range: at least as wide as found; exact where it is narrower than needed."""
        at = [(row, column, factor) for row, (factors, *_) in enumerate(self.rows) for column, factor in factors.items()]
        row, column, factor = zip(*at)
        self.matrix = sparse.csc_array((np.array(factor, float), (row, column)), shape=(len(self.rows), len(self.number)))
        self.low, self.high = (np.array([one[place] for one in self.rows], float) for place in (1, 2))
        found: dict = {cell: [np.inf, -np.inf] for cell in self.withheld}
        rng = np.random.default_rng(1)
        for _ in range(6):  # many at once, each pulled up or down by chance
            weights = {cell: rng.choice([-1.0, 1.0]) * rng.random() for cell in self.withheld if np.ptp(found[cell]) < needed.get(cell, SPAN) or not np.isfinite(found[cell][0])}
            if not weights:
                break
            for sign in (1, -1):
                self._solve({cell: sign * weight for cell, weight in weights.items()}, found)
        for cell in self.withheld:
            for sign in (1, -1):
                if found[cell][1] - found[cell][0] < needed.get(cell, SPAN):
                    self._solve({cell: sign}, found)
        return found

    def _solve(self, weights: dict, found: dict) -> None:
        objective = np.zeros(len(self.number))
        for cell, weight in weights.items():
            for name in self.cells[cell]:
                objective[self.number[name]] += weight
        answer = milp(objective, integrality=np.ones(len(objective)), bounds=Bounds(0, np.inf), constraints=LinearConstraint(self.matrix, self.low, self.high),
                      options={"presolve": False})  # with it HiGHS now and then calls infeasible what is not, or less than the most the most
        assert answer.x is not None, answer.message
        values = np.rint(answer.x)
        assert np.all((self.matrix @ values >= self.low) & (self.matrix @ values <= self.high))
        for cell, (low, high) in found.items():
            value = sum(values[self.number[name]] for name in self.cells[cell])
            found[cell] = [min(low, value), max(high, value)]


def narrow(known: Collected, end: str, no_noughts: set[tuple] = frozenset()) -> tuple[list[tuple], list[tuple]]:
    """List a year's withheld cells that span less than 3, each with its span: those told, and those that public counts alone bound so.

    Told: less than if nothing sensitive were given at all. The others no rule on wards can protect, nor does what is given narrow them.
    """
    found = Solver(known, end, no_noughts=no_noughts).ranges({})
    suspects = {cell: high - low for cell, (low, high) in found.items() if high - low < SPAN}
    if not suspects:
        return [], []
    blind = Solver(known, end, given={})
    blind.withheld = list(suspects)
    best = {cell: high - low for cell, (low, high) in blind.ranges({}).items()}
    told = [(*cell, span) for cell, span in suspects.items() if span < min(SPAN, best[cell])]
    return told, [(*cell, span) for cell, span in suspects.items() if span >= min(SPAN, best[cell])]


def public_most(known: Collected, end: str, figure: str, code: str, part: str) -> float:
    """Give the most that public counts allow a cell, without a solver: the least of the district's totals of it and of what holds it, and of its wards' crimes."""
    codes = [code]
    for one in codes:
        codes += [whole for whole, parts in HOLDS if one in parts and whole not in codes]
    outcomes, wards = known.outcomes[end], [known.places.index(place) for place in known.groups.get(part, [part])]
    figures = {"crimes": (), "convicted": ("convicted", "charged")}.get(figure, (figure,))
    limits = [outcomes.at[one, name] for one in codes for name in figures if one in outcomes.index]
    if figure != "arrests":
        limits += [known.totals[end].get(one) for one in codes]
        public = [known.public[end][one] for one in codes if known.public[end].get(one)]
        limits += [sum(min(counts[ward] for counts in public) for ward in wards)] if public else []
    return min((int(limit) for limit in limits if not _is_null(limit)), default=np.inf)
