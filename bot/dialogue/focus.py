"""What a conversation is about, kept from one message to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages.json_value import Json


@dataclass(frozen=True, slots=True)
class Focus:
    """What a conversation is about. Small talk and a miss leave it whole.

    Attributes:
        entries: the ids of the entries told or offered last, best first.
        told: they were told as the answer, not only offered.
        matter: the kind of mobility, `staff` for both kinds of staff mobility; None for any.
        institution: whose rule was told last; None for nobody's.
        named: the institution that the person named last, for themselves or in a question.
        asked: the kinds of question asked last.
    """

    entries: tuple[str, ...] = ()
    told: bool = False
    matter: str | None = None
    institution: str | None = None
    named: str | None = None
    asked: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was spoken of yet."""
        return not (self.entries or self.matter or self.institution)

    def to_json(self) -> Json:
        """Return it as JSON."""
        return {
            "entries": list(self.entries),
            "told": self.told,
            "matter": self.matter,
            "institution": self.institution,
            "named": self.named,
            "asked": list(self.asked),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Focus":
        """Return the focus from its JSON.

        Raises:
            KeyError, TypeError: it is not one.
        """
        return cls(
            entries=tuple(data["entries"]),
            told=bool(data["told"]),
            matter=data["matter"],
            institution=data["institution"],
            named=data["named"],
            asked=tuple(data["asked"]),
        )
