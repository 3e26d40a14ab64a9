"""A length told as a bound of what somebody plans: "at most 50 days", "not shorter than 3 months".

The same words tell of a rule ("must it last at least 3 months?", "what is the most?"). A plan names
its kind of mobility and asks at most whether it may be.
"""

import re

from bot.dialogue import unsettled
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("conversation")
_UNDER, _OVER = _VOCABULARY.words("under a bound"), _VOCABULARY.words("over a bound")
_NOT = _VOCABULARY.words("not")
_OF_A_RULE = _VOCABULARY.stems("of a rule")
_LASTS = _VOCABULARY.words("lasts")
_ASKS_WHETHER = frozenset({QuestionKind.PERMISSION, QuestionKind.FIT})
_WORD = re.compile(r"\w+")
# So many words before a length tell on which side of it the stay lies.
_REACH = 4


def planned(reading: Understanding) -> Json:
    """Return the length at the bound of a planned stay; None where a rule is spoken of.

    A stay "of less than two months" lies a day under them.
    """
    told = [one for one in reading.slots if one.slot == "duration"]
    if len(told) != 1 or told[0].time != "limit" or len(reading.programmes) != 1:
        return None
    start, end = told[0].span
    asked = {
        one.kind
        for one in reading.questions
        # "Najviše 50 dana" looks like a question of a length, and is the bound.
        if end <= one.span[0] or one.span[1] <= start or one.kind is not QuestionKind.LENGTH
    }
    lasts = not _LASTS.isdisjoint(reading.words)
    of_a_rule = any(word.startswith(_OF_A_RULE) for word in reading.words)
    if of_a_rule or not asked <= _ASKS_WHETHER | {QuestionKind.OTHER}:
        return None
    if lasts and not asked & _ASKS_WHETHER:
        return None
    before = _WORD.findall(fold(reading.text[:start]))[-_REACH:]
    side = (not _OVER.isdisjoint(before)) - (not _UNDER.isdisjoint(before))
    days = unsettled.in_whole_days(told[0].value)
    if side == 0 or not _NOT.isdisjoint(before) or days is None or days + side < 1:
        return told[0].value
    return {"days": days + side}
