"""Columns of values for statements about many rows, written as PostgreSQL writes arrays.

The driver's own lists take seven times as long to write, as it looks for the type of each; the
statements name their types.
"""

from collections.abc import Iterable

Value = str | int | float | None


def array(values: Iterable[Value]) -> str:
    """Write values as an array; the statement says of what type."""
    return "{" + ",".join([_element(value) for value in values]) + "}"


def _element(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
