"""From when until when a stay is, where it is held against a work contract that ends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from bot.messages.json_value import Json
from bot.understanding import FactValue, Understanding
from bot.understanding.dates.date_values import days_of
from bot.understanding.dates.written_dates import MONTHS, month_at
from bot.understanding.lengths.stay_lengths import in_days
from bot.understanding.tokens import take_apart
from locales import fold

_SEVERAL = 2
_UNTIL = "contract_until"
# "May I go" names no month.
_BEHIND_A_VERB = frozenset({"i", "we", "he", "she", "they", "my", "our", "the"})


def with_dates_of_the_stay(
    known: Mapping[str, Json], reading: Understanding
) -> tuple[Mapping[str, Json], str | None]:
    """Return what is known with the first day or month of the stay, and its last one.

    Of "June and July" both are months; None where only a beginning is told, or nothing.

    Args:
        known: what is known of the person, the end of the contract among it.
        reading: the message.
    """
    duration, starts = known.get("duration"), known.get("starts_on")
    if isinstance(duration, Mapping) and "to" in duration:
        return {**known, "starts_on": duration["from"]}, str(duration["to"])
    named = _months_named(reading)
    if len(named) >= _SEVERAL:
        first, last = named[0], named[-1]
        told = starts if isinstance(starts, str) else known.get(_UNTIL)
        year = int(str(told).split("-")[0])
        ends = f"{year + (last < first)}-{last:02}"
        return {**known, "starts_on": starts or f"{year}-{first:02}"}, ends
    days = in_days(cast("FactValue | None", duration))
    if not isinstance(starts, str) or starts.count("-") != _SEVERAL or not isinstance(days, int):
        return known, None
    return known, (days_of(starts)[0] + timedelta(days=days - 1)).isoformat()


def ends_within(until: Json, ends: str | None) -> bool:
    """Return whether a contract surely ends before the last day, or month, of a stay."""
    if ends is None or not isinstance(until, str):
        return False
    return days_of(until)[1] < days_of(ends)[0]


def _months_named(reading: Understanding) -> list[int]:
    """Return the months of a message in order, but not that in which the contract ends."""
    message = take_apart(reading.text)
    of_the_contract = [
        (len(fold(reading.text[:start])), len(fold(reading.text[:end])))
        for start, end in reading.places.get(_UNTIL, ())
    ]
    found: list[int] = []
    for index in MONTHS.places(message):
        month, start = month_at(message, index), message.starts[index]
        within = any(first <= start < last for first, last in of_the_contract)
        if month is None or within or message.word(index + 1) in _BEHIND_A_VERB:
            continue
        found.append(month)
    return found
