"""Store dataclasses as JSON and load them again, by their annotations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from bot.messages.json_value import Json

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Converted:
    """Says, in the annotation of a field, that it is stored in another form.

    Attributes:
        load: makes the field's own form of a stored one; what it does not know it leaves alone.
        dump: makes the form to store.
    """

    load: Callable[[Any], Any] | None = None
    dump: Callable[[Any], Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return what pydantic loads and dumps the field by."""
        schemas = import_module("pydantic_core.core_schema")
        schema = handler(source)
        if self.load is not None:
            schema = schemas.no_info_before_validator_function(self.load, schema)
        if self.dump is not None:
            schema["serialization"] = schemas.plain_serializer_function_ser_schema(self.dump)
        return schema


class Codec(Generic[T]):
    """Stores values of one type as JSON.

    Text has no half of a surrogate pair in it, which UTF-8 cannot write: the front ends replace
    those when a message comes in. A field is stored under the `alias` in its metadata, where it has
    one. pydantic is imported when the first value is stored or loaded: a single question needs
    neither.
    """

    def __init__(
        self,
        kind: Any,
        name: str,
        *,
        usual_left_out: bool = False,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Build the codec of a type.

        Args:
            kind: the type.
            name: what errors call a value of it.
            usual_left_out: fields that have their default value are not stored.
            renamed: names that earlier versions stored fields under, with those of today.
        """
        self._kind = kind
        self._name = name
        self._usual_left_out = usual_left_out
        self._renamed = renamed or {}

    @cached_property
    def _adapter(self) -> "TypeAdapter[T]":
        kind = self._kind
        if self._renamed:
            kind = Annotated[kind, Converted(self._by_their_names)]
        adapter: TypeAdapter[T] = import_module("pydantic").TypeAdapter(kind)
        return adapter

    def _by_their_names(self, stored: Any) -> Any:
        if not isinstance(stored, dict) or self._renamed.keys().isdisjoint(stored):
            return stored
        return {self._renamed.get(name, name): value for name, value in stored.items()}

    def dump(self, value: T) -> str:
        """Serialise a value to JSON."""
        return self._adapter.dump_json(
            value, by_alias=True, exclude_defaults=self._usual_left_out
        ).decode()

    def load(self, stored: str) -> T:
        """Load a value from JSON.

        Raises:
            ValueError: it is not one. The message quotes nothing of it: people's words stay out of
                the log.
        """
        try:
            return self._adapter.validate_json(stored)
        except import_module("pydantic").ValidationError:
            raise ValueError(f"this is not a stored {self._name}") from None

    def from_parts(self, stored: Json) -> T:
        """Load a value that was stored inside another.

        Raises:
            ValueError: it is not one.
        """
        try:
            return self._adapter.validate_python(stored)
        except import_module("pydantic").ValidationError:
            raise ValueError(f"this is not a stored {self._name}") from None
