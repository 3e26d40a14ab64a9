"""A limit on the processor time that one message may take.

The conversation is a pure function on the only thread that answers, so that a message which takes
seconds delays everybody. Its session is written only when it returns: cut short, it leaves
everything as it was.
"""

import gc
import inspect
import signal
import threading
import time
import weakref
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")

MESSAGE_SECONDS = 0.05
# Where a sentence encoder is asked too: it takes up to 40 milliseconds by itself.
MESSAGE_SECONDS_WITH_ENCODER = 0.2
# The first messages also load and compile what later ones find ready; dear ones are no such.
_WARMING = 50
_WARMING_FACTOR = 10
_SOONEST = 0.01


class TooExpensiveError(Exception):
    """A message took more processor time than one may take."""


# Callbacks of weak references run while an object is freed.
_WEAK = frozenset({weakref.__file__, inspect.getfile(weakref.WeakSet)})


class _Cut(BaseException):
    """Ends what runs, wherever it is."""


class TimeLimit:
    """Runs what answers one message, and ends it when it has used up its processor time.

    The system counts down the process's time and raises SIGPROF; only Python's main thread can be
    interrupted so. On another one, work is not limited.
    """

    def __init__(self, seconds: float = MESSAGE_SECONDS) -> None:
        self._seconds = seconds
        self._warming = _WARMING
        self._until: float | None = None
        self._has_struck = False

    def run(self, work: Callable[[], Result], *, warming: bool = True) -> Result:
        """Return what `work` returns.

        Args:
            work: what is limited.
            warming: it may take longer where it is one of the first.

        Raises:
            TooExpensiveError: it took too long; what it had done by then is gone.
            Exception: whatever `work` raises.
        """
        if threading.current_thread() is not threading.main_thread():
            return work()
        self._install()
        is_warming = warming and self._warming > 0
        seconds = self._seconds * (_WARMING_FACTOR if is_warming else 1)
        self._warming -= is_warming
        self._has_struck = False
        try:
            try:
                self._until = time.thread_time() + seconds
                signal.setitimer(signal.ITIMER_PROF, seconds)
                return work()
            finally:
                self._until = None
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _Cut:
            raise TooExpensiveError from None
        except Exception:
            # A library in which it struck may have made an error of its own of it: pydantic does
            # (2.14), where it calls Python while it writes JSON.
            if self._has_struck:
                raise TooExpensiveError from None
            raise

    def _install(self) -> None:
        # Another limit of this process may have come since: each sees to its own work alone.
        if signal.getsignal(signal.SIGPROF) != self._on_signal:
            signal.signal(signal.SIGPROF, self._on_signal)
            # System calls of other threads, such as the database's, are not broken off.
            signal.siginterrupt(signal.SIGPROF, False)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number
        if self._until is None:
            return
        left = self._until - time.thread_time()
        # The other threads' time was counted too, and while an object is freed is not the moment.
        signal.setitimer(signal.ITIMER_PROF, max(left, _SOONEST))
        if left <= 0 and not _is_freeing(frame):
            self._has_struck = True
            raise _Cut


def _is_freeing(frame: FrameType | None) -> bool:
    """Return whether Python frees an object here: what is raised then is printed and lost."""
    of_the_collector = {getattr(one, "__code__", None) for one in gc.callbacks}
    while frame is not None:
        code = frame.f_code
        if code.co_filename in _WEAK or code.co_name == "__del__":
            return True
        if code in of_the_collector:
            return True
        frame = frame.f_back
    return False
