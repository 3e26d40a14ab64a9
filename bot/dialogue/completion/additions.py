"""What a message adds to what was told before: days to a stay, or that somebody applied in time."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.completion.told_before import Before
from bot.understanding import SlotValue, Understanding
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("additions")
_LENGTHENING = re.compile(rf"\b{_VOCABULARY.pattern('lengthening')}\b")
_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('applied')}\b")
_NOT_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('not applied')}\b")
_AFTER_GRADUATING = re.compile(rf"\b{_VOCABULARY.pattern('after graduating')}\b")
_GRADUATES = "graduate"


def with_longer_stay(reading: Understanding, before: Before) -> Understanding:
    """Take "and if I add a day" as the stay told before with that day.

    Hours of every day that were told before go with it.
    """
    told = [one for one in reading.slots if one.slot == "duration"]
    if len(told) != 1:
        return reading
    known, stay = before.known, before.known.get("duration")
    if not isinstance(stay, Mapping) or "hours" not in known:
        return reading
    added = told[0].value
    if not isinstance(added, Mapping) or not _LENGTHENING.search(reading.folded):
        return reading
    if len(added) != 1 or set(added) != set(stay):
        return reading
    longer = {unit: int(str(stay[unit])) + int(str(added[unit])) for unit in added}
    new = replace(told[0], value=longer)
    slots = tuple(new if one is told[0] else one for one in reading.slots if one.slot != "hours")
    return replace(reading, slots=slots)


def with_application(reading: Understanding, before: Before) -> Understanding:
    """Take "I applied in March" of a graduate as applied while still enrolled.

    The role in which somebody applied is none of today: "I applied while still a student".
    """
    of_a_graduate = before.known.get("role") == _GRADUATES or any(
        _GRADUATES in name for name in before.session.focus.entries
    )
    of_a_graduate = of_a_graduate or reading.case.get("role") == _GRADUATES
    match = _APPLIED.search(reading.folded) if of_a_graduate else None
    if match is None or "applied_while_enrolled" in reading.case:
        return reading
    if _NOT_APPLIED.search(reading.folded) or _AFTER_GRADUATING.search(reading.folded):
        return reading
    span = match.span()
    slots = tuple(one for one in reading.slots if one.slot != "role" or one.value == _GRADUATES)
    told = SlotValue("applied_while_enrolled", True, span, reading.about)
    if not any(one.slot == "role" for one in slots):
        slots += (SlotValue("role", _GRADUATES, span, reading.about),)
    places = {**reading.places, "applied_while_enrolled": (span,)}
    # The month of applying settles nothing more.
    return replace(reading, slots=(*slots, told), places=places, unplaced=())
