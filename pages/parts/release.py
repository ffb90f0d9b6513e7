"""What may leave a page: everything of an open edition; of a restricted one only what it marks releasable."""

from collections.abc import Iterable, Mapping

from pages.parts import readers

NO_FILE = "Not for release: this edition’s figures may be read here, and there is no file of them to take away."
NO_COPY = "Not for release: there is no copy of this answer for the minutes."
SERIES_OF = {"crime": ("crime",), "outcomes": ("outcomes", "arrests"), "arrests": ("arrests",)}  # extracts that the two series have each for itself
ONLY_PARTNER = {"arrests"}


def names(extracts: Iterable[str], series: str) -> list[str]:
    """Name what a page's figures are of, as an edition marks it: 'crime.partner', 'collisions'."""
    found = []
    for extract in extracts:
        found += [f"{name}.{series}" for name in SERIES_OF[extract] if series == "partner" or name not in ONLY_PARTNER] if extract in SERIES_OF else [extract]
    return found


def may_leave(about: Mapping, wanted: Iterable[str], *, is_whole: bool) -> bool:
    """Say whether figures may be taken away. wanted: what they are of; is_whole: of whole districts only."""
    marked = set(about.get("releasable", []))
    return readers.is_open(about) or all(name in marked or (is_whole and f"{name}.whole" in marked) for name in wanted)
