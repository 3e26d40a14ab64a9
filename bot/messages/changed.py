"""Change a few fields of a value that has many.

A message passes some twenty changes of sessions, replies and the like, each of ten to twenty
fields. `dataclasses.replace` sets every field of a frozen dataclass by a call of its own; where the
dataclass has no slots, its fields are copied here all at once, in a tenth of the time.
"""

from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["changed", "replace"]

if TYPE_CHECKING:
    from dataclasses import replace

    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")

    def replace(value: T, **changes: Any) -> T:
        """Return a dataclass with these fields, as `dataclasses.replace` does.

        For a dataclass without slots, and without a `__post_init__`.

        Raises:
            TypeError: it has no such field.
        """
        known = value.__dataclass_fields__
        kept = value.__dict__
        if len(kept) != len(known):
            # What was worked out of the old fields, and kept beside them, holds no longer.
            kept = {name: kept[name] for name in known}
        fresh = {**kept, **changes}
        if len(fresh) != len(known):
            raise TypeError(f"{type(value).__name__} lacks one of the fields: {', '.join(changes)}")
        made = object.__new__(type(value))
        object.__setattr__(made, "__dict__", fresh)
        return made


def changed(value: T, **changes: Any) -> T:
    """Return a dataclass with these fields; the same one where it has them already.

    Not for mappings whose order counts: equal ones may differ in it.
    """
    for name, new in changes.items():
        old = getattr(value, name)
        if old is not new and old != new:
            return replace(value, **changes)
    return value
