"""The ledger of a case: every stay told in the conversation, and in which cycle it was.

Stays add up within a cycle, and only there: what `used` of the case holds follows from the ledger.
A stay told later is added; one that corrects another takes its place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, cast

from bot.dialogue import case
from bot.messages.json_value import Json
from bot.understanding import FactValue, QuestionKind, SlotValue, Span, Understanding
from bot.understanding.people import ORDER
from bot.understanding.stays import together
from bot.understanding.understanding import AskedQuestion
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.duration import MONTH, long_stay
from rules.reading_duration import read_duration

_CORRECTING = load_vocabulary("follow_ups").words("correcting")
_CONVERSATION = load_vocabulary("conversation")
_CORRECTING_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('correcting a stay')}\b")
_ADDING = re.compile(rf"\b{_CONVERSATION.pattern('one more stay')}\b")
_NO_NAMES = _CONVERSATION.words("no name of a stay")
_WORD = re.compile(r"[a-z]{4,}")
_SUPPOSING = _CONVERSATION.words("supposing")
_OPENING = frozenset("a i and but what sta ok okej e".split())
_OF_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('said of a stay')}\b")
_ALL_OF_THEM = _CONVERSATION.words("both stays")
_ENROLLED = re.compile(rf"\b{_CONVERSATION.pattern('enrolled now')}\b")
_NUMBER = re.compile(r"\d+")
_MOST_LETTERS = 80
# So many stays nobody has; a conversation that only tells stays stays small in the store.
_MOST = 24


@dataclass(frozen=True, slots=True)
class PastStay:
    """One stay that is over.

    Attributes:
        value: its length, in the form of the facts.
        cycle: the cycle it was in; None where none was told and none is known of the person.
        words: the message that told it.
    """

    value: Json
    cycle: str | None
    words: str = ""


Stays: TypeAlias = tuple[PastStay, ...]


def used(stays: Stays, cycle: Json) -> Json:
    """Return what was used of a cycle, together; None where nothing was told of it."""
    values = [one.value for one in stays if _counts(one, cycle)]
    added = total(values)
    # Terms and months cannot be added: what was told last stands.
    return added if added is not None or not values else _in_months(values[-1])


def total(values: Sequence[Json]) -> Json:
    """Return stays as one length; None of none, and of terms beside months."""
    lengths = [cast("FactValue", _in_months(one)) for one in values]
    return cast("Json", together(lengths)) if lengths else None


def of_cycle(stays: Stays, cycle: Json) -> Stays:
    """Return the stays that count in a cycle, those of which no cycle is known among them."""
    return tuple(one for one in stays if _counts(one, cycle) and _is_any(one.value))


def of_other_cycles(stays: Stays, cycle: Json) -> Stays:
    """Return the stays that do not count in a cycle, as they were in another."""
    return tuple(one for one in stays if not _counts(one, cycle) and _is_any(one.value))


def in_step(stays: Stays, known: case.Case) -> Stays:
    """Return the ledger as the case has it: a button or the page "My case" may have changed it."""
    cycle = known["cycle"].value if "cycle" in known else None
    stays = tuple(
        replace(one, cycle=str(cycle)) if one.cycle is None and cycle is not None else one
        for one in stays
    )
    kept = known.get("used")
    if (None if kept is None else kept.value) == used(stays, cycle):
        return stays
    others = tuple(one for one in stays if not _counts(one, cycle))
    if kept is None:
        return others
    return (*others, PastStay(kept.value, None if cycle is None else str(cycle), kept.words))


def after(reading: Understanding, stays: Stays, cycle: Json) -> Stays:
    """Return the ledger with the stays that a message tells.

    Args:
        reading: what the message says.
        stays: the ledger before it.
        cycle: the cycle that the person is in, as far as it is known with the message.
    """
    for one in told_stays(reading):
        told_in = one.cycle or (None if cycle is None else str(cycle))
        stay = PastStay(one.value, told_in, reading.text[:_MOST_LETTERS])
        stays = _noted(stays, stay, corrects=corrects(reading))
    return stays[-_MOST:]


def told_stays(reading: Understanding) -> list[SlotValue]:
    """Return the stays that a message tells as over, of the one it is about."""
    return [
        one
        for one in reading.slots
        if one.slot == "used" and one.time == "done" and one.of == reading.about and one.sure
    ]


def names_one_of(reading: Understanding, stays: Stays) -> bool:
    """Return whether a message names a stay of the ledger, by its place for example."""
    return any(_names(one.words) & _names(reading.text) for one in stays)


def supposes(reading: Understanding) -> bool:
    """Return whether a stay is only supposed: "what if I was away for 3 months?"."""
    first = next((word for word in reading.words if word not in _OPENING), "")
    opens = first in _SUPPOSING
    return opens or ("?" in reading.text and not _SUPPOSING.isdisjoint(reading.words))


def moved(reading: Understanding, stays: Stays) -> tuple[Understanding, Stays]:
    """Take a cycle that is told of a stay told before as that of the stay: "that was in my master".

    Returns:
        The message as one that tells the stay anew, in the cycle, and the ledger without it.
    """
    cycle, span = _cycle_of_a_stay(reading)
    own = _later_cycle(reading, cycle)
    if not stays or cycle is None:
        return reading, stays
    every = not _ALL_OF_THEM.isdisjoint(reading.words)
    about = stays if every else stays[-1:]
    told = tuple(
        SlotValue("used", one.value, span, reading.about, cycle, "done")
        for one in about
        if _is_any(one.value)
    )
    slots = tuple(one for one in reading.slots if one.slot != "cycle" and one.span != span)
    if own is not None:
        slots += (SlotValue("cycle", own, span, reading.about),)
    # What is only told is known to ask what is left; a question has to say so.
    asks = bool(told) and "?" in reading.text
    asked = (AskedQuestion(QuestionKind.LEFT, span, 0),) if asks else ()
    rest = stays[: len(stays) - len(about)]
    questions = reading.questions or asked
    unclear = tuple(one for one in reading.ambiguous if one.slot != "cycle")
    told_anew = replace(reading, slots=(*slots, *told), questions=questions, ambiguous=unclear)
    return told_anew, rest


def _cycle_of_a_stay(reading: Understanding) -> tuple[str | None, Span]:
    """Return the one cycle that a message tells, where it is told of a stay and not of somebody."""
    cycles = [(str(one.value), one.span) for one in reading.slots if one.slot == "cycle"]
    cycles += [
        (min(map(str, one.values), key=_order), one.span)
        for one in reading.ambiguous
        if one.slot == "cycle" and one.values
    ]
    told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
    if len(cycles) != 1 or told & {"used", "duration", "hours", "programme"}:
        return None, (0, 0)
    said = _OF_A_STAY.search(reading.folded) or not _ALL_OF_THEM.isdisjoint(reading.words)
    two = any(one.slot == "cycle" for one in reading.ambiguous)
    if not said or (not two and _ENROLLED.search(reading.folded)):
        return None, (0, 0)
    return cycles[0]


def _later_cycle(reading: Understanding, cycle: str | None) -> str | None:
    """Return the cycle that the person is in now, where two were told: "both in my BA, now MA"."""
    named = [one.values for one in reading.ambiguous if one.slot == "cycle"]
    later = [str(one) for values in named for one in values if one != cycle]
    return later[0] if len(later) == 1 else None


def _order(cycle: str) -> int:
    return ORDER.get(cycle, 0)


def corrects(reading: Understanding) -> bool:
    """Return whether a message corrects what was told before: "no, 4 in Graz"."""
    return not _CORRECTING.isdisjoint(reading.words) or bool(
        _CORRECTING_A_STAY.search(reading.folded)
    )


def _noted(stays: Stays, stay: PastStay, *, corrects: bool) -> Stays:
    alike = [one for one in stays if one.cycle == stay.cycle or one.cycle is None]
    if not _is_any(stay.value) or not any(_is_any(one.value) for one in alike):
        # "None at all", and the first one, hold for the whole cycle.
        return (*(one for one in stays if one not in alike), stay)
    if any(one.value == stay.value for one in alike) and not _adds(stay.words):
        # Told again, it is the same stay.
        return stays
    if not corrects:
        return (*stays, stay)
    named = [one for one in alike if _names(one.words) & _names(stay.words)]
    replaced = [one for one in alike if _numbers(one.value) & set(_NUMBER.findall(stay.words))]
    wrong = (named or replaced or alike)[-1]
    return tuple(stay if one is wrong else one for one in stays)


def _adds(words: str) -> bool:
    return bool(_ADDING.search(fold(words)))


def _names(words: str) -> set[str]:
    """Return the longer words of a message: of two messages about one stay the place is in both."""
    return set(_WORD.findall(fold(words))) - _NO_NAMES


def _numbers(value: Json) -> set[str]:
    return {str(count) for count in value.values()} if isinstance(value, dict) else set()


def _counts(stay: PastStay, cycle: Json) -> bool:
    return cycle is None or stay.cycle in (None, cycle)


def _is_any(value: Json) -> bool:
    return not isinstance(value, dict) or any(value.values())


def _in_months(value: Json) -> Json:
    """Return a stay told by its dates in months and days, as they are counted; others unchanged."""
    if not isinstance(value, dict) or "from" not in value:
        return value
    months, days = divmod(long_stay(read_duration("used", value)).days, MONTH)
    told = {unit: count for unit, count in (("months", months), ("days", days)) if count}
    return cast("Json", told)


def summed(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return a message that tells stays with all stays of the cycle in place of its own.

    Args:
        reading: what the message says.
        stays: the ledger with what it tells.
        cycle: the cycle that the person is in.
    """
    told = told_stays(reading)
    if not told:
        return reading
    slots = tuple(one for one in reading.slots if one not in told)
    if cycle is not None and any(one.cycle not in (None, cycle) for one in told):
        # "8 in my bachelor" of a master's student tells no other cycle of the person.
        slots = tuple(one for one in slots if one.slot != "cycle")
        slots += (SlotValue("cycle", cast("FactValue", cycle), told[0].span, reading.about),)
    of_others = tuple(one for one in told if one.cycle not in (None, cycle) and cycle is not None)
    counted = next((one for one in told if one not in of_others), None)
    in_all = used(stays, cycle)
    if counted is not None and in_all is not None:
        of_others += (replace(counted, value=cast("FactValue", in_all)),)
    slots = tuple(sorted((*slots, *of_others), key=lambda one: one.span))
    return replace(reading, slots=slots)


def cycle_of(reading: Understanding, known: case.Case) -> Json:
    """Return the cycle that the person is in: a stay in an earlier one does not move them there."""
    before = known["cycle"].value if "cycle" in known else None
    told = reading.case.get("cycle")
    if told is None or before is None:
        return told or before
    of_a_stay = any(one.cycle == told for one in told_stays(reading))
    earlier = ORDER.get(str(told), 0) < ORDER.get(str(before), 0)
    corrected = not _CORRECTING.isdisjoint(reading.words)
    return before if of_a_stay and earlier and not corrected else told


def note(known: case.Case, stays: Stays, words: str, on: date) -> case.Case:
    """Return the case with what was used of its cycle, by the ledger."""
    in_all = used(stays, known["cycle"].value if "cycle" in known else None)
    if in_all is None:
        # A stay that was moved to another cycle leaves nothing used in this one.
        return case.without(known, {"used"}) if stays else known
    return case.note(known, {"used": in_all}, {"used": words}, on)
