"""What a message does to the stays that are planned: one more, or another length of one."""

import re
from collections.abc import Sequence

from bot.dialogue import policy
from bot.dialogue.state.ledger import KeptStay, Stays, is_any, over, planned, total
from bot.dialogue.state.stays_told import (
    corrects,
    is_named_by,
    is_short,
    planned_stays,
    told_stays,
    words_around,
)
from bot.messages.changed import replace
from bot.messages.json_value import Json
from bot.understanding import SlotValue, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

_CONVERSATION = load_vocabulary("conversation")
_BUILDING_ON = re.compile(
    rf"\b{_CONVERSATION.pattern('after that')}\b|^\W*{_CONVERSATION.pattern('adding a stay')}\b"
)
_INSTEAD = re.compile(rf"\W*{_CONVERSATION.pattern('instead of the plan')}\W*")
_AFTER_THAT = re.compile(rf"\b{_CONVERSATION.pattern('after that')}\b")
_IN_PARTS = _CONVERSATION.words("in parts")
_THAT_ONE = _CONVERSATION.words("that one")
_THEN = _CONVERSATION.words("then")
_ANOTHER = _CONVERSATION.words("another plan")
_AND = re.compile(rf"^\W*{_CONVERSATION.pattern('and a stay')} ")


def with_plans(
    reading: Understanding, stays: Stays, cycle: str | None, spoken_of: str | None
) -> Stays:
    """Return the ledger with the stays that a message plans.

    Args:
        reading: what the message says.
        stays: the ledger before it.
        cycle: the cycle that the person is in.
        spoken_of: the programme spoken of before, which a short message goes on with.
    """
    told = [
        KeptStay(
            one.value,
            one.cycle or cycle,
            words_around(one, reading),
            one.kind,
            planned=True,
            hours=one.hours,
        )
        for one in planned_stays(reading)
    ]
    before = [one for one in stays if one.planned]
    if not told:
        return stays
    told = _of_the_kind_spoken_of(reading, told, before, spoken_of)
    if len(told) > 1 and len(before) == 1 and _are_its_parts(reading, told, before[0]):
        return (*over(stays), *told)
    instead = 1 < len(before) <= len(told) and is_short(reading)
    if instead and any(_named(before, one) for one in told):
        # "Then internship 2 and Bologna 2?" says of each of them how long it is instead.
        return (*over(stays), *told)
    if before and _builds_on_a_plan(reading, told, before):
        return (*(replace(one, spoken_of=False) for one in stays), *told)
    if len(told) > 1:
        return (*over(stays), *told)
    if not before:
        return (*over(stays), replace(told[0], kind=told[0].kind or spoken_of))
    return _with_changed(reading, stays, before, told[0])


def _of_the_kind_spoken_of(
    reading: Understanding,
    told: Sequence[KeptStay],
    before: Sequence[KeptStay],
    spoken_of: str | None,
) -> list[KeptStay]:
    """Return several stays, none of whose kinds is named, as of the kind spoken of."""
    several = len(told) > 1 and all(one.kind is None for one in told)
    several = several and (is_short(reading) or not _IN_PARTS.isdisjoint(reading.words))
    planned_kinds = {one.kind for one in before}
    kind = planned_kinds.pop() if len(planned_kinds) == 1 else spoken_of
    return [replace(one, kind=kind) for one in told] if several else list(told)


def _are_its_parts(reading: Understanding, told: Sequence[KeptStay], whole: KeptStay) -> bool:
    """Return whether the planned stay is only divided: "may I split it, 1 month and then 2?"."""
    divides = not _IN_PARTS.isdisjoint(reading.words)
    return divides or total([one.value for one in told]) == whole.value


def _with_changed(
    reading: Understanding, stays: Stays, before: Sequence[KeptStay], told: KeptStay
) -> Stays:
    """Return the ledger with the planned stay that a message changes; another one takes all."""
    if any(one.value == told.value for one in before) and told.kind is None:
        # "How much for those 20 days?" tells no other stay.
        return stays
    named = _named(before, told)
    bare = told.kind is None and len(reading.words) <= policy.FEWEST_WORDS
    if named is None and len(before) > 1 and (corrects(reading) or bare):
        named = next((one for one in before if one.spoken_of), before[-1])
    if named is None or (len(before) == 1 and not (corrects(reading) or bare)):
        kind = told.kind or (before[0].kind if len(before) == 1 and is_short(reading) else None)
        return (*over(stays), replace(told, kind=kind))
    changed = replace(told, kind=told.kind or named.kind, words=named.words, spoken_of=True)
    return tuple(changed if one is named else replace(one, spoken_of=False) for one in stays)


def built_upon(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return "and a traineeship after that?" with the planned stays as used before it.

    Any other message comes back as it is.
    """
    plans = planned(stays, cycle)
    if not plans or len(reading.programmes) != 1 or planned_stays(reading):
        return reading
    if not _AFTER_THAT.search(reading.folded) or told_stays(reading):
        return reading
    spent = over(one for one in stays if one.cycle in (None, cycle))
    before_it = total([one.value for one in (*spent, *plans) if is_any(one.value)])
    if before_it is None:
        return reading
    place = reading.places.get("programme", ((0, 0),))[0]
    return replace(
        reading, slots=(*reading.slots, SlotValue("used", before_it, place, reading.about))
    )


def is_built_upon_a_plan(reading: Understanding) -> bool:
    """Return whether another stay is asked about, which comes after the one that is planned."""
    before = any(one.slot == "used" and one.time == "planned" for one in reading.slots)
    return before and bool(reading.programmes) and "duration" not in reading.case


def _named(stays: Sequence[KeptStay], told: KeptStay) -> KeptStay | None:
    """Return the planned stay that a message names: by its place, or as the only one of a kind."""
    by_words = [one for one in stays if is_named_by(one, told.words)]
    if len(by_words) == 1:
        return by_words[0]
    if told.kind is None:
        return None
    by_kind = [one for one in stays if one.kind == told.kind]
    by_kind = by_kind or [one for one in stays if one.kind is None]
    return by_kind[0] if len(by_kind) == 1 else None


def _builds_on_a_plan(
    reading: Understanding, told: Sequence[KeptStay], before: Sequence[KeptStay]
) -> bool:
    """Return whether a message tells a stay beside the one that is planned already.

    "And 3 months of practice after that", "then a semester in Graz", "i 2 meseca prakse".
    """
    first = planned_stays(reading)[0].span[0]
    said = fold(reading.text[: first if len(told) > 1 else None])
    if len(told) == 1 and told[0].kind is None and _INSTEAD.fullmatch(fold(reading.text[:first])):
        # "Ok, then 3": so long instead; one more is told as one more.
        return False
    # What stands between stays told together joins these, and no earlier one.
    if _BUILDING_ON.search(said) or not _ANOTHER.isdisjoint(said.split()):
        return True
    kinds = {one.kind for one in before}
    if not _THAT_ONE.isdisjoint(reading.words):
        # "Može li onda ono kratko?" asks of another one instead.
        return False
    if not all(one.kind is not None and one.kind not in kinds for one in told):
        # "Then 10 days" says what is planned in that case.
        return False
    if reading.questions or "?" in reading.text:
        # "A traineeship then?" asks of what may be done instead.
        return False
    # "A semester then" is one instead, too; "then a semester" comes behind.
    behind = not _THEN.isdisjoint(fold(reading.text[:first]).split())
    return behind or _AND.search(reading.folded) is not None
