"""What a message adds to what was told before: that somebody applied in time."""

import re
from dataclasses import replace

from bot.dialogue.completion.told_before import Before, with_slot
from bot.understanding import SlotValue, Understanding
from bot.understanding.people.people import ORDER
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("additions")
_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('applied')}\b")
_NOT_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('not applied')}\b")
_AFTER_GRADUATING = re.compile(rf"\b{_VOCABULARY.pattern('after graduating')}\b")
_APPLIED_IN = re.compile(
    rf"\b{_VOCABULARY.pattern('applied when')}(?: \w+){{0,8}}? {_VOCABULARY.pattern('while in')}\b"
)
_WITHOUT_THEM = re.compile(rf"\b{_VOCABULARY.pattern('without them')}\b")
_GRADUATES = "graduate"


def with_application(reading: Understanding, before: Before) -> Understanding:
    """Take "I applied in March" of a graduate as applied while still enrolled.

    The role in which somebody applied is none of today: "I applied while still a student".
    """
    of_a_graduate = before.known.get("role") == _GRADUATES or any(
        _GRADUATES in name for name in before.session.focus.entries
    )
    of_a_graduate = of_a_graduate or reading.case.get("role") == _GRADUATES
    in_a_cycle = _applied_in_an_earlier_cycle(reading)
    if in_a_cycle is not None:
        return in_a_cycle
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


def _applied_in_an_earlier_cycle(reading: Understanding) -> Understanding | None:
    """Return "I applied while in my bachelor's, now I'm a master's student" as applied in time.

    The person is in the cycle that they are in now; None where a message tells no such thing.
    """
    match = _APPLIED_IN.search(reading.folded)
    own, named = reading.case.get("cycle"), dict(reading.cycles)
    if match is None or own is None or "applied_while_enrolled" in reading.case:
        return None
    earlier = [one for one in named if ORDER.get(one, 0) < ORDER.get(str(own), 0)]
    if len(earlier) != 1 or reading.programmes not in ((), ("traineeship",)):
        return None
    told = SlotValue("applied_while_enrolled", True, match.span(), reading.about)
    places = {**reading.places, "applied_while_enrolled": (match.span(),)}
    return replace(reading, slots=(*reading.slots, told), places=places)


def with_extras_left_out(reading: Understanding, before: Before) -> Understanding:
    """Take "and without that, for 18 days?" as a sum without the top-up for green travel."""
    match = _WITHOUT_THEM.search(reading.folded)
    if match is None or before.known.get("green_travel") is not True:
        return reading
    if any(one.slot == "green_travel" for one in reading.slots):
        return reading
    return with_slot(reading, "green_travel", False, match.span())
