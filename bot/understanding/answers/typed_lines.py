"""Reading what is typed to a page of numbered lines: "remove 2", "3 done", "clear", or a number."""

import re
from dataclasses import dataclass

from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("steps")
_CLEARING = frozenset(_VOCABULARY.in_order("clearing"))
_OF_A_LINE = _VOCABULARY.meanings("of a line")
_LINE = re.compile(r"(?P<before>[a-z ]*?) ?(?P<number>\d{1,2})\.? ?(?P<behind>[a-z ]*)")
_SPOKEN = " .!"


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a page that is meant.

    Attributes:
        number: which, counted from 1.
        wish: `remove`, `change`, `done` or `open`; None for a number alone.
    """

    number: int
    wish: str | None


def typed_line(text: str) -> TypedLine | None:
    """Return the line that a message names; None where it is about something else."""
    match = _LINE.fullmatch(fold(text).strip(_SPOKEN))
    if match is None:
        return None
    words = " ".join(filter(None, (match["before"].strip(), match["behind"].strip())))
    wish = _OF_A_LINE.get(words)
    if words and wish is None:
        return None
    return TypedLine(int(match["number"]), wish)


def is_clearing(text: str) -> bool:
    """Return whether a message empties the page."""
    return fold(text).strip(_SPOKEN) in _CLEARING
