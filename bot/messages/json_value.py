"""The type of a JSON value, as sessions, answers and button data carry it."""

from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | list[Json] | None"
