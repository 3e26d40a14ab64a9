"""What a message remarks on stays told before: a part was in another cycle, one was no Erasmus."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.dialogue.completion.told_before import numbers_without_a_place
from bot.dialogue.state import case
from bot.dialogue.state.ledger import KeptStay, Stays, is_any, of_cycle, total
from bot.dialogue.state.stays_told import is_named_by
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, SlotValue, Understanding
from bot.understanding.people.programmes import kinds_of_stay
from bot.understanding.tokens import take_apart
from knowledge.vocabulary import load_vocabulary

_CONVERSATION = load_vocabulary("conversation")
_PART_OF_IT = re.compile(rf"\b{_CONVERSATION.pattern('part of what was told')}\b")
_SO_MANY_OF_IT = re.compile(
    rf"\b(\d{{1,2}})\W+(?:out )?{_CONVERSATION.pattern('part of what was told')}\b"
)
_NO_ERASMUS = re.compile(rf"\b{_CONVERSATION.pattern('was not')} (?:\w+ ){{0,3}}?era[sz]mus\w*")
_OTHER_PROGRAMMES = _CONVERSATION.stems("other programmes")
_WAS = _CONVERSATION.words("was")
_OF_IT = load_vocabulary("follow_ups").words("pointing") | _CONVERSATION.words("was")
_NONE: Json = {"months": 0}
# "Samo što 2 od tih ...", "my dad paid" ask nothing.
_ASKS_NOTHING = frozenset({QuestionKind.WHAT, QuestionKind.OTHER, QuestionKind.MONEY})
# What a remark says anew; all else that the message tells stands.
_SAID_ANEW = frozenset({"cycle", "role", "duration", "used", "programme"})


def remarked(
    reading: Understanding, stays: Stays, known: case.Case
) -> tuple[Understanding, Stays] | None:
    """Return the message as one that tells what is used now, with the ledger after it.

    None where a message remarks on no stay.
    """
    if not stays:
        return None
    asked = {one.kind for one in reading.questions}
    if not asked <= _ASKS_NOTHING or "?" in reading.text:
        return None
    cycle = known["cycle"].value if "cycle" in known else _cycle_of(stays)
    each = (_with_a_part_elsewhere, _without_what_was_no_erasmus, _with_another_kind)
    after = next((one for one in (way(reading, stays, cycle) for way in each) if one), None)
    if after is None:
        return None
    of_now = None if cycle is None else str(cycle)
    spent = total([one.value for one in of_cycle(after, cycle)])
    if spent is None:
        spent, after = _NONE, (*after, KeptStay(_NONE, of_now))
    place = (0, len(reading.text))
    slots = [one for one in reading.slots if one.slot not in _SAID_ANEW]
    if of_now is not None:
        slots.append(SlotValue("cycle", of_now, place, reading.about))
    slots.append(SlotValue("used", spent, place, reading.about, of_now, "done"))
    told = replace(
        reading,
        questions=(),
        slots=tuple(slots),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot not in _SAID_ANEW),
        unplaced=(),
        stays=(),
    )
    return told, after


def _cycle_of(stays: Stays) -> Json:
    """Return the one cycle that all stays told were in, where the person's is not known."""
    told = {one.cycle for one in stays if is_any(one.value)}
    return told.pop() if len(told) == 1 else None


def _with_a_part_elsewhere(reading: Understanding, stays: Stays, cycle: Json) -> Stays | None:
    """Return the ledger with "4 of those are from the bachelor's" in the cycle they were in."""
    elsewhere = {name for name, _ in reading.cycles} - {cycle}
    if cycle is None or len(elsewhere) != 1 or not _PART_OF_IT.search(reading.folded):
        return None
    own = [one for one in of_cycle(stays, cycle) if is_any(one.value)]
    part = _part(reading, own)
    if part is None:
        return None
    moved = KeptStay(part, elsewhere.pop(), reading.text)
    for one in reversed(own):
        if one.value == part:
            return tuple(replace(one, cycle=moved.cycle) if at is one else at for at in stays)
        rest = _less(one.value, part)
        if rest is not None:
            return (*(replace(one, value=rest) if at is one else at for at in stays), moved)
    return None


def _part(reading: Understanding, own: Sequence[KeptStay]) -> Mapping[str, int] | None:
    """Return the length that is a part of what was told; the whole may be said beside it."""
    whole = [one.value for one in own]
    whole.append(total(whole))
    told = list(_lengths(reading, whole))
    parts = [one for one in told if one not in whole] or told
    return parts[0] if len(parts) == 1 else None


def _lengths(reading: Understanding, whole: Sequence[Json]) -> Iterator[Mapping[str, int]]:
    """Yield the lengths of a message, of bare numbers in the unit of what was told."""
    units = {unit for one in whole if isinstance(one, Mapping) for unit in one}
    counts = (one.value for one in reading.stays if isinstance(one.value, Mapping))
    seen: list[Mapping[str, int]] = [
        {unit: number for unit, number in one.items() if isinstance(number, int)} for one in counts
    ]
    if len(units) == 1:
        counted = _SO_MANY_OF_IT.search(reading.folded)
        seen += [] if counted is None else [{unit: int(counted.group(1)) for unit in units}]
        seen += [{unit: int(n)} for n, _ in numbers_without_a_place(reading) for unit in units]
    for at, value in enumerate(seen):
        if value not in seen[:at]:
            yield value


def _less(value: Json, part: Mapping[str, int]) -> dict[str, Json] | None:
    """Return what a stay is without a part of it; None where the part is not smaller."""
    if not isinstance(value, Mapping) or set(value) != set(part):
        return None
    rest: dict[str, Json] = {}
    for unit, count in value.items():
        if not isinstance(count, int) or count <= part[unit]:
            return None
        rest[unit] = count - part[unit]
    return rest


def _without_what_was_no_erasmus(reading: Understanding, stays: Stays, cycle: Json) -> Stays | None:
    """Return the ledger without a stay that "was not through Erasmus": no other one counts.

    Whether stays of other programmes count is not stated, so of those nothing is concluded.
    """
    if not _NO_ERASMUS.search(reading.folded):
        return None
    if any(word.startswith(_OTHER_PROGRAMMES) for word in reading.words):
        return None
    told = [one for one in (*of_cycle(stays, cycle), *_planned(stays)) if is_any(one.value)]
    if not told:
        return None
    kinds = {name for name, _, _ in kinds_of_stay(take_apart(reading.text))}
    named = [one for one in told if is_named_by(one, reading.text)]
    of_kind = [one for one in told if one.kind in kinds]
    if not (named or of_kind or _OF_IT.intersection(reading.words)):
        # "No Erasmus so far" says that there was none.
        return None
    gone = (named or of_kind or told)[-1]
    return tuple(one for one in stays if one is not gone)


def _with_another_kind(reading: Understanding, stays: Stays, cycle: Json) -> Stays | None:
    """Return the ledger with "the 4 months were actually an internship" as one of that kind.

    Studies and traineeships count together, so what is left stays what it was.
    """
    kinds = {name for name, _, _ in kinds_of_stay(take_apart(reading.text))}
    told = {one.slot for one in reading.slots} - {"programme"}
    if len(kinds) != 1 or told or reading.stays or _WAS.isdisjoint(reading.words):
        return None
    own = [one for one in of_cycle(stays, cycle) if is_any(one.value)]
    counted = [one for one in own if _is_counted_in(one.value, reading)]
    named = counted or [one for one in own if is_named_by(one, reading.text)]
    if not named and not _OF_IT.intersection(reading.words):
        return None
    meant = (named or own)[-1:]
    return tuple(replace(one, kind=min(kinds)) if one in meant else one for one in stays)


def _is_counted_in(value: Json, reading: Understanding) -> bool:
    """Return whether a message names the number of a length: "the 4 months"."""
    numbers = set(value.values()) if isinstance(value, Mapping) else set()
    return any(number in numbers for number, _ in numbers_without_a_place(reading))


def _planned(stays: Stays) -> Stays:
    return tuple(one for one in stays if one.planned)
