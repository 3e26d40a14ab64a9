"""Store dataclasses as JSON and load them again, by their annotations."""

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.messages.json_value import Json

T = TypeVar("T")


class Codec(Generic[T]):
    """Stores values of one type as JSON.

    Text has no half of a surrogate pair in it, which UTF-8 cannot write: the front ends replace
    those when a message comes in.
    """

    def __init__(self, kind: Any, name: str, *, usual_left_out: bool = False) -> None:
        """Build the codec of a type.

        Args:
            kind: the type.
            name: what errors call a value of it.
            usual_left_out: fields that have their default value are not stored.
        """
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        self._name = name
        self._usual_left_out = usual_left_out

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
        except ValidationError:
            raise ValueError(f"this is not a stored {self._name}") from None

    def to_parts(self, value: T) -> Json:
        """Return a value as the parts of a JSON value, to be stored inside another."""
        parts: Json = self._adapter.dump_python(value, mode="json")
        return parts

    def from_parts(self, stored: Json) -> T:
        """Load a value that was stored inside another.

        Raises:
            ValueError: it is not one.
        """
        try:
            return self._adapter.validate_python(stored)
        except ValidationError:
            raise ValueError(f"this is not a stored {self._name}") from None
