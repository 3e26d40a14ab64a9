"""Complete hours of each day with the days, and days with the hours of each."""

from collections.abc import Mapping
from typing import cast

from bot.dialogue.completion.told_before import Before, lone_numbers, with_slot
from bot.dialogue.session import Session
from bot.understanding import Span, Understanding
from knowledge.vocabulary import load_vocabulary

_EACH_DAY = load_vocabulary("follow_ups").words("each day")


def hours_a_day(reading: Understanding, session: Session) -> float | None:
    """Return the hours of every day that a message told; None where it told none by the day.

    Args:
        reading: the message, completed.
        session: the conversation after it.
    """
    told = reading.case
    hours = told.get("hours")
    if _EACH_DAY.isdisjoint(reading.words) or not isinstance(hours, int | float):
        return None
    answers = {} if session.form is None else session.form.answers
    days = Before(session, {**answers, **told}).days
    return hours / days if days else None


def with_hours_by_the_day(reading: Understanding, before: Before) -> Understanding:
    """Multiply hours of each day, told now or before, with the days told now or before."""
    told = reading.case
    if "hours" in told:
        return reading
    days = before.days
    duration = told.get("duration")
    if isinstance(duration, Mapping):
        days = cast("float | None", duration.get("days"))
    rate, spans = _rate(reading)
    if rate is None and _speaks_of_hours(before) and not _EACH_DAY.isdisjoint(reading.words):
        lone = list(lone_numbers(reading))
        if len(lone) == 1:
            rate, spans = lone[0][0], (lone[0][1],)
    if rate is None and "duration" in told and before.session.focus.hours_a_day:
        rate, spans = before.session.focus.hours_a_day, reading.places["duration"]
    if rate is None or days is None or not spans:
        return reading
    total = rate * days
    return with_slot(reading, "hours", int(total) if total == int(total) else total, spans[0])


def _rate(reading: Understanding) -> tuple[float | None, tuple[Span, ...]]:
    """Return the hours of every day that a message tells without the days, and where."""
    for one in reading.ambiguous:
        if one.slot == "hours" and one.reason == "per_day" and len(one.values) == 1:
            return cast("float", one.values[0]), (one.span,)
    return None, ()


def _speaks_of_hours(before: Before) -> bool:
    focus = before.session.focus
    return "hours" in before.known or focus.hours_a_day is not None or focus.matter == "staff"
