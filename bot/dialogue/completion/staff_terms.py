"""A semester that somebody employed would stay is a length, and no stay of a student."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.completion.told_before import Before
from bot.understanding import Understanding
from bot.understanding.people.roles import ANY_STAFF, STAFF

_STUDY = "study"


def without_study_of_staff(reading: Understanding, before: Before) -> Understanding:
    """Return "a semester?" of a lecturer without the study stay that it would be of others."""
    length = reading.case.get("duration")
    if not isinstance(length, Mapping) or "semesters" not in length:
        return reading
    known = before.session.case.get("role")
    role = reading.case.get("role", None if known is None else known.value)
    places = {one.span for one in reading.slots if one.slot == "duration"}
    of_the_term = [
        one
        for one in reading.slots
        if one.slot == "programme" and one.value == _STUDY and one.span in places
    ]
    if not of_the_term or role not in {*STAFF, ANY_STAFF}:
        return reading
    return replace(reading, slots=tuple(one for one in reading.slots if one not in of_the_term))
