"""The data of buttons: short, strict, and understood as long as a message can be tapped.

`verb:argument:argument`, at most 64 bytes. What a button means never depends on its place in a
message; a button of an interview carries the interview's number, so that an old one is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.json_value import Json

LIMIT = 64

UNKNOWN = "unknown"
_FORM = re.compile(r"[a-z]{1,2}(?::[A-Za-z0-9_.?-]{1,60}){0,3}")
_UNITS = {"d": "days", "m": "months", "s": "semesters", "p": "points", "g": "grade"}
_MEASURED = re.compile(r"(?:\d{1,5}(?:\.\d{1,4})?[dmspg]){1,2}")
_AMOUNT = re.compile(r"([\d.]+)([dmspg])")
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)")


class Verb(StrEnum):
    """What a button does."""

    ENTRY = "e"  # show an entry: id
    TOOL = "t"  # open a tool: name, and what it starts with
    ANSWER = "a"  # answer in an interview: number, fact, value
    STEP = "i"  # a step in an interview: number, step, fact
    LANGUAGE = "l"  # choose a locale
    TOPICS = "m"  # list topics, the themes of one, or entries: topic, theme, page
    ELSE = "x"  # none of the suggestions
    CHECKLIST = "k"  # a checklist, its phase, a task to tick
    CASE = "c"  # my case: remove a slot, or clear it
    FORGET = "f"  # forget me, confirmed
    REMINDERS = "r"  # reminders: set or remove, and the code of the reminder
    NEWS = "n"  # news: turn those of an institution on and off
    OFFICE = "o"  # ask an office: a step, and the number of the draft or the institution
    STAFF = "s"  # what staff do in their chat: a step, and the code of a conversation
    RATED = "h"  # whether an answer helped: yes or no, and which


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's data, taken apart."""

    verb: Verb
    arguments: tuple[str, ...]


def data(verb: Verb, *arguments: str | int) -> str:
    """Return the data of a button.

    Raises:
        ValueError: when it is too long for Telegram or has a letter that is not allowed.
    """
    text = ":".join([verb.value, *map(str, arguments)])
    if len(text.encode()) > LIMIT or not _FORM.fullmatch(text):
        raise ValueError(f"not a button's data: {text!r}")
    return text


def parse(text: str) -> Pressed | None:
    """Return a button's data taken apart; None for what no button of ours could have sent."""
    if not _FORM.fullmatch(text):
        return None
    verb, *arguments = text.split(":")
    if verb not in tuple(Verb):
        return None
    return Pressed(Verb(verb), tuple(arguments))


def token(value: Json) -> str:
    """Return an answer as a button carries it.

    `yes`, `doctoral`, `3`, `20d`, `1m15d`, `61p`, `2027-02-15_2027-06-30`.

    Raises:
        ValueError: for what no button can carry.
    """
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | str():
            return str(value)
        case {"from": str(first), "to": str(last)}:
            return f"{first}_{last}"
        case Mapping() if value.keys() <= set(_UNITS.values()):
            carried = "".join(f"{amount}{unit[0]}" for unit, amount in value.items())
            if _MEASURED.fullmatch(carried):
                return carried
    raise ValueError(f"no button can carry {value!r}")


def can_carry(value: Json) -> bool:
    """Return whether a button can carry an answer."""
    try:
        token(value)
    except ValueError:
        return False
    return True


def value_of(carried: str) -> Json:
    """Return the answer that a token stands for."""
    if carried in ("yes", "no"):
        return carried == "yes"
    if carried.isdecimal():
        return int(carried)
    if dates := _RANGE.fullmatch(carried):
        return {"from": dates.group(1), "to": dates.group(2)}
    if _MEASURED.fullmatch(carried):
        amounts = _AMOUNT.findall(carried)
        return {_UNITS[unit]: _amount(number) for number, unit in amounts}
    return carried


def _amount(number: str) -> int | float:
    return float(number) if "." in number else int(number)
