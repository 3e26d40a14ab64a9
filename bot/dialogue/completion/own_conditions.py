"""Read what only the conditions of an institution of a pack ask for: credits won, an average.

Elsewhere an average is no mark of any table, and credits are those that a programme gives.
"""

from dataclasses import replace

from bot.dialogue.completion.told_before import Before, lone_numbers, with_slot
from bot.messages.json_value import Json
from bot.understanding import SlotValue, Understanding
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry

_EARNED = load_vocabulary("amounts").words("earned")
_EITHER = "points_or_credits"
_AVERAGE, _ECTS, _EARNED_ECTS = "average", "ects", "earned_ects"


def with_own_conditions(reading: Understanding, before: Before) -> Understanding:
    """Take an average and the credits that somebody has as facts, where a pack is spoken of."""
    focus = before.session.focus
    home = reading.institution or focus.named or before.session.institution or focus.institution
    if not registry().is_added(home):
        return reading
    if _average_changes(reading, before):
        number, span = next(iter(lone_numbers(reading)))
        reading = with_slot(reading, _AVERAGE, number, span)
    averages = [one for one in reading.ambiguous if one.reason == _AVERAGE and one.values]
    earned = not _EARNED.isdisjoint(reading.words) or _tells_who_studies(reading)
    # Behind an average or credits that were judged they are told of the same person.
    earned = earned or bool(before.values.keys() & {_AVERAGE, _EARNED_ECTS})
    slots = [
        replace(one, slot=_EARNED_ECTS) if earned and one.slot == _ECTS else one
        for one in reading.slots
    ]
    if averages:
        told = averages[0]
        value: Json = told.values[0]
        slots.append(SlotValue(_AVERAGE, value, told.span, reading.about))
    # "Imam 40 bodova" says credits: nobody has points of an exam before they go.
    either = [one for one in reading.ambiguous if one.reason == _EITHER and one.values and earned]
    slots.extend(
        SlotValue(_EARNED_ECTS, one.values[0], one.span, reading.about) for one in either[:1]
    )
    if tuple(slots) == reading.slots:
        return reading
    left = tuple(one for one in reading.ambiguous if one not in (*averages, *either))
    return replace(reading, slots=tuple(slots), ambiguous=left)


def _tells_who_studies(reading: Understanding) -> bool:
    """Return whether credits stand beside who a student is: "third year, with 48 ECTS"."""
    told = {one.slot for one in reading.slots}
    return bool(told & {"year", "cycle"}) and set(reading.programmes) <= {"study"}


def _average_changes(reading: Understanding, before: Before) -> bool:
    """Return whether a number with decimals is another average: "a sa 7,8?"."""
    numbers = list(lone_numbers(reading))
    return _AVERAGE in before.values and len(numbers) == 1 and numbers[0][0] % 1 != 0
