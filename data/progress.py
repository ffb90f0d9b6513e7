"""Shows how far a download is."""

import sys

from tqdm import tqdm


def progress(total: int | None, begun: int = 0) -> tqdm:
    """Make a bar of bytes, which shows itself on a terminal only."""
    return tqdm(total=total, initial=begun, unit="B", unit_scale=True, leave=False, disable=None)


def say(text: str) -> None:
    """Write a line to standard error, above the bar if there is one."""
    tqdm.write(text, file=sys.stderr)
