"""Everything a message told, under the names that the forms use."""

from collections.abc import Iterable, Mapping
from typing import cast

from bot.messages.json_value import Json
from bot.understanding import FactValue, SlotValue, Understanding
from bot.understanding.lengths.stay_lengths import in_days, together
from bot.understanding.once import once
from bot.understanding.people.roles import ANY_STAFF

# Slots of the understanding that forms know by another name, or not at all.
_NOT_OF_FORMS = frozenset({"points", "ects_grade", "grade", "institution", "programme"})


@once
def told_in(reading: Understanding) -> Mapping[str, Json]:
    """Return the case of a message.

    Facts of the rules, and those of the grant, grades and deadlines.
    """
    told: dict[str, Json] = {}
    if len(reading.programmes) == 1:
        told["programme"] = reading.programmes[0]
    case = reading.case
    told.update({slot: value for slot, value in case.items() if slot not in _NOT_OF_FORMS})
    if _in_a_cycle_that_is_over(reading):
        told.pop("used", None)
    elif "used" not in told and (used := _all_used(reading)) is not None:
        told["used"] = used
    cycle = _cycle_now(reading)
    if cycle is not None:
        told["cycle"] = cycle
        told.setdefault("role", "student")
        told.pop("used", None)
    if "role" not in told and any(one.reason == ANY_STAFF for one in reading.ambiguous):
        told["role"] = ANY_STAFF
    days = in_days(cast("FactValue | None", told.get("duration")))
    if days is not None:
        told["days"] = days
    mark = _mark(reading)
    if mark is not None:
        told["mark"] = mark
    return told


def _cycle_now(reading: Understanding) -> str | None:
    """Return the cycle, of two named, in which no earlier stay was told."""
    if "cycle" in reading.case:
        return None
    then = {one.cycle for one in reading.slots if one.slot == "used"} - {None}
    named = [one.values for one in reading.ambiguous if one.slot == "cycle"]
    if len(then) != 1 or len(named) != 1 or len(named[0]) != 2 or not then <= set(named[0]):
        return None
    return next((str(one) for one in named[0] if one not in then), None)


def _in_a_cycle_that_is_over(reading: Understanding) -> bool:
    """Return whether all earlier stays were in a cycle that nobody says to be in."""
    used = [one for one in reading.slots if one.slot == "used" and one.of == reading.about]
    over = bool(used) and all(one.cycle is not None and one.time == "done" for one in used)
    return over and is_in_no_cycle(reading)


def is_in_no_cycle(reading: Understanding) -> bool:
    """Return whether a message says of nobody in which cycle they are."""
    told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
    return "cycle" not in told


def _all_used(reading: Understanding) -> Json:
    """Add up several earlier stays of the cycle; None where there are none, or in doubt."""
    cycle = reading.case.get("cycle")
    stays = [
        one
        for one in reading.slots
        if one.slot == "used"
        and one.of == reading.about
        and (cycle is None or one.cycle in (None, cycle))
    ]
    if len(stays) < 2 or not all(one.sure for one in stays):
        return None
    return together([cast("FactValue", one.value) for one in stays])


def used_elsewhere(reading: Understanding) -> bool:
    """Return whether earlier stays were told, and all of them in another cycle of study."""
    done = [one for one in reading.slots if one.time == "done" and one.slot == "used"]
    return bool(done) and "used" not in told_in(reading)


def _mark(reading: Understanding) -> Json:
    """Return the marks of a message: one, or a list of several; None of none.

    Numbers each once, since one may be read twice; "A, C, C" are three letters.
    """
    marks = [_one_mark(one) for one in reading.marks]
    letters = [one for one in marks if isinstance(one, str)]
    if len(letters) < len(marks) or len(set(letters)) == 1:
        marks = list({repr(one): one for one in marks}.values())
    if len(marks) > 1:
        return marks
    return marks[0] if marks else None


def _one_mark(mark: SlotValue) -> Json:
    return mark.value if mark.slot == "ects_grade" else {mark.slot: mark.value}


def days_of(told: Mapping[str, Json]) -> Json:
    """Return the length of a stay told in days alone.

    None when it was told otherwise or not at all.
    """
    duration = told.get("duration")
    if isinstance(duration, Mapping) and (set(duration) == {"days"} or "to" in duration):
        return in_days(cast("FactValue", duration))
    return told.get("days")


def words_of(slots: Iterable[str], reading: Understanding) -> dict[str, str]:
    """Return the person's words for each slot: only those that it was read from are kept."""
    places = {slot: reading.places.get(slot, ()) for slot in slots}
    return {
        slot: " ".join(reading.text[start:end] for start, end in spans)
        for slot, spans in places.items()
    }
