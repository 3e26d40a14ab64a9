"""Parts of Telegram's JSON, whatever stands there instead of them."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]

_LARGEST_ID = 1 << 62


def part(holder: Json, name: str) -> Json:
    """Return an object inside another; an empty one where there is none."""
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def whole(value: object) -> int | None:
    """Return a whole number that a database takes; None for everything else."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_ID:
        return value
    return None


def words(value: object) -> str | None:
    """Return a string that can be written anywhere: halves of a surrogate pair are replaced."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
