"""What the garbage collector looks at: what comes and goes, not what was loaded to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Of what the conversation makes, one object in some hundred thousand is left to the collector. A
# full collection goes through all that the caches hold, and an answer waits for it: one comes after
# a million objects that stayed, not after 70,000.
_YOUNG, _MIDDLE, _FULL = 2_000, 10, 50


@contextmanager
def left_to_stay() -> Iterator[None]:
    """Take everything made inside out of the garbage collector's sight: it stays to the end.

    Else each full collection goes through all modules and entries, and answers wait for it; and a
    start spends a tenth of its time on collecting what is still being made.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _FULL)
        if collects:
            gc.enable()
