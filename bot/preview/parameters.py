"""Which parameters a method takes, and of what type: declared as a dataclass, checked on reading.

Telegram reads parameters leniently (a word in place of a number is 0, an unknown name is passed
over). Here such a call is refused, so that no test passes with a parameter that Telegram would
not have understood. Telegram takes an empty value as a missing one, and so does this.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

from bot.preview.call import Call
from bot.preview.refusal import bad_request

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

_TRUE = frozenset({"true", "yes", "t", "y", "1"})
_FALSE = frozenset({"false", "no", "f", "n", "0"})


def _text(_name: str, raw: str) -> str:
    return raw


def _integer(name: str, raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        raise bad_request(f"{name} must be a valid Integer") from None


def _number(name: str, raw: str) -> float:
    try:
        return float(raw)
    except ValueError:
        raise bad_request(f"{name} must be a valid Float") from None


def _boolean(name: str, raw: str) -> bool:
    word = raw.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise bad_request(f"{name} must be a valid Boolean")


_READERS: dict[Any, Callable[[str, str], object]] = {
    str: _text,
    int: _integer,
    float: _number,
    bool: _boolean,
}


class MethodParameters(Generic[T]):
    """The parameters of one method: a dataclass whose fields all have defaults."""

    def __init__(self, kind: type[T]) -> None:
        hints = get_type_hints(kind)
        self._kind = kind
        self._readers = {field.name: _READERS[hints[field.name]] for field in fields(kind)}

    def read(self, call: Call) -> T:
        """Return the parameters of a call.

        Raises:
            RefusalError: a parameter is unknown to the method, or its value is of another type.
        """
        values: dict[str, object] = {}
        for name, raw in call.arguments.items():
            reader = self._readers.get(name)
            if reader is None:
                raise bad_request(
                    f'parameter "{name}" of {call.method} is not known to this local server'
                )
            if raw:
                values[name] = reader(name, raw)
        for name in call.files:
            self._check_file(name, call)
        return self._kind(**values)

    def _check_file(self, name: str, call: Call) -> None:
        attached = f"attach://{name}"
        if name in self._readers or any(attached in value for value in call.arguments.values()):
            return
        raise bad_request(f'file "{name}" of {call.method} is not known to this local server')
