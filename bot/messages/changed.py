"""Change a few fields of a value that seldom differ."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def changed(value: T, **fields: Any) -> T:
    """Return a dataclass with these fields; the same one where it has them already.

    A session has some twenty fields, and a message passes ten places that set one of them anew. Not
    for mappings whose order counts: equal ones may differ in it.
    """
    for name, new in fields.items():
        if getattr(value, name) != new:
            return replace(value, **fields)
    return value
