"""Frozen dataclasses whose fields are set all at once.

A message passes some fifty values of up to twenty fields. A frozen dataclass sets each field by a
call of its own, past its own protection; a record takes all of them in one step, in a fifth of the
time. In all else it is a frozen dataclass without slots, and may not have a `__post_init__`.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a frozen dataclass of a class."""
    made = dataclass(frozen=True, init=False)(cls)
    type.__setattr__(made, "__init__", _setter_of(fields(made)))  # type: ignore[arg-type]
    return made


def _setter_of(known: Sequence[Field[Any]]) -> Callable[..., None]:
    """Return an `__init__` for these fields, written out as `dataclass` writes its own.

    Defaults are those of its parameters, so that the interpreter fills them in.
    """
    parameters, values = [], []
    names: dict[str, Any] = {"put": object.__setattr__, "MISSING": MISSING}
    for one in known:
        parameter = value = one.name
        if one.default is not MISSING:
            names[f"default_{one.name}"] = one.default
            parameter = f"{one.name}=default_{one.name}"
        elif one.default_factory is not MISSING:
            names[f"make_{one.name}"] = one.default_factory
            parameter = f"{one.name}=MISSING"
            value = f"make_{one.name}() if {one.name} is MISSING else {one.name}"
        parameters.append(parameter)
        values.append(f"{one.name!r}: {value}")
    source = (
        f"def __init__(self, {', '.join(parameters)}):\n"
        f"    put(self, '__dict__', {{{', '.join(values)}}})"
    )
    made: dict[str, Callable[..., None]] = {}
    exec(source, names, made)  # noqa: S102  (made of the names of fields alone)
    return made["__init__"]
