"""Values in a reader's words that neither type nor unit of their slot tells."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.forms.slot import Slot
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from locales import DateSpan, Month, Text
from rules.duration import long_stay
from rules.estimate_lines import rate_set_name
from rules.programmes.names import known_programmes
from rules.rates import is_published
from rules.reading_duration import read_duration
from rules.wording import length

_UNITS = ("months", "days", "semesters")


def duration(value: Mapping[str, Json]) -> Text:
    """Return a duration in its JSON form as a text."""
    if "from" in value:
        first, last = (date.fromisoformat(str(value[end])) for end in ("from", "to"))
        return Text("conversation.value.span", {"days": DateSpan(first, last)})
    parts = tuple(
        Text(f"units.{unit}", count=int(str(value[unit]))) for unit in _UNITS if unit in value
    )
    return parts[0] if len(parts) == 1 else Text("conversation.value.both", {"parts": parts})


def stay_length(value: Mapping[str, Json]) -> Text:
    """Return how long a stay is, as a text: of two dates, what they come to."""
    if "from" not in value:
        return duration(value)
    return length(long_stay(read_duration("duration", value)))


def exact(value: object) -> int | Decimal:
    """Return a JSON number as an exact one: 8.0 as 8, 7.5 as 7.5."""
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else number


def counted(slot: Slot, number: int | Decimal) -> Text | int | Decimal:
    """Return a number with what it counts."""
    if slot.unit is None:
        return number
    if slot.unit == "kilometres":
        return Text("units.kilometres", {"number": number})
    return Text(f"units.{slot.unit}", count=number)


def day_or_month(value: Json, voice: Voice) -> str:
    """Return a day, a month told without its day, or a year alone, in the reader's words."""
    parts = [int(part) for part in str(value).split("-")]
    if len(parts) == 1:
        return str(value)
    return voice.plain(Month(*parts) if len(parts) == 2 else date(*parts))


def rates(name: str) -> Text:
    """Return a set of rates as people call it."""
    if is_published(name):
        return Text("conversation.option.rates.published")
    return rate_set_name(name)


def rates_words(value: Json, voice: Voice) -> str:
    """Return a set of rates in the reader's words."""
    return voice.plain(rates(str(value)))


def programme_words(value: Json, voice: Voice) -> str:
    """Return a programme in the reader's words, by the name that its institution gives it."""
    own = known_programmes().get(str(value))
    if own is None or own.title is None:
        return voice.label(f"option.programme.{value}")
    return voice.plain(own.title)


def mark_words(value: Json, voice: Voice) -> str:
    """Return a mark in the reader's words; of several each."""
    if isinstance(value, list):
        return ", ".join(mark_words(one, voice) for one in value)
    if not isinstance(value, Mapping):
        return str(value)
    if "points" in value:
        return voice.plain(Text("units.points", count=exact(value["points"])))
    return voice.label("value.grade", grade=str(value["grade"]))
