"""The type of a JSON value, as sessions, answers and button data carry it."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    # Read-only, unlike pydantic's alias, so that `dict[str, int]` is a JSON value too.
    Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | list[Json] | None"
else:

    class Json:
        """Stands for pydantic's own, which cannot build a validator from a recursive alias."""

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
            """Return what pydantic checks a JSON value by."""
            return handler.generate_schema(import_module("pydantic").JsonValue)
