"""The data of buttons: short, strict, and understood as long as a message can be tapped.

`verb:argument:argument`, at most 64 bytes. What a button means never depends on its place in a
message; a button of an interview carries the interview's number, so that an old one is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.session import Json

LIMIT = 64

UNKNOWN = "unknown"
_FORM = re.compile(r"[a-z]{1,2}(?::[A-Za-z0-9_.?-]{1,60}){0,3}")
_DURATION = re.compile(r"(\d{1,4})([dms])")
_UNITS = {"d": "days", "m": "months", "s": "semesters"}


class Verb(StrEnum):
    """What a button does."""

    ENTRY = "e"  # show an entry: id
    TOOL = "t"  # open a tool: name, and what it starts with
    ANSWER = "a"  # answer in an interview: number, fact, value
    STEP = "i"  # a step in an interview: number, step, fact
    LANGUAGE = "l"  # choose a locale
    TOPICS = "m"  # list topics, or the entries of one: topic, page
    ELSE = "x"  # none of the suggestions
    CHECKLIST = "k"  # a checklist, its phase, a task to tick
    FORGET = "f"  # forget me, confirmed


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's data, taken apart."""

    verb: Verb
    arguments: tuple[str, ...]


def data(verb: Verb, *arguments: str | int) -> str:
    """The data of a button.

    Raises:
        ValueError: when it is too long for Telegram or has a letter that is not allowed.
    """
    text = ":".join([verb.value, *map(str, arguments)])
    if len(text.encode()) > LIMIT or not _FORM.fullmatch(text):
        raise ValueError(f"not a button's data: {text!r}")
    return text


def parse(text: str) -> Pressed | None:
    """A button's data taken apart; None for what no button of ours could have sent."""
    if not _FORM.fullmatch(text):
        return None
    verb, *arguments = text.split(":")
    if verb not in tuple(Verb):
        return None
    return Pressed(Verb(verb), tuple(arguments))


def token(value: Json) -> str:
    """An answer as a button carries it: `yes`, `doctoral`, `3`, `20d`, `5m`, `1s`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | str():
            return str(value)
        case Mapping() if len(value) == 1:
            unit, amount = next(iter(value.items()))
            return f"{amount}{unit[0]}"
    raise ValueError(f"no button can carry {value!r}")


def value_of(carried: str) -> Json:
    """The answer that a token stands for."""
    if carried in ("yes", "no"):
        return carried == "yes"
    if carried.isdecimal():
        return int(carried)
    if match := _DURATION.fullmatch(carried):
        return {_UNITS[match.group(2)]: int(match.group(1))}
    return carried
