"""The words that questions take: what each may be, and what it is when nobody says."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from queries.edition import Edition, connection

CLASSES = ("All", "Urban", "Rural", "Town centre", "Other urban")
MOST_MONTHS = 60


class QuestionError(ValueError):
    """Raised for an unknown question, parameter or value: one line that names it and what is allowed."""


def complete(wanted: set[str], given: dict, current: Edition, extract: str = "crime") -> dict:
    """Check the given words and fill in the others: a value for each wanted parameter of a question on an extract."""
    surplus = sorted(set(given) - set(CHECKS))
    if surplus:
        raise QuestionError(f"Unknown parameter '{surplus[0]}'; allowed: {', '.join(CHECKS)}.")
    words: dict = {"extract": extract}
    for name, check in CHECKS.items():  # in order: later checks read earlier words
        if name in wanted or name in given or name in ("district", "series"):
            words[name] = check(given.get(name), words, current)
    return {name: words[name] for name in wanted}


def _district(value, words: dict, current: Edition) -> str:
    codes = _column(current, "select area_code from areas where area_level = 'district' order by 1")
    return _one_of("district", value or current.home, codes)


def _series(value, words: dict, current: Edition) -> str:
    held = _column(current, "select distinct series from crime order by 1") or ["police_uk"]
    return _one_of("series", value or held[0], held)


def _category(value, words: dict, current: Edition) -> str:
    codes = _column(current, "select category_code from categories where series = ? order by sort_order", words["series"]) or ["all_crime"]
    return _one_of("category", value or "all_crime", codes)


def _wards(value, words: dict, current: Edition) -> list[str]:
    chosen = value.split(",") if isinstance(value, str) else list(value or [])
    codes = _column(current, "select area_code from areas where area_level = 'ward' and district_code = ? order by 1", words["district"])
    return list(dict.fromkeys(_one_of("wards", code.strip(), codes) for code in chosen if code.strip()))


def _rural_urban(value, words: dict, current: Edition) -> str:
    chosen, wards = _one_of("rural_urban", value or "All", CLASSES), tuple(words.get("wards", ()))
    if chosen == "All":
        return chosen
    held = _column(current, "select distinct unnest([rural_urban, setting]) from areas where area_level = 'ward' and district_code = ?"
                   " and (len(?) = 0 or list_contains(?, area_code))", words["district"], wards, wards)
    if chosen not in held:  # an answer would be 0, of wards that there are not or that are not held
        shown = ", ".join(one for one in CLASSES if one == "All" or one in held)
        raise QuestionError(f"rural_urban={chosen} is not allowed; of the {'chosen wards' if wards else 'district'} the figures hold no such ward; one of: {shown}.")
    return chosen


def _months(value, words: dict, current: Edition) -> int:
    text = str(12 if value is None else value)
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_MONTHS:
        raise QuestionError(f"months={text} is not allowed; give a whole number from 1 to {MOST_MONTHS}.")
    return int(text)


def _last_month(value, words: dict, current: Edition) -> str:
    if value is None:
        by_series = current.about.get("default_last_months", {})
        usual = current.about.get("default_last_month") if words["series"] == min(current.about["series"], default="") else None
        return by_series.get(words["series"]) or usual or _newest_month(words, current)
    if not re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", str(value)):
        raise QuestionError(f"last_month={value} is not allowed; give a month as 2020-12.")
    return str(value)


def _newest_month(words: dict, current: Edition) -> str:
    if words["extract"] == "crime":
        newest = _column(current, "select strftime(max(month), '%Y-%m') from crime where series = ?", words["series"])
    else:
        newest = _column(current, "select strftime(max(month), '%Y-%m') from coverage where extract = ? and is_complete", words["extract"])
    return newest[0] or f"{date.today():%Y-%m}"


CHECKS: dict[str, Callable] = {
    "district": _district, "series": _series, "category": _category, "wards": _wards,
    "rural_urban": _rural_urban, "months": _months, "last_month": _last_month,
}


def _one_of(name: str, value: str, allowed) -> str:
    value = {str(one).lower(): one for one in allowed}.get(str(value).lower(), value)
    if value not in allowed:
        shown = ", ".join(allowed[:25]) + (" ..." if len(allowed) > 25 else "")
        raise QuestionError(f"{name}={value} is not allowed; one of: {shown}.")
    return value


@lru_cache(maxsize=512)
def _column(current: Edition, sql: str, *values) -> list:
    return [row[0] for row in connection(current).execute(sql, values).fetchall()]
