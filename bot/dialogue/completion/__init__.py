"""Complete what a message leaves open with what was told before it.

"No wait, 16", "ipak do 20. maja", "3 hours each", "it was 6 not 4", "and 3 months more": a value
without its slot, its unit or its month. What was spoken of last says which it is.
"""

from collections.abc import Callable

from bot.dialogue.completion.additions import (
    with_application,
    with_day_of_applying,
    with_extras_left_out,
)
from bot.dialogue.completion.dates import (
    with_day_of_the_month,
    with_month_of_a_sum,
    with_months,
    with_moved_stay,
    with_semester,
)
from bot.dialogue.completion.hours import (
    hours_spoken_of,
    with_days_of_hours,
    with_hours_by_the_day,
    with_hours_named,
    with_hours_of_a_day,
)
from bot.dialogue.completion.hours_found import with_hours_found
from bot.dialogue.completion.marks import with_marks
from bot.dialogue.completion.months_left import with_months_asked_between, with_months_left
from bot.dialogue.completion.numbers import (
    counted_in_weeks,
    with_lone_number,
    with_refused_number,
    with_replaced_number,
)
from bot.dialogue.completion.own_conditions import with_own_conditions
from bot.dialogue.completion.plans_in_their_unit import with_plans_in_their_unit
from bot.dialogue.completion.pointed_stays import (
    with_parts,
    with_stay_pointed_at,
    with_stay_to_come,
)
from bot.dialogue.completion.short_stays import with_short_stay
from bot.dialogue.completion.staff_terms import without_study_of_staff
from bot.dialogue.completion.stays import (
    with_earlier_stay,
    with_named_stay,
    with_repeated_stay,
    with_stay_of_a_cycle,
    with_stay_of_an_earlier_cycle,
    with_stay_that_was,
    without_stays_told_again,
)
from bot.dialogue.completion.told_before import Before
from bot.dialogue.completion.what_is_left import with_what_is_left
from bot.dialogue.cues.asked_kinds import names_exchange
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.result_told import NOTHING_TOLD, ResultTold, sum_spoken_of
from bot.dialogue.state.session import Session
from bot.understanding import Understanding
from knowledge.vocabulary import load_vocabulary

__all__ = ["complete", "counted_in_weeks", "hours_spoken_of", "was_away", "with_refused_number"]

_NOTHING_YET = Focus()
_BEEN_AWAY = load_vocabulary("follow_ups").words("been away")


def complete(
    reading: Understanding, session: Session, told: ResultTold = NOTHING_TOLD
) -> Understanding:
    """Return the message with the values that it tells only together with what was told before.

    Args:
        reading: the message.
        session: the conversation before it.
        told: what the last result told that a number alone may mean.
    """
    fresh = _is_fresh(session)
    if fresh and session.institution is None and not _leaves_anything_open(reading):
        return reading
    result = session.form if session.last.computed else sum_spoken_of(session)
    before = Before(session, session.said if result is None else result.answers, told)
    for step in _OF_ITSELF if fresh else _STEPS:
        reading = step(reading, before)
    return reading


def _is_fresh(session: Session) -> bool:
    """Return whether nothing was told before that a message could go on from."""
    told = session.said or session.case or session.stays or session.form is not None
    return not told and session.focus == _NOTHING_YET


def _leaves_anything_open(reading: Understanding) -> bool:
    """Return whether a message holds a value, or a number that may be one."""
    return bool(reading.slots or reading.ambiguous or reading.unplaced)


def was_away(reading: Understanding) -> bool:
    """Return whether a message says that somebody was away before, and not how long."""
    told = "duration" in reading.places or "used" in reading.places or reading.slots
    asks = "?" in reading.text or reading.questions
    past = not _BEEN_AWAY.isdisjoint(reading.words)
    return past and not told and not asks and names_exchange(reading)


_STEPS: tuple[Callable[[Understanding, Before], Understanding], ...] = (
    with_short_stay,
    without_study_of_staff,
    with_stay_to_come,
    with_stay_pointed_at,
    with_parts,
    with_plans_in_their_unit,
    with_own_conditions,
    with_marks,
    with_months_left,
    with_months_asked_between,
    with_what_is_left,
    with_stay_of_an_earlier_cycle,
    with_earlier_stay,
    without_stays_told_again,
    with_named_stay,
    with_stay_that_was,
    with_stay_of_a_cycle,
    with_days_of_hours,
    with_repeated_stay,
    with_month_of_a_sum,
    with_months,
    with_day_of_the_month,
    with_application,
    with_day_of_applying,
    with_extras_left_out,
    with_hours_found,
    with_hours_of_a_day,
    with_hours_by_the_day,
    with_hours_named,
    with_replaced_number,
    with_moved_stay,
    with_semester,
    with_lone_number,
    # Days told as a number alone take the hours of every day, too.
    with_hours_by_the_day,
)
# These go on from what was told before, and leave a message alone where nothing was.
_GOING_ON = frozenset(
    {
        with_stay_pointed_at,
        with_parts,
        with_plans_in_their_unit,
        with_extras_left_out,
        with_what_is_left,
        with_stay_of_an_earlier_cycle,
        with_earlier_stay,
        with_named_stay,
        with_stay_that_was,
        with_stay_of_a_cycle,
        with_repeated_stay,
        with_months,
        with_day_of_the_month,
        with_hours_found,
        with_hours_named,
        with_hours_of_a_day,
        with_replaced_number,
        with_moved_stay,
        with_semester,
    }
)
_OF_ITSELF = tuple(step for step in _STEPS if step not in _GOING_ON)
