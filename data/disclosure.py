"""Decides which sensitive figures of the partnership may be given below the district, and of strands at all."""

import pandas as pd

from data.areas import reference
from data.contracts import EXTRACTS


def settings() -> dict:
    """Read the rule's settings from data/reference/disclosure.csv."""
    values = reference("disclosure").set_index("setting")["value"]
    return {name: int(value) if value.isdigit() else value.split() for name, value in values.items()}


def disclosed(extracts: dict[str, pd.DataFrame], rule: dict | None = None) -> tuple[pd.DataFrame, dict]:
    """Make the extract `disclosed`, and say by which settings and how many cells of each category are withheld.

    A sensitive count of 1 to `most_withheld` is withheld, and enough others that none can be told within `least_span`.
    """
    rule, parts, columns = rule or settings(), [], list(EXTRACTS["disclosed"].columns)
    if not (extracts["crime"]["series"] == "partner").any():
        return pd.DataFrame(columns=columns), rule
    from data.disclosure_solver import Protection  # 0.4 s to load
    from data.disclosure_tables import tables_of

    for district, end, tables in tables_of(extracts, rule["year_first_month"], rule["outcomes_by_ward"]):
        if tables.cells:
            given = Protection(tables, rule["most_withheld"], rule["least_span"]).protect()
            parts.append(pd.DataFrame(tables.cells).assign(district_code=district, last_month=end, series="partner", is_given=given))
    if not parts:
        return pd.DataFrame(columns=columns), rule
    cells = pd.concat(parts, ignore_index=True)
    counted = cells[cells["is_offered"]].groupby(["category_code", "figure"])["is_given"]
    told = [{"category_code": code, "figure": figure, "cells": len(given), "withheld": int((~given).sum())} for (code, figure), given in counted]
    return cells.loc[cells["is_given"], columns], rule | {"sensitive": _sensitive(extracts["categories"]), "cells": told}


def _sensitive(categories: pd.DataFrame) -> list[str]:
    return list(categories.loc[(categories["series"] == "partner") & categories["is_sensitive"].astype(bool), "category_code"])
