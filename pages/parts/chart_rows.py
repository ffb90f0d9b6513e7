"""How rows travel inside a chart: untouched, and many of them in few bytes."""

import csv
import io

import altair as alt

MANY = 50  # rows


class Rows(alt.Data):
    """The data of a layer: plain rows, which go into the chart as they are."""

    def __init__(self, values: list[dict]):
        super().__init__(values=values)

    def to_dict(self, *_, **__) -> dict:
        """Give the rows untouched: Altair would look at every value of them."""
        return {"values": self._kwds["values"]}

    def __deepcopy__(self, _) -> "Rows":
        return self


class ManyRows(Rows):
    """The data of a layer of many rows that are alike and plain: as CSV, in a third of the bytes that go to the browser."""

    def to_dict(self, *_, **__) -> dict:
        """Give the rows as text under a line of names; the chart knows by its encodings which are numbers."""
        rows, text = self._kwds["values"], io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
        return {"values": text.getvalue(), "format": {"type": "csv"}}


def drawn_from(rows: list[dict], **more) -> alt.Chart:
    """Start a layer whose data travel inside the chart."""
    return alt.Chart(Rows(rows), **more)


def drawn_from_many(rows: list[dict], **more) -> alt.Chart:
    """Start a layer of rows of the same plain words and numbers, of which there may be hundreds."""
    return alt.Chart(ManyRows(rows) if len(rows) >= MANY else Rows(rows), **more)
