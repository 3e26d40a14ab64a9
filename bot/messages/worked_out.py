"""A property that is worked out when it is first asked for, and then kept beside the fields.

Until Python 3.12 `functools.cached_property` takes a lock for each. What is worked out here depends
on fields that never change, so working it out twice would do no harm.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class worked_out(Generic[T]):  # noqa: N801  (reads as `property` does)
    """Decorate a method without arguments of a frozen dataclass without slots."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, value: None, owner: type[Any]) -> "worked_out[T]": ...

    @overload
    def __get__(self, value: object, owner: type[Any]) -> T: ...

    def __get__(self, value: object | None, owner: type[Any]) -> "worked_out[T] | T":
        """Return what was worked out; from then on it is found before this is asked."""
        if value is None:
            return self
        result = value.__dict__[self._name] = self._function(value)
        return result
