"""Two files of one month are the same when their rows are, in any order."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.inputs import RawFile, Table
from data.sources.police_uk import rows_fingerprint

CELLS = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), min_size=1, max_size=8)


def fingerprint(rows):
    frame = pd.DataFrame(rows, columns=["crime_id", "month"], dtype=object)
    return rows_fingerprint(Table(RawFile("a.csv", None), [], frame, [], ""))


@given(CELLS, st.randoms())
def test_fingerprint_of_rows_does_not_know_their_order(rows, chance):
    mixed = chance.sample(rows, len(rows))
    assert fingerprint(mixed) == fingerprint(rows)


@given(CELLS, st.integers(min_value=0))
def test_fingerprint_of_rows_tells_a_changed_row(rows, at):
    changed = list(rows)
    changed[at % len(rows)] = ("longer than any", "month")
    assert fingerprint(changed) != fingerprint(rows)
