"""Hours of teaching or training: "8 časova nastave", "6 hours", "osam sati"."""

from collections.abc import Mapping

from bot.understanding.found import Found, Unclear
from bot.understanding.limits import not_the_persons
from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, Message, Phrases, word_set

_HOURS = Phrases[bool](
    {"cas|casa|casova|casove|casovi|sat|sata|sati|hour|hours|hrs|skolskih|nastavnih": True}
)
_HOUR_ADJECTIVES = word_set("skolskih nastavnih teaching")
_RATED = word_set("dnevno nedeljno daily weekly per")


def hours(message: Message, numbers: Mapping[int, Number]) -> tuple[list[Found], list[Unclear]]:
    """The fact `hours`; hours by the day or week, limits and ranges are unclear."""
    found: list[Found] = []
    unclear: list[Unclear] = []
    for index, number in numbers.items():
        stop = _hours_stop(message, number)
        if stop is None:
            continue
        span = message.span(index, stop)
        reason = not_the_persons(message, index, stop)
        if message.word(stop) in _RATED | {"a"}:
            reason = "rule"
        if message.word(index - 1) in DASHES and index - 2 in numbers:
            reason = "range"
        if reason is None and number.value is None:
            reason = "nonsense"
        if reason is not None or number.value is None:
            unclear.append(Unclear("hours", reason or "nonsense", span))
            continue
        value = number.value if isinstance(number.value, int) else float(number.value)
        found.append(Found("hours", value, index, stop))
    return found, unclear


def _hours_stop(message: Message, number: Number) -> int | None:
    place = number.stop
    if message.word(place) in {"h", "hrs"}:
        return place + 1
    if message.word(place) in _HOUR_ADJECTIVES or message.word(place) == "-":
        place += 1
    if place >= len(message):
        return None
    match = _HOURS.at(message, place)
    return None if match is None else match.stop
