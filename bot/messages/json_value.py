"""The type of a JSON value, as sessions, answers and button data carry it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import pydantic

if TYPE_CHECKING:
    # Read-only, unlike pydantic's alias, so that `dict[str, int]` is a JSON value too.
    Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | list[Json] | None"
else:
    # pydantic cannot build a validator from a recursive alias.
    Json = pydantic.JsonValue
