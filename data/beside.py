"""Runs a long step of a build in a process of its own, while the build goes on."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

METHOD = "spawn"  # the one that every system has; a forked process would take over locks of threads that it does not have


class Beside:
    """A step at work: `result` waits for it and gives what it gave, or raises what it raised.

    A process of its own takes a second to begin: a step that is not long is done when its result is asked for. The process
    ends with the build's own: it has nobody to tell then.
    """

    def __init__(self, step: Callable, *given, is_long: bool = True):
        """Begin the step, a module's function, with what it is given."""
        self._later = None if is_long else partial(step, *given)
        if self._later:
            return
        context = get_context(METHOD)
        self._told, tells = context.Pipe()
        self._process = context.Process(target=_do, args=(tells,), daemon=True)
        self._process.start()
        tells.close()  # the process has its own: where that ends, so does the waiting, and so does this
        with suppress(OSError):  # it has ended already: `result` says so. Given to start, all this would be written to nobody, for ever
            self._told.send((step, given))

    def result(self):
        """Give the step's result."""
        if self._later:
            return self._later()
        try:
            found, error = self._told.recv()
        except (EOFError, OSError) as ended:
            raise RuntimeError("A process that the build had begun was ended from outside. Build again.") from ended
        self._process.join()
        if error:
            raise error
        return found


def _do(tells: Connection) -> None:
    with suppress(EOFError, OSError, KeyboardInterrupt):  # nobody waits any more
        step, given = tells.recv()
        try:
            found = step(*given), None
        except Exception as error:
            found = None, error
        tells.send(found)
