"""Windows of months in words, and the named ones that a reader is offered."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """A window: its last month as YYYY-MM and its length in months."""

    last_month: str
    months: int

    @property
    def last(self) -> date:
        """Give the first day of the last month."""
        return date.fromisoformat(f"{self.last_month}-01")

    @property
    def first(self) -> date:
        """Give the first day of the first month."""
        return months_before(self.last, self.months - 1)

    @property
    def year_before(self) -> "Period":
        """Give the same months a year earlier."""
        return Period(f"{months_before(self.last, 12):%Y-%m}", self.months)

    @property
    def all_months(self) -> list[date]:
        """List the first days of its months."""
        return [months_before(self.last, back) for back in reversed(range(self.months))]

    def words(self) -> str:
        """Write it as 'January to December 2020', 'April 2019 to March 2020' or 'May 2020'."""
        if self.months == 1:
            return f"{self.last:%B %Y}"
        start = f"{self.first:%B}" if self.first.year == self.last.year else f"{self.first:%B %Y}"
        return f"{start} to {self.last:%B %Y}"

    def short(self) -> str:
        """Write it as short as it can be told: '2020', '2019/20' for a financial year, else 'to Mar 2020'."""
        if self.months == 12 and self.last.month == 12:
            return f"{self.last.year}"
        if self.months == 12 and self.last.month == 3:
            return f"{self.first.year}/{self.last:%y}"
        if self.months == 12:
            return f"Year to {self.last:%b %Y}"
        if self.months == 1:
            return f"{self.last:%b %Y}"
        return f"{self.first:%b}{'' if self.first.year == self.last.year else f' {self.first:%Y}'} to {self.last:%b %Y}"


def months_before(month: date, back: int) -> date:
    """Step back by whole months."""
    number = month.year * 12 + month.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def named_periods(present: list[date], *, usual_months: int = 12, has_road_years: bool = False) -> dict[Period, str]:
    """List the windows worth naming among the months present, newest first: the window and its words.

    Latest `usual_months` and 12 months, calendar and financial years, the partnership's road-safety years (July to June)
    where asked for, the financial year to date, the last quarter: each whole.
    """
    if not present:
        return {}
    first, newest = min(present), max(present)
    financial_start = date(newest.year - (newest.month < 4), 4, 1)
    quarter_end = months_before(newest, newest.month % 3)
    named: dict[Period, str] = {_period(newest, months): f"latest {months} months" for months in (usual_months, 12)}
    if financial_start != months_before(newest, 11):
        length = (newest.year - financial_start.year) * 12 + newest.month - financial_start.month + 1
        named.setdefault(_period(newest, length), "financial year to date")
    named.setdefault(_period(quarter_end, 3), "last quarter")
    for year in range(newest.year, first.year - 1, -1):
        named.setdefault(_period(date(year, 12, 1), 12), "")
        if has_road_years:
            named.setdefault(_period(date(year, 6, 1), 12), "road-safety year")
        named.setdefault(_period(date(year, 3, 1), 12), "financial year")
    return {period: period.words() + (f" ({kind})" if kind else "") for period, kind in named.items()
            if set(period.all_months) <= set(present)}


def _period(last: date, months: int) -> Period:
    return Period(f"{last:%Y-%m}", months)


def month_list(missing: list[date]) -> str:
    """Write months in words, runs shortened: 'January and February 2021', 'March 2022 to December 2023'."""
    runs: list[list[date]] = []
    for month in sorted(missing):
        if runs and months_before(month, 1) == runs[-1][-1]:
            runs[-1].append(month)
        else:
            runs.append([month])
    return join_words([_run(run) for run in runs])


def _run(run: list[date]) -> str:
    if len(run) == 2 and run[0].year == run[1].year:
        return f"{run[0]:%B} and {run[1]:%B %Y}"
    return Period(f"{run[-1]:%Y-%m}", len(run)).words()


def join_words(words: list[str], last: str = "and") -> str:
    """Write 'a, b and c'."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def is_published(about: dict, district: str, period: Period) -> bool:
    """Say whether a district's totals of a window, and those of the year before, are as published (the sample says which are)."""
    return all([district, f"{one.last:%Y-%m}", one.months] in about.get("published_windows", []) for one in (period, period.year_before))
