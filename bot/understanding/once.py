"""What follows from a message alone, worked out once, however many steps of the policy ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from bot.understanding.understanding import Understanding

T = TypeVar("T")
_UNKNOWN: Any = object()


def once(function: Callable[[Understanding], T]) -> Callable[[Understanding], T]:
    """Decorate a function of an understanding, whose result nobody changes.

    The result is kept beside the fields, as those of `cached_property` are; a changed copy of the
    understanding begins without it.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(reading: Understanding) -> T:
        known = reading.__dict__
        result: T = known.get(name, _UNKNOWN)
        if result is _UNKNOWN:
            result = known[name] = function(reading)
        return result

    return kept
