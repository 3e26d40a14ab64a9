"""A single date as the new end or start of a stay told by its days: "I stay till 20 May now"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue.case import values
from bot.dialogue.session import Session
from bot.understanding import DateMeaning, SlotValue, ToldDate, Understanding

_MOVING = frozenset({DateMeaning.START, DateMeaning.END, DateMeaning.UNKNOWN})
# In more words a date without a meaning of its own may be of anything.
_MOST_WORDS = 6
_OF_A_STAY = frozenset({"duration", "starts_on"})


def with_moved_stay(reading: Understanding, session: Session) -> Understanding:
    """Return the message with the stay of the last result or the case, moved to the date it tells.

    Only where the stay was told by its first and last day, and the message tells one day and no
    other stay. Without a year the day is the one next to the stay.
    """
    if not reading.dates:
        return reading
    answers = {} if session.form is None else session.form.answers
    stay = answers.get("duration") or values(session.case).get("duration")
    if not isinstance(stay, Mapping) or "to" not in stay:
        return reading
    told = [one for one in reading.dates if one.meaning in _MOVING]
    if len(told) != 1 or told[0].first != told[0].last or "duration" in reading.places:
        return reading
    if told[0].meaning is DateMeaning.UNKNOWN and len(reading.words) > _MOST_WORDS:
        return reading
    moved = _moved(told[0], date.fromisoformat(str(stay["from"])), str(stay["to"]))
    if moved is None:
        return reading
    slot = SlotValue("duration", moved, told[0].span, reading.about)
    slots = (*(one for one in reading.slots if one.slot not in _OF_A_STAY), slot)
    return replace(
        reading,
        slots=slots,
        places={**reading.places, "duration": (told[0].span,)},
        unplaced=tuple(one for one in reading.unplaced if one.span != told[0].span),
    )


def _moved(told: ToldDate, first: date, to: str) -> dict[str, str] | None:
    """Return the stay with a new end, or a new start where the day is told as that."""
    last = date.fromisoformat(to)
    if told.meaning is DateMeaning.START:
        day = _beside(told.first, last, before=True)
        return {"from": day.isoformat(), "to": to} if day is not None else None
    day = _beside(told.first, first, before=False)
    return {"from": first.isoformat(), "to": day.isoformat()} if day is not None else None


def _beside(day: date, other: date, *, before: bool) -> date | None:
    """Return the day of the year nearest to another one, before or after it."""
    years = (other.year - 1, other.year) if before else (other.year, other.year + 1)
    for year in reversed(years) if before else years:
        try:
            found = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if (found <= other) if before else (found >= other):
            return found
    return None
