"""A number alone after a result ("and 31?", "ipak 20"): another value of what was counted."""

from collections.abc import Mapping

from bot.messages.json_value import Json
from bot.understanding import Understanding

# What a result counts, and a number alone may change.
_COUNTED = ("duration", "hours", "days")


def told(reading: Understanding, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return the slot that a lone number gives anew, in the unit it had before.

    Empty where the message tells anything else, or where the result counts several things.
    """
    number = _lone_number(reading)
    if number is None or reading.slots:
        return {}
    counted = [slot for slot in _COUNTED if _whole(answers.get(slot)) is not None]
    if "days" in counted and "duration" in counted:
        counted.remove("duration")
    if len(counted) != 1:
        return {}
    before = answers[counted[0]]
    if isinstance(before, Mapping):
        return {counted[0]: dict.fromkeys(before, number)}
    return {counted[0]: number}


def _lone_number(reading: Understanding) -> int | None:
    """Return the one whole number of a message that found no place by itself."""
    spans = {one.span for one in reading.unplaced}
    spans |= {one.span for one in reading.ambiguous if not one.values}
    words = [
        word
        for start, end in spans
        for word in reading.text[start:end].split()
        if word.strip("?!.,").isdecimal()
    ]
    number = int(words[0].strip("?!.,")) if len(words) == 1 else 0
    return number or None


def _whole(value: Json) -> int | None:
    """Return a number, or the number of a length told in one unit."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = next(iter(value.values()))
    return value if isinstance(value, int) and not isinstance(value, bool) else None
