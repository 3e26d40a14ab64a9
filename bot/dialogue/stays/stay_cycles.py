"""In which cycle a stay was, and what was used of the cycle that somebody is in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from bot.dialogue.state import case
from bot.dialogue.state.ledger import KeptStay, Stays, is_any, over, used
from bot.dialogue.state.stays_told import is_named_by, told_stays
from bot.dialogue.telling import is_in_no_cycle
from bot.messages.json_value import Json
from bot.understanding import (
    AskedQuestion,
    FactValue,
    QuestionKind,
    SlotValue,
    Span,
    Understanding,
)
from bot.understanding.cue import Cue
from bot.understanding.people.people import ORDER
from knowledge.vocabulary import load_vocabulary

_CONVERSATION = load_vocabulary("conversation")
_CORRECTING = load_vocabulary("follow_ups").words("correcting")
_OF_A_STAY = Cue.of(_CONVERSATION, "said of a stay")
_ALL_OF_THEM = _CONVERSATION.words("both stays")
_ENROLLED = Cue.of(_CONVERSATION, "enrolled now")
_WANTING = load_vocabulary("follow_ups").words("wanting")
_WAS = _CONVERSATION.words("was")
_BEFORE_ITS_CYCLE = _CONVERSATION.words("before the cycle of a stay")
_LETTERS = re.compile(r"[a-z0-9?]+")
_BOTH = 2
_FIRST_CYCLE = "bachelor"


def in_its_cycle(
    reading: Understanding, stays: Stays, known: case.Case
) -> tuple[Understanding, Stays] | None:
    """Take a cycle that a message tells of a stay as the stay's: "ne, to je bilo na osnovnim".

    The person stays in the cycle that they are in. None where the message tells no such thing.
    """
    told = _cycle_of_a_stay(reading, stays) if stays or "cycle" in known else None
    if told is None:
        return None
    cycle, own, place = told
    done = [one for one in over(stays) if is_any(one.value)] or _plan_that_was(reading, stays)
    all_of_them = not _ALL_OF_THEM.isdisjoint(reading.words)
    moved = done if all_of_them else _meant(reading, done)
    before = known["cycle"].value if "cycle" in known else None
    # Who was away in a later cycle than they were thought to be in is in that one.
    later = before is not None and _order(cycle) > _order(str(before))
    if not moved and (before is None or later):
        return None
    slots = [
        one
        for one in reading.slots
        if one.slot not in {"cycle", "role"}
        or (own is None and later)
        or (own is not None and one.slot == "role")
    ]
    slots += [SlotValue("used", one.value, place, reading.about, cycle, "done") for one in moved]
    if own is not None:
        slots.append(SlotValue("cycle", own, place, reading.about))
    # What is only told is known to ask what is left; a question has to say so.
    asked = AskedQuestion(QuestionKind.LEFT, place, 0)
    asks = moved and "?" in reading.text and not reading.questions
    kinds = {one.kind for one in reading.questions}
    # "When I was still in my bachelor's" tells when, and asks nothing.
    tells = bool(moved) and "?" not in reading.text and kinds <= {QuestionKind.WHEN}
    reading = replace(
        reading,
        slots=tuple(sorted(slots, key=lambda one: one.span)),
        questions=(asked,) if asks else () if tells else reading.questions,
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != "cycle"),
    )
    return reading, tuple(
        replace(one, cycle=cycle, planned=False) if one in moved else one for one in stays
    )


def _plan_that_was(reading: Understanding, stays: Stays) -> list[KeptStay]:
    """Return the stay taken as planned that a message says was in a cycle."""
    plans = [one for one in stays if one.planned]
    return [] if _WAS.isdisjoint(reading.words) else plans[-1:]


def _cycle_of_a_stay(reading: Understanding, stays: Stays) -> tuple[str, str | None, Span] | None:
    """Return the cycle that a message tells of a stay, that of the person beside it, and where."""
    one_told: list[tuple[str, str | None, Span]] = [
        (str(one.value), None, one.span)
        for one in reading.slots
        if one.slot == "cycle" and one.of == reading.about
    ]
    two_told: list[tuple[str, str | None, Span]] = []
    begins = _begins_with_its_cycle(reading)
    if begins and len(one_told) == 1 and str(one_told[0][0]) != reading.cycles[0][0]:
        # "In bachelor. Now I'm on master": the first is the stay's, the second the person's.
        (earlier, place), own = reading.cycles[0], one_told.pop()[0]
        if _order(earlier) < _order(own):
            two_told.append((earlier, own, place))
    for one in reading.ambiguous:
        if one.slot == "cycle" and len(one.values) == _BOTH:
            earlier, later = sorted(map(str, one.values), key=_order)
            two_told.append((earlier, later, one.span))
    told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
    if len(one_told) + len(two_told) != 1 or told & {"used", "duration", "hours"}:
        return None
    said = begins or not _ALL_OF_THEM.isdisjoint(reading.words)
    said = said or _OF_A_STAY.stands_in(reading)
    said = said or (not reading.questions and _tells_of_one_named(reading, stays))
    enrolled = not two_told and _ENROLLED.stands_in(reading)
    if not said or enrolled:
        return None
    return (*one_told, *two_told)[0]


def _tells_of_one_named(reading: Understanding, stays: Stays) -> bool:
    """Return whether a message says something of a stay by its place: "Gent je sa osnovnih"."""
    named = any(is_named_by(one, reading.text) for one in over(stays))
    return named and _WANTING.isdisjoint(reading.words)


def _begins_with_its_cycle(reading: Understanding) -> bool:
    """Return whether a message begins with the cycle that a stay was in: "in bachelor."."""
    if not reading.cycles or reading.questions or "?" in reading.text:
        return False
    before = _LETTERS.findall(reading.folded[: reading.cycles[0][1][0]])
    return bool(before) and _BEFORE_ITS_CYCLE.issuperset(before)


def _order(cycle: str) -> int:
    return ORDER.get(cycle, 0)


def _meant(reading: Understanding, done: Sequence[KeptStay]) -> Sequence[KeptStay]:
    """Return the stay that a message says was somewhere: the one it names, else the last one."""
    named = [one for one in done if is_named_by(one, reading.text)]
    tells = named and not reading.questions and "?" not in reading.text
    if not tells and _WAS.isdisjoint(reading.words) and not _begins_with_its_cycle(reading):
        # "Does my bachelor exchange count?" asks, and tells of no stay where it was.
        return ()
    return (named or done)[-1:]


def in_a_cycle_that_is_over(reading: Understanding, known: case.Case) -> Understanding:
    """Return a message that tells an earlier stay in a cycle, and not that somebody is in it.

    "I was away 10 months in my bachelor's", told by who plans a traineeship and named no cycle.
    """
    planned = {"programme", "duration"} & known.keys()
    told = [one for one in reading.slots if one.slot == "used" and one.time == "done"]
    cycles = {str(one.value) for one in reading.slots if one.slot == "cycle"}
    # A later cycle may be the one that somebody is in, and so is the one just being finished.
    settled = "cycle" in known or "finished_on" in known or cycles != {_FIRST_CYCLE}
    if settled or not planned or not told:
        return reading
    # Who tells the year, or asks what is left of it, is in that cycle.
    still_in_it = "year" in reading.case or reading.asks(QuestionKind.LEFT)
    if still_in_it or any(one.cycle not in (None, *cycles) for one in told):
        return reading
    return replace(
        reading,
        slots=tuple(
            replace(one, cycle=_FIRST_CYCLE) if one in told else one
            for one in reading.slots
            if one.slot not in {"cycle", "role"}
        ),
        stays=tuple(
            replace(one, cycle=_FIRST_CYCLE) if one.time == "done" else one for one in reading.stays
        ),
    )


def cycle_of(reading: Understanding, known: case.Case) -> Json:
    """Return the cycle that the person is in: a stay in an earlier one does not move them there."""
    before = known["cycle"].value if "cycle" in known else None
    told = reading.case.get("cycle")
    if told is None or before is None:
        return told or before
    of_a_stay = any(one.cycle == told for one in told_stays(reading))
    earlier = _order(str(told)) < _order(str(before))
    corrected = not _CORRECTING.isdisjoint(reading.words)
    return before if of_a_stay and earlier and not corrected else told


def with_what_is_left_used(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return a message that only supposes a stay in another cycle, with what this one would have.

    The case still holds the stay: nothing of what is supposed is kept.
    """
    told = [one for one in reading.slots if one.slot == "used"]
    if cycle is None or not told or any(one.cycle in (None, cycle) for one in told):
        return reading
    left = used(stays, cycle) or {"months": 0}
    own = replace(told[0], value=cast("FactValue", left), cycle=str(cycle))
    return replace(reading, slots=(*reading.slots, own))


def summed(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return a message that tells stays with all stays of the cycle in place of its own.

    Args:
        reading: what the message says.
        stays: the ledger with what it tells.
        cycle: the cycle that the person is in.
    """
    told = [
        one
        for one in reading.slots
        if one.slot == "used" and one.time == "done" and one.of == reading.about and one.sure
    ]
    if not told:
        return reading
    slots = tuple(one for one in reading.slots if one not in told)
    if cycle is not None and any(one.cycle not in (None, cycle) for one in told):
        # "8 in my bachelor" of a master's student tells no other cycle of the person.
        slots = tuple(one for one in slots if one.slot != "cycle")
        slots += (SlotValue("cycle", cast("FactValue", cycle), told[0].span, reading.about),)
    elsewhere = cycle is not None or is_in_no_cycle(reading)
    of_others = tuple(one for one in told if one.cycle not in (None, cycle) and elsewhere)
    counted = next((one for one in told if one not in of_others), None)
    in_all = used(stays, cycle)
    if counted is not None and in_all is not None:
        of_others += (replace(counted, value=cast("FactValue", in_all)),)
    slots = tuple(sorted((*slots, *of_others), key=lambda one: one.span))
    return replace(reading, slots=slots)
