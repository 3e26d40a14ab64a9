"""Facts in a reader's words: as options of a question, and as a line of what was understood."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from bot.forms.slots import kind_of
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from locales import Text
from rules.estimate_lines import rate_set_name
from rules.rates import UB_PUBLISHED

_UNITS = ("months", "days", "semesters")


def duration(value: Mapping[str, Json]) -> Text:
    """A duration in its JSON form, as a text."""
    if "from" in value:
        first, last = (date.fromisoformat(str(value[end])) for end in ("from", "to"))
        return Text("conversation.value.range", {"first": first, "last": last})
    parts = tuple(
        Text(f"units.{unit}", count=int(str(value[unit]))) for unit in _UNITS if unit in value
    )
    return parts[0] if len(parts) == 1 else Text("conversation.value.both", {"parts": parts})


def option(fact: str, value: Json, voice: Voice) -> str:
    """A value of a fact as a button shows it, plain text."""
    match value:
        case bool():
            return voice.label("option.yes" if value else "option.no")
        case int() | float():
            return voice.plain(_number(fact, _exact(value)))
        case list():
            return ", ".join(option(fact, one, voice) for one in value)
        case Mapping():
            if kind_of(fact) in ("used", "stay") and not any(value.values()):
                return voice.label(f"option.{kind_of(fact)}.none")
            if fact == "mark":
                return _mark(value, voice)
            return voice.plain(duration(value))
        case _:
            return _word(fact, str(value), voice)


def _word(fact: str, value: str, voice: Voice) -> str:
    if value == UNKNOWN:
        return voice.label("option.unknown")
    if fact == "mark":
        return value
    if fact == "rates":
        return voice.plain(rates(value))
    if fact == "semester_start":
        return voice.plain(date.fromisoformat(value))
    return voice.label(f"option.{fact}.{value}")


def _exact(value: float) -> int | Decimal:
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact


def _number(fact: str, value: int | Decimal) -> int | Decimal | Text:
    units = {"days": "days", "travel_days": "days", "hours": "hours", "ects": "ects"}
    if fact in units:
        return Text(f"units.{units[fact]}", count=value)
    if fact == "distance_km":
        return Text("units.kilometres", {"number": value})
    return value


def _mark(value: Mapping[str, Json], voice: Voice) -> str:
    if "points" in value:
        points = _exact(float(str(value["points"])))
        return voice.plain(Text("units.points", count=points))
    return voice.label("value.grade", grade=str(value["grade"]))


def rates(name: str) -> Text:
    """A set of rates, as people call it."""
    if name == UB_PUBLISHED:
        return Text("conversation.option.rates.published")
    return rate_set_name(name)


def told(answers: Mapping[str, Json], voice: Voice, leave_out: Iterable[str] = ()) -> str:
    """Everything that was answered, in one line of HTML; empty when nothing was."""
    skipped = frozenset(leave_out)
    parts = [fact(name, value, voice) for name, value in answers.items() if name not in skipped]
    return " · ".join(parts)


def fact(name: str, value: Json, voice: Voice) -> str:
    """One fact with its value as HTML, understandable on its own: "year 2", "stay: 20 days"."""
    if isinstance(value, bool) or value == UNKNOWN:
        return voice.say(f"fact.{kind_of(name)}", value=option(name, value, voice).lower())
    return voice.say(f"fact.{kind_of(name)}", value=option(name, value, voice))
