"""Take months told as left of those of a cycle as what is used of it: "4 left of my 12"."""

import re
from dataclasses import replace

from bot.dialogue.completion.told_before import Before, is_within, with_slot
from bot.dialogue.state import ledger
from bot.understanding import QuestionKind, Understanding
from bot.understanding.quantities.counted_lengths import MONTHS_OF_A_CYCLE
from bot.understanding.tokens import Span
from knowledge.vocabulary import load_vocabulary
from locales import fold

_CONVERSATION = load_vocabulary("conversation")
_LEFT = _CONVERSATION.pattern("told as left")
_MONTHS, _WHOLE = _CONVERSATION.pattern("months left"), _CONVERSATION.pattern("of the whole cycle")
_EITHER = frozenset({"or", "ili"})
_TOLD = re.compile(
    rf"\b(?:(\d{{1,2}}) {_MONTHS} (?:\w+ ){{0,2}}?{_LEFT}"
    rf"|{_LEFT} (?:\w+ ){{0,3}}?(\d{{1,2}}) {_MONTHS}) {_WHOLE}\b"
)


def with_months_left(reading: Understanding, before: Before) -> Understanding:
    """Take "I have 4 months left of my 12" as 8 months used, whatever is planned beside."""
    match = _TOLD.search(reading.folded)
    known = "used" in before.known or ledger.over(before.session.stays)
    if match is None or known or any(one.slot == "used" for one in reading.slots):
        return reading
    others = tuple(one for one in reading.questions if one.kind is not QuestionKind.LEFT)
    if others != reading.questions and not others:
        # What is left is asked, and not told.
        return reading
    left, place = int(match[1] or match[2]), match.span()
    if not 0 < left < MONTHS_OF_A_CYCLE:
        return reading
    rest = replace(
        reading,
        questions=others,
        slots=tuple(one for one in reading.slots if not is_within(one.span, place)),
        stays=tuple(one for one in reading.stays if not is_within(one.span, place)),
        ambiguous=tuple(one for one in reading.ambiguous if not is_within(one.span, place)),
        unplaced=tuple(one for one in reading.unplaced if not is_within(one.span, place)),
    )
    told = with_slot(rest, "used", {"months": MONTHS_OF_A_CYCLE - left}, place)
    lengths = [one for one in rest.ambiguous if one.slot == "duration"]
    planned = [one for one in lengths[0].values if one != {"months": left}] if lengths else []
    if len(planned) != 1 or len(rest.stays) > 1:
        return told
    # Beside what is left only one length may be planned.
    return with_slot(replace(told, stays=()), "duration", planned[0], lengths[0].span)


def with_months_asked_between(reading: Understanding, before: Before) -> Understanding:
    """Take "is it 10 or 12 months that are left?" as asking that, and planning no stay."""
    del before
    between = [
        one
        for one in reading.ambiguous
        if one.slot == "duration" and one.reason == "range" and _is_a_choice(reading, one.span)
    ]
    if not between or not reading.asks(QuestionKind.LEFT):
        return reading
    return replace(reading, ambiguous=tuple(one for one in reading.ambiguous if one not in between))


def _is_a_choice(reading: Understanding, span: Span) -> bool:
    """Return whether two lengths are told as one or the other: "10 ili 12 meseci"."""
    return not _EITHER.isdisjoint(fold(reading.text[slice(*span)]).split())
