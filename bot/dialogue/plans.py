"""Several stays that are planned together: "6 months in Leuven, then 3 in Berlin".

All of them have to fit into one cycle. What is told later of one of them ("make the traineeship
4") changes that one, and the sum is judged anew.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, cast

from bot.dialogue.weighing import is_each_or_all
from bot.messages.json_value import Json
from bot.understanding import FactValue, SlotValue, Span, Understanding, understand
from bot.understanding.stays import together
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("plans")
_JOIN = re.compile(rf"(?:^|[\s,;+]){_VOCABULARY.pattern('joins')}(?=\s)|[,;+]")
_ADDING = re.compile(
    rf"^\W*(?:{_VOCABULARY.pattern('openings')}\W+)*{_VOCABULARY.pattern('adding')}\b"
)
_WITHOUT = re.compile(rf"\b{_VOCABULARY.pattern('without')}\b")
_CHANGING = re.compile(rf"\b{_VOCABULARY.pattern('changing')}\b")
_WEIGHED = _VOCABULARY.words("weighed")
_KINDS = _VOCABULARY.meanings("kinds")
_NO_NAMES = _VOCABULARY.words("no names")
_WORD = re.compile(r"[a-z]{3,}")
_NUMBER = re.compile(r"\d{1,3}")
# Lengths are the same on every day.
_ANY_DAY = date(2000, 1, 1)
# So many stays fit into no cycle.
_MOST, _MOST_LETTERS = 6, 60


@dataclass(frozen=True, slots=True)
class Plan:
    """One stay of several that are planned.

    Attributes:
        value: its length, in the form of the facts.
        words: what was said of it, by which it is known again.
    """

    value: Json
    words: str = ""


Plans: TypeAlias = tuple[Plan, ...]


def after(reading: Understanding, plans: Plans, result: Mapping[str, Json]) -> Plans:
    """Return the stays that are planned together once a message was read; none where it is one.

    Args:
        reading: what the message says.
        plans: those planned before it.
        result: the answers of the last result, where it was about a planned stay.
    """
    told = _told(reading)
    if len(told) > 1:
        return told
    lone = told or _lone(reading, plans)
    if not plans and lone and "duration" in result and _adds(reading, result):
        return (Plan(result["duration"], _kind_of(result)), *lone)
    if not plans:
        return ()
    named = _names(reading.folded)
    about = [one for one in plans if _names(one.words) & named]
    if _WITHOUT.search(reading.folded) and about and not lone:
        left = tuple(one for one in plans if one not in about)
        return left or plans
    if lone and _adds(reading, {}):
        return (*plans, *lone)[:_MOST]
    if lone and len(about) == 1:
        new = replace(about[0], value=lone[0].value)
        return tuple(new if one is about[0] else one for one in plans)
    return ()


def pointed_at(reading: Understanding, plans: Plans) -> Understanding:
    """Return the message with the length of the one stay that its number names: "for those 20"."""
    numbers = [one for one in reading.unplaced if one.text.isdecimal()]
    if len(numbers) != 1 or reading.places.get("duration"):
        return reading
    count = int(numbers[0].text)
    meant = [
        one.value
        for one in plans
        if isinstance(one.value, Mapping) and list(one.value.values()) == [count]
    ]
    if len(meant) != 1:
        return reading
    span = numbers[0].span
    told = SlotValue("duration", meant[0], span, reading.about)
    places = {**reading.places, "duration": (span,)}
    return replace(reading, slots=(*reading.slots, told), unplaced=(), places=places)


def total(plans: Sequence[Plan], used: Json) -> Json:
    """Return what the stays before the last one come to, with what was used; None where unknown."""
    values: list[Json] = [used] if used is not None else []
    values += [one.value for one in plans[:-1]]
    return cast("Json", together([cast("FactValue", one) for one in values])) if values else None


def _told(reading: Understanding) -> Plans:
    """Return the planned lengths of a message, with the words around each."""
    for one in reading.ambiguous:
        if one.slot != "duration":
            continue
        if one.reason == "conflict" and _WEIGHED.isdisjoint(reading.words):
            return _piece_by_piece(reading)
        if is_each_or_all(one):
            return _each(one.values)
    told = [one for one in reading.slots if one.slot == "duration" and one.time != "limit"]
    if len(told) != 1:
        return ()
    first = Plan(told[0].value, _around(reading, told[0].span))
    return (first, *_counted_like(first, told[0].span, reading))


def _piece_by_piece(reading: Understanding) -> Plans:
    """Return the lengths of the pieces between the joins, where each tells one."""
    pieces: dict[tuple[int, int], None] = {
        _piece(reading, span): None for span in reading.places.get("duration", ())
    }
    found: list[Plan] = []
    for start, stop in pieces:
        length = understand(reading.folded[start:stop], _ANY_DAY).case.get("duration")
        if length is None:
            return ()
        found.append(Plan(length, reading.folded[start:stop].strip()[:_MOST_LETTERS]))
    return tuple(found[:_MOST])


def _each(values: Sequence[Json]) -> Plans:
    """Return "twice 2 months" stay by stay."""
    each, every = values
    if not isinstance(each, Mapping) or not isinstance(every, Mapping):
        return ()
    unit = next(iter(each))
    number = int(str(every[unit])) // int(str(each[unit]))
    return (Plan(each),) * number if number <= _MOST else ()


def _counted_like(first: Plan, span: Span, reading: Understanding) -> Plans:
    """Return lone numbers behind a length that count in its unit: "then 3 in Berlin"."""
    if not isinstance(first.value, Mapping) or len(first.value) != 1:
        return ()
    unit = next(iter(first.value))
    found: list[Plan] = []
    for one in reading.unplaced:
        between = reading.folded[span[1] : one.span[0]]
        if one.span[0] > span[1] and one.text.isdecimal() and _JOIN.search(f" {between} "):
            found.append(Plan({unit: int(one.text)}, _around(reading, one.span)))
    return tuple(found)


def _lone(reading: Understanding, plans: Plans) -> Plans:
    """Return a number alone as a length in the unit of the plans: "make the traineeship 4"."""
    numbers = [one for one in reading.unplaced if one.text.isdecimal()]
    units = {unit for one in plans if isinstance(one.value, Mapping) for unit in one.value}
    if len(numbers) != 1 or len(units) != 1:
        return ()
    return (Plan({units.pop(): int(numbers[0].text)}, _around(reading, numbers[0].span)),)


def _adds(reading: Understanding, result: Mapping[str, Json]) -> bool:
    """Return whether a message adds a stay to those told: "and 2 months of practice"."""
    if not _ADDING.match(reading.folded) or _CHANGING.search(reading.folded):
        return False
    other = reading.programmes[:1] != (result.get("programme"),)
    return not result or (bool(reading.programmes) and other and "?" not in reading.text)


def _around(reading: Understanding, span: Span) -> str:
    """Return the words between the joins around a length."""
    start, stop = _piece(reading, span)
    return reading.folded[start:stop].strip()[:_MOST_LETTERS]


def _piece(reading: Understanding, span: Span) -> Span:
    """Return where the piece between two joins begins and ends that a length stands in."""
    joins = [(0, 0), *(match.span() for match in _JOIN.finditer(reading.folded))]
    start = max((end for _, end in joins if end <= span[0]), default=0)
    stop = min((begin for begin, _ in joins if begin >= span[1]), default=len(reading.folded))
    return start, stop


def _kind_of(result: Mapping[str, Json]) -> str:
    return str(result.get("programme", ""))


def _names(words: str) -> set[str]:
    """Return the words by which a plan is known again: its kind, its place."""
    said = {word for word in _WORD.findall(fold(words)) if word not in _NO_NAMES}
    return {_KINDS.get(word, word) for word in said}
