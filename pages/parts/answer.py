"""What a question is asked with, and what an answer to it holds."""

from dataclasses import dataclass, field

from pages.parts import formats, words
from pages.parts.compared import Compared
from pages.parts.periods import Period
from pages.parts.tables import Column


@dataclass(frozen=True)
class Asked:
    """The choices of a question, with the names that its answer speaks of.

    words: the choices as the queries take them; place: the district in full ('... borough'), name: without its kind; category: its
    row of the query categories ({} where these figures have none); about: what the edition says of itself.
    """

    words: dict
    place: str
    name: str
    county: Compared
    districts: int
    wards: list[str]
    category: dict
    about: dict

    @property
    def period(self) -> Period:
        """Give the window."""
        return Period(self.words["last_month"], self.words["months"])

    @property
    def area(self) -> str:
        """Name what is looked at: the chosen wards, else the whole district."""
        return words.area(self.place, "All", self.wards)

    @property
    def during(self) -> str:
        """Write the window as it stands in a sentence: 'from January to December 2020', 'in May 2020'."""
        return f"{'in' if self.period.months == 1 else 'from'} {self.period.words()}"

    @property
    def label(self) -> str:
        """Name the category."""
        return self.category["category_label"]


@dataclass(frozen=True)
class Answer:
    """What is said, and what is shown beneath it.

    sentence: to be read aloud, with its period and area; figures: every figure in it by name, the main one first; caution
    and source: said beside it; rows, columns and caption: the table behind it; chart: which one ('' for none) of chart_rows;
    is_missing: it says that there is no such figure, and why; has_page: the question's page shows the main figure; fact and own_total:
    what of an invented sentence is a fact, and what of it is the district's own total, which may be as published.
    """

    sentence: str
    figures: dict[str, float] = field(default_factory=dict)
    rows: list[dict] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    caption: str = ""
    chart: str = ""
    chart_rows: list[dict] = field(default_factory=list)
    caution: str = ""
    source: str = ""
    is_missing: bool = False
    is_invented: bool = False
    has_page: bool = True
    fact: str = ""
    own_total: str = ""


def one(rows: list[dict], **wanted) -> dict:
    """Find the row with these values; {} where there is none."""
    return next((row for row in rows if all(row[key] == value for key, value in wanted.items())), {})


def known(figures: dict) -> dict:
    """Keep the figures that there are."""
    return {name: figure for name, figure in figures.items() if not formats.is_null(figure)}
