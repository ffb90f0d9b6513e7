"""What a page keeps of what it shows, so that its files are of exactly that."""

from dataclasses import dataclass, field

from pages.parts.tables import Column


@dataclass(frozen=True)
class Table:
    """A table: its caption, columns and rows, and what is said beside it."""

    caption: str
    columns: list[Column]
    rows: list[dict]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart or map: its name, its Vega-Lite form in both themes' colours, and its words for those who can't see it."""

    name: str
    spec: dict
    alt: str


@dataclass
class View:
    """What is seen together: its title, the sentences it says, its pictures and tables, as far as these may leave."""

    title: str
    said: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass
class Page:
    """A page: its views, and what is said of all of them (known once the page has ended)."""

    views: list[View] = field(default_factory=lambda: [View("")])
    measure: str = ""
    cautions: tuple[str, ...] = ()
    source: str = ""
    edition: str = ""
    link: str = ""

    @property
    def tables(self) -> list[Table]:
        """List the tables of all views."""
        return [table for view in self.views for table in view.tables]
