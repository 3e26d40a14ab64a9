"""What follows from a message alone, worked out once, however many steps of the policy ask."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from bot.understanding.understanding import Understanding

T = TypeVar("T")


def once(function: Callable[[Understanding], T]) -> Callable[[Understanding], T]:
    """Decorate a function of an understanding, whose result nobody changes.

    The result is kept beside the fields, as those of `worked_out` are; a changed copy of the
    understanding begins without it.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(reading: Understanding) -> T:
        known = reading.__dict__
        if name not in known:
            known[name] = function(reading)
        result: T = known[name]
        return result

    return kept
