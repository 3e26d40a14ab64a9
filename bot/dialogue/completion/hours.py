"""Complete hours of each day or week with the days, and days with the hours of each."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.dialogue import policy
from bot.dialogue.completion.told_before import Before, lone_numbers, with_slot
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.session import Session
from bot.messages.changed import changed
from bot.messages.json_value import Json
from bot.understanding import SlotValue, Span, Understanding
from bot.understanding.changes import HOUR
from bot.understanding.hours.named_days import LAST, NEXT
from bot.understanding.people.roles import STAFF
from bot.understanding.quantities.counted_lengths import DAYS_OF
from knowledge.vocabulary import load_vocabulary

_SIGNS: Mapping[str, int] = {"longer": 1, "shorter": -1}
_MORE = load_vocabulary("stay_edits").words("more")
_EACH_DAY = load_vocabulary("follow_ups").words("each day")
_AND_A_HALF = ("i", "po")
_HOURS = re.compile(rf"\b{load_vocabulary('hours').pattern('hours')}\b")
_AT_A_DISTANCE = load_vocabulary("hours").words("at a distance")
_WEEKLY = load_vocabulary("hours").words("weekly")
_WEEK = DAYS_OF["week"]
# "2 days, 5 + 3": hours of one day after the other.
_SUM = re.compile(r"\b\d{1,2}(?: ?(?:\+|plus) ?\d{1,2})+\b")
# "2 po 4" behind "2 dana po 3 sata": days, and the hours of each.
_DAYS_OF_HOURS = re.compile(
    rf"\b(\d{{1,2}}) ?{load_vocabulary('follow_ups').pattern('days of hours')} ?(\d{{1,2}})\b"
)
# Nobody tells more days one by one.
_MOST_DAYS = 31


def hours_spoken_of(reading: Understanding, session: Session, focus: Focus) -> Focus:
    """Return the focus with the hours of every day or week, or of each day, that are told.

    Args:
        reading: the message, completed.
        session: the conversation after it.
        focus: what the conversation was about before.
    """
    told = reading.case
    hours = told.get("hours")
    if len(reading.hours_by_day) > 1:
        return changed(
            focus, hours_a_day=None, hours_a_week=None, hours_by_day=reading.hours_by_day
        )
    days = _days_told(session, told) if isinstance(hours, int | float) else None
    if isinstance(hours, int | float) and days:
        if not _WEEKLY.isdisjoint(reading.words):
            weekly = hours / days * _WEEK
            return changed(focus, hours_a_day=None, hours_a_week=weekly, hours_by_day=())
        if says_each_day(reading):
            daily = hours / days
            return changed(focus, hours_a_day=daily, hours_a_week=None, hours_by_day=())
    if _tells_all_hours(reading):
        return changed(focus, hours_a_day=None, hours_a_week=None, hours_by_day=())
    return focus


def _days_told(session: Session, told: Mapping[str, Json]) -> float | None:
    """Return the days of the stay that a message tells, or those told before it."""
    answers = {} if session.form is None else session.form.answers
    return Before(session, {**answers, **told}).days


def _tells_all_hours(reading: Understanding) -> bool:
    """Return whether the hours of the whole stay were told, and do not follow from its days."""
    days = reading.places.get("duration", ())
    return any(one.slot == "hours" and one.span not in days for one in reading.slots)


def with_hours_of_a_day(reading: Understanding, before: Before) -> Understanding:
    """Take "then 3 the last day" as the hours told before with those of one day changed."""
    if len(reading.hours_by_day) > 1:
        return _with_other_days(reading, before)
    if {"hours", "duration"} <= reading.case.keys() and reading.hours_by_day:
        # "3 days then, 3h each. On the last day I'd ..." tells the stay as a whole.
        return reading
    if not reading.hours_by_day:
        return _with_hours_added(reading, before)
    each = list(_each_day(before))
    if not each:
        return _with_hours_added(reading, before)
    key, hours = reading.hours_by_day[0]
    places = [place for place, (name, _) in enumerate(each) if name == key]
    if key == LAST:
        places = [len(each) - 1]
    if key.isdigit() and not places and int(key) <= len(each):
        places = [int(key) - 1]
    if places:
        day, told_before = each[places[0]]
        more = not _MORE.isdisjoint(reading.words) or _lengthens(reading)
        each[places[0]] = (day, told_before + hours if more else hours)
    else:
        each.append((str(len(each) + 1) if key == NEXT else key, hours))
    span = reading.places.get("hours", reading.places.get("duration", ((0, 0),)))[0]
    slots = tuple(one for one in reading.slots if one.slot not in ("hours", "duration"))
    total = sum(told for _, told in each)
    completed = with_slot(_replaced(reading, slots, tuple(each)), "hours", _whole(total), span)
    if places:
        return completed
    return with_slot(completed, "duration", {"days": len(each)}, span)


def _lengthens(reading: Understanding) -> bool:
    return reading.edit is not None and reading.edit.how == "longer"


def _with_other_days(reading: Understanding, before: Before) -> Understanding:
    """Take "only Monday and Tuesday, 4 each" as all the days of the stay, and their hours."""
    if "hours" in reading.case or not _speaks_of_hours(before) or reading.dates:
        return reading
    total = sum(hours for _, hours in reading.hours_by_day)
    span = reading.unplaced[0].span if reading.unplaced else (0, len(reading.text))
    told = _replaced(reading, reading.slots, reading.hours_by_day)
    told = with_slot(told, "hours", _whole(total), span)
    return with_slot(told, "duration", {"days": len(reading.hours_by_day)}, span)


def _with_hours_added(reading: Understanding, before: Before) -> Understanding:
    """Take "I'll add an hour" as hours beside those told before, of a stay without its length."""
    edit, hours = reading.edit, before.known.get("hours")
    if edit is None or edit.unit != HOUR or edit.place is not None or edit.count is None:
        return reading
    sign = _SIGNS.get(edit.how)
    # A stay that was told with its days is changed as a whole.
    if sign is None or not isinstance(hours, int | float) or before.days is not None:
        return reading
    span = reading.places.get("hours", ((0, len(reading.text)),))[0]
    rest = tuple(one for one in reading.slots if one.slot != "hours")
    told = _replaced(reading, rest, ())
    return with_slot(told, "hours", _whole(hours + sign * float(edit.count)), span)


def _replaced(
    reading: Understanding, slots: tuple[SlotValue, ...], each: tuple[tuple[str, float], ...]
) -> Understanding:
    ambiguous = tuple(one for one in reading.ambiguous if one.slot not in ("hours", "duration"))
    return replace(
        reading,
        slots=slots,
        hours_by_day=each,
        ambiguous=ambiguous,
        unplaced=(),
        stays=(),
        edit=None,
    )


def _each_day(before: Before) -> tuple[tuple[str, float], ...]:
    """Return the hours of each day that were told before, one by one or as many on every day."""
    focus, days = before.session.focus, before.days
    if focus.hours_by_day:
        return focus.hours_by_day
    if focus.hours_a_day is None or days is None or days > _MOST_DAYS:
        return ()
    return tuple((str(day), focus.hours_a_day) for day in range(1, int(days) + 1))


def with_hours_named(reading: Understanding, before: Before) -> Understanding:
    """Take "and the hours? we planned 6" as so many hours of the stay of staff spoken of."""
    hours = _HOURS.search(reading.folded) is not None and _speaks_of_hours(before)
    if not hours or "hours" in reading.case or len(reading.words) > policy.FOLLOW_UP_WORDS:
        return reading
    numbers = list(lone_numbers(reading))
    if len(numbers) != 1 or "duration" in reading.case or _says_how_often(reading):
        return reading
    number, span = numbers[0]
    return with_slot(replace(reading, edit=None), "hours", number, span)


def with_days_of_hours(reading: Understanding, before: Before) -> Understanding:
    """Take "a 2 po 4" behind hours of each day as days, and the hours of each of them."""
    told = _DAYS_OF_HOURS.search(reading.folded) if reading.unplaced else None
    of_days = before.session.focus.hours_a_day is not None or before.days is not None
    if told is None or not of_days or not _speaks_of_hours(before):
        return reading
    if "hours" in reading.case or "duration" in reading.case:
        return reading
    days, each = int(told[1]), int(told[2])
    span = reading.unplaced[0].span[0], reading.unplaced[-1].span[1]
    if not 0 < days <= _MOST_DAYS or not each:
        return reading
    stay = with_slot(reading, "duration", {"days": days}, span)
    return with_slot(stay, "hours", days * each, span)


def with_hours_by_the_day(reading: Understanding, before: Before) -> Understanding:
    """Multiply hours of each day or week, told now or before, with the days told now or before."""
    told = reading.case
    if "hours" in told:
        return reading
    summed = _SUM.search(reading.folded) if reading.unplaced else None
    if summed is not None and _speaks_of_hours(before):
        total = sum(int(number) for number in re.findall(r"\d+", summed.group()))
        return with_slot(replace(reading, unplaced=()), "hours", total, summed.span())
    rate, spans = _rate(reading)
    duration, focus = told.get("duration"), before.session.focus
    if rate is None and _says_how_often(reading) and _speaks_of_hours(before):
        lone = list(lone_numbers(reading))
        if len(lone) == 1:
            weekly = not _WEEKLY.isdisjoint(reading.words) or focus.hours_a_week is not None
            rate, spans = lone[0][0] / (_WEEK if weekly else 1), (lone[0][1],)
    if rate is None and "duration" in told and (focus.hours_a_day or focus.hours_a_week):
        weekly_rate = (focus.hours_a_week or 0) / _WEEK
        rate, spans = focus.hours_a_day or weekly_rate, reading.places["duration"]
    if rate is None or not spans:
        return reading
    days = before.days
    if isinstance(duration, Mapping):
        days = cast("float | None", duration.get("days"))
    if days is None:
        return reading
    return with_slot(reading, "hours", _whole(round(rate * days, 2)), spans[0])


def says_each_day(reading: Understanding) -> bool:
    """Return whether a message tells something of every day; "2 i po" is only two and a half."""
    words = reading.words
    return any(
        word in _EACH_DAY and (at == 0 or (words[at - 1], word) != _AND_A_HALF)
        for at, word in enumerate(words)
    )


def is_at_a_distance(reading: Understanding) -> bool:
    """Return whether hours are spoken of that are not held at the host: "2 online before?"."""
    return not _AT_A_DISTANCE.isdisjoint(reading.words)


def _says_how_often(reading: Understanding) -> bool:
    return says_each_day(reading) or not _WEEKLY.isdisjoint(reading.words)


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _rate(reading: Understanding) -> tuple[float | None, tuple[Span, ...]]:
    """Return the hours of every day that a message tells without the days, and where."""
    for one in reading.ambiguous:
        if one.slot == "hours" and one.reason in ("per_day", "per_week") and len(one.values) == 1:
            of_a_week = one.reason == "per_week"
            return cast("float", one.values[0]) / (_WEEK if of_a_week else 1), (one.span,)
    return None, ()


def _speaks_of_hours(before: Before) -> bool:
    focus = before.session.focus
    rated = focus.hours_a_day is not None or focus.hours_a_week is not None
    of_staff = focus.matter == STAFF_MATTER or before.known.get("role") in STAFF
    return "hours" in before.known or rated or of_staff
