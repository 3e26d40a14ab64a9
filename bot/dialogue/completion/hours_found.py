"""Add hours that were found to those told before: "they found 2 more", "našli su mi još 3 časa"."""

import re
from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.completion.hours import is_at_a_distance, says_each_day
from bot.dialogue.completion.told_before import Before, is_within, with_slot
from bot.understanding import Span, Understanding
from bot.understanding.quantities.numbers import numbers
from bot.understanding.tokens import take_apart
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stay_edits")
_MORE = "|".join(sorted(_VOCABULARY.words("more")))
_FOUND = _VOCABULARY.stems("found")
_HOURS = load_vocabulary("hours").pattern("hours")
# "Još 2 časa", "another two hours"; "2 more hours", "2 more".
_BEHIND = re.compile(rf"\b(?:{_MORE}) (?:od )?(\w+) {_HOURS}\b")
_BEFORE = re.compile(rf"\b(\w+) (?:{_MORE})\b(?: {_HOURS}\b)?")
_ALONE = re.compile(rf"\b(?:{_MORE}) (\w+)\b")


def with_hours_found(
    reading: Understanding, before: Before, *, too_few: bool = False
) -> Understanding:
    """Return a message whose hours are those told before and the ones that were found beside.

    Args:
        reading: the message.
        before: what was told before it.
        too_few: the hours were refused as too few, so that "another two" are hours.
    """
    told = before.known.get("hours")
    if not isinstance(told, int | float) or isinstance(told, bool):
        return reading
    if says_each_day(reading) or is_at_a_distance(reading) or reading.hours_by_day:
        # "Friday another 2" tells the hours of one day more.
        return reading
    found = _found(reading, too_few=too_few)
    if found is None:
        return reading
    more, span = found
    total = told + more
    if reading.case.get("hours") not in (None, more):
        return reading
    rest = tuple(one for one in reading.slots if one.slot != "hours")
    unplaced = tuple(
        one for one in reading.unplaced if not is_within(one.span, span) and one.text != str(total)
    )
    plain = replace(reading, slots=rest, unplaced=unplaced, hours_by_day=(), edit=None)
    return with_slot(plain, "hours", total, span)


def _found(reading: Understanding, *, too_few: bool) -> tuple[int, Span] | None:
    """Return how many hours were found, and where; None where a message tells of none."""
    patterns = [_BEHIND]
    few = too_few and len(reading.words) <= policy.SHORT_CASE and "duration" not in reading.case
    if few or any(word.startswith(_FOUND) for word in reading.words):
        patterns += [_BEFORE, _ALONE]
    for pattern in patterns:
        match = pattern.search(reading.folded)
        number = None if match is None else _number(match[1])
        if match is not None and number is not None:
            return number, match.span()
    return None


def _number(word: str) -> int | None:
    told = list(numbers(take_apart(word)).values())
    return told[0].whole if len(told) == 1 and told[0].how is None else None
