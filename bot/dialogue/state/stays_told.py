"""The stays that a message tells, each by itself, and by which words one told before is named."""

import itertools
import re
from collections.abc import Sequence

from bot.dialogue import policy
from bot.dialogue.state.ledger import KeptStay, Stays, over
from bot.messages.changed import replace
from bot.understanding import SlotValue, Span, ToldStay, Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary
from locales import fold

_CONVERSATION = load_vocabulary("conversation")
_CORRECTING = load_vocabulary("follow_ups").words("correcting")
_CORRECTING_A_STAY = Cue.of(_CONVERSATION, "correcting a stay")
_ADDED = Cue.of(_CONVERSATION, "added to the others")
_OPENING = frozenset("a i and but what sta ok okej e".split())
_OR = _CONVERSATION.words("weighed")
_JOINING = _CONVERSATION.words("joining stays")
_NO_NAMES = _CONVERSATION.words("no name of a stay")
_CYCLES = _CONVERSATION.stems("cycles of stays")
_SUPPOSING = _CONVERSATION.words("supposing")
_WORD = re.compile(r"[a-z]{4,}")
_SAID = re.compile(r"[a-z]{3,}")
_AT_A_PLACE = re.compile(rf"\b{_CONVERSATION.pattern('at a place')} ([a-z]{{3,}})")
_LEAST_OF_A_NAME, _MOST_OF_AN_ENDING = 3, 3
_MOST_LETTERS = 80
_ENDS = re.compile(r"[.,;:!?()]|\b(?:and|then|plus|i|pa|te|onda|и|па|те|онда|плус)\b")


@once
def told_stays(reading: Understanding) -> Sequence[ToldStay]:
    """Return the stays that a message tells as over, of the one it is about, each by itself."""
    slots = [
        one
        for one in reading.slots
        if one.slot == "used" and one.time == "done" and one.of == reading.about and one.sure
    ]
    separate = of_the_subject(reading, "done")
    told = [one for one in separate if any(_stands_in(one, slot) for slot in slots)]
    told += [
        ToldStay(slot.value, slot.span, slot.of, "done", slot.cycle)
        for slot in slots
        if not any(_stands_in(one, slot) for one in separate)
    ]
    return told


@once
def planned_stays(reading: Understanding) -> Sequence[ToldStay]:
    """Return the stays that a message tells as planned; none where it weighs one against another.

    Several are planned together only where they are joined: "6 months in Leuven, then 3 in a firm".
    """
    slots = [
        one
        for one in reading.slots
        if one.slot == "duration" and one.time in ("planned", "wished") and one.of == reading.about
    ]
    with_hours = [one for one in reading.stays if one.time == "planned" and one.hours is not None]
    if len(with_hours) > 1:
        # Two people, or two trips, each with hours of its own.
        return with_hours
    separate = of_the_subject(reading, "planned")
    if len(separate) > 1:
        return separate if _are_joined(reading, separate) else []
    kind = reading.programmes[0] if len(reading.programmes) == 1 else None
    if len(slots) != 1:
        return []
    told = separate[0] if separate and separate[0].value == slots[0].value else None
    return [
        ToldStay(slots[0].value, slots[0].span, kind=kind)
        if told is None
        else replace(told, kind=told.kind or kind)
    ]


def of_the_subject(reading: Understanding, time: str) -> list[ToldStay]:
    """Return the stays of one time that are of the one whom a message is about."""
    return [one for one in reading.stays if one.time == time and one.of == reading.about]


def _stands_in(stay: ToldStay, slot: SlotValue) -> bool:
    """Return whether a stay is one of those that a slot sums up."""
    return stay.cycle == slot.cycle


def words_around(stay: ToldStay, reading: Understanding) -> str:
    """Return what was said around a stay, by which it is named later, the nearest first."""
    start, stop = stay.span
    first = max((one.end() for one in _ENDS.finditer(reading.text, 0, start)), default=0)
    ended = _ENDS.search(reading.text, stop)
    beside = reading.text[first : len(reading.text) if ended is None else ended.start()]
    if names(beside):
        return beside.strip()[:_MOST_LETTERS]
    others = [one.span for one in reading.stays if one.span != stay.span]
    end = min((one[0] for one in others if one[0] >= stop), default=len(reading.text))
    begin = max((one[1] for one in others if one[1] <= start), default=0)
    for said in (reading.text[max(begin, start - _MOST_LETTERS) : stop], reading.text[start:end]):
        if names(said):
            return said.strip()[-_MOST_LETTERS:]
    return reading.text[begin:end].strip()[:_MOST_LETTERS]


def _are_joined(reading: Understanding, stays: Sequence[ToldStay]) -> bool:
    """Return whether several stays are to be done one after the other."""
    asked = {_clause_of(one.span, reading) for one in reading.questions}
    apart = {_clause_of(one.span, reading) for one in stays}
    if not _OR.isdisjoint(reading.words) or len(asked & apart) > 1:
        # "What fits 20 days and what fits 2 months?" asks of each.
        return False
    for one, other in itertools.pairwise(stays):
        if one.span == other.span:
            continue
        between = fold(reading.text[one.span[1] : other.span[0]])
        if _JOINING.isdisjoint(re.findall(r"[a-z]+|[,+]", between)):
            return False
    return True


def _clause_of(span: Span, reading: Understanding) -> int:
    return sum(end <= span[0] for _, end in reading.clauses)


def is_short(reading: Understanding) -> bool:
    """Return whether a message is so short that it goes on about the stay spoken of."""
    return len(reading.words) <= policy.FOLLOW_UP_WORDS


def names_one_of(reading: Understanding, stays: Stays) -> bool:
    """Return whether a message names a stay of the ledger, by its place for example."""
    return any(is_named_by(one, reading.text) for one in over(stays))


def names_a_plan(reading: Understanding, stays: Stays) -> bool:
    """Return whether a message names a stay that is planned."""
    return any(one.planned and is_named_by(one, reading.text) for one in stays)


@once
def supposes(reading: Understanding) -> bool:
    """Return whether a stay is only supposed: "what if I was away for 3 months?"."""
    first = next((word for word in reading.words if word not in _OPENING), "")
    asks = "?" in reading.text and not _SUPPOSING.isdisjoint(reading.words)
    return asks or first in _SUPPOSING


@once
def corrects(reading: Understanding) -> bool:
    """Return whether a message corrects what was told before: "no, 4 in Graz"."""
    return not _CORRECTING.isdisjoint(reading.words) or _CORRECTING_A_STAY.stands_in(reading)


@once
def adds(reading: Understanding) -> bool:
    """Return whether a message adds a stay to others: "plus 2 months the same year"."""
    return _ADDED.stands_in(reading)


def is_named_by(stay: KeptStay, words: str) -> bool:
    """Return whether words name a stay: by its place, in any of its cases, or by a longer word."""
    if names(stay.words) & names(words):
        return True
    said = _SAID.findall(fold(words))
    places = [match.group(1) for match in _AT_A_PLACE.finditer(fold(stay.words))]
    return any(_is_one_name(place, word) for place in places for word in said)


def _is_one_name(one: str, other: str) -> bool:
    """Return whether two words are one name: "Rim" and "Rimu", "Graz" and "Gracu"."""
    shared = max(_LEAST_OF_A_NAME, min(len(one), len(other)) - 1)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= _MOST_OF_AN_ENDING


def names(words: str) -> set[str]:
    """Return the longer words of a message: of two messages about one stay the place is in both."""
    named = set(_WORD.findall(fold(words))) - _NO_NAMES
    return {word for word in named if not word.startswith(_CYCLES)}
