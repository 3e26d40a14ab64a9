"""The table of methods: name, parameters and what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.preview.call import Call
from bot.preview.parameters import MethodParameters
from bot.preview.world import World

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Bot API.

    Attributes:
        name: as documented.
        form: its parameters.
        act: does it; returns `result` as JSON, or something to await for it.
    """

    name: str
    form: MethodParameters[Any]
    act: Callable[[World, Any, Call], object]


TABLE: dict[str, Method] = {}
"""By lower-case name: Telegram takes method names in any case."""


def method(
    name: str, parameters: type[T]
) -> Callable[[Callable[[World, T, Call], object]], Callable[[World, T, Call], object]]:
    """Enter a function into the table as a method with these parameters."""

    def enter(act: Callable[[World, T, Call], object]) -> Callable[[World, T, Call], object]:
        TABLE[name.lower()] = Method(name, MethodParameters(parameters), act)
        return act

    return enter
