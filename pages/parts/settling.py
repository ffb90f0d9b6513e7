"""Keeps what every page needs out of the garbage collector's way."""

import atexit
import gc
import sys
from functools import cache

atexit.register(gc.unfreeze)  # else libraries complain at the end of things that are still there


def settle() -> None:
    """Take what is loaded out of the collections: to look through it each time took 0.1 s, which all readers wait for."""
    _settled(len(sys.modules))


@cache
def _settled(modules: int) -> None:
    """Do it once for each number of modules: some are loaded by the first page that needs them."""
    gc.freeze()
