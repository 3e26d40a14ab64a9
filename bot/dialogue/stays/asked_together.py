"""Whether a message is about the planned stays together: it tells one, or asks of all of them."""

import re
from collections.abc import Sequence

from bot.dialogue import policy
from bot.dialogue.completion.told_before import lone_numbers
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.leading_words import POINTING
from bot.dialogue.state import stays_told
from bot.dialogue.state.ledger import KeptStay
from bot.dialogue.turn import Message
from bot.forms.stays_together import AskedOfThem
from bot.understanding import QuestionKind, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

# Asked in a few words, these are asked of the stays that were told.
_OF_THE_STAYS = frozenset({QuestionKind.LEFT, QuestionKind.FIT, QuestionKind.PERMISSION})
_OF_THEM = load_vocabulary("conversation").words("around both stays")
_VAGUE = _OF_THE_STAYS | {QuestionKind.OTHER, QuestionKind.WHEN, QuestionKind.WHAT}
_TRAINEESHIP = "traineeship"
_CONVERSATION = load_vocabulary("conversation")
_SUPPOSING = _CONVERSATION.words("supposing") | {"if", "ako"}
_IN_THE_WAY = _CONVERSATION.words("in the way")
_SO_MANY = re.compile(rf"{_CONVERSATION.pattern('so it is so many')}\W*$")


def asked_of_them(reading: Understanding) -> AskedOfThem:
    """Return what the first word about stays together answers."""
    supposed = None
    if "?" in reading.text:
        numbers = list(lone_numbers(reading))
        if len(numbers) == 1 and _SO_MANY.search(fold(reading.text[: numbers[0][1][0]])):
            # "In my bachelor's I had 6 months, so it is 16?"
            supposed = numbers[0][0]
    in_the_way = not _IN_THE_WAY.isdisjoint(reading.words)
    return AskedOfThem(in_the_way=in_the_way and supposed is None, supposed=supposed)


def asks_of_the_plan(reading: Understanding) -> bool:
    """Return whether a few words behind a stay that is over ask only whether the plan may be."""
    if stays_told.planned_stays(reading) or reading.programmes or len(reading.questions) != 1:
        return False
    question = reading.questions[0]
    text = reading.text[slice(*question.span)]
    if question.kind not in {QuestionKind.FIT, QuestionKind.PERMISSION}:
        return False
    said = re.findall(r"[a-z0-9]+", fold(text))
    return all(word in _OF_THEM or kinds.is_around_a_length(word) for word in said)


def supposes_graduating_first(reading: Understanding, plans: Sequence[KeptStay]) -> bool:
    """Return whether a planned traineeship is only supposed after graduating: does that help?"""
    if stays_told.planned_stays(reading) or stays_told.told_stays(reading):
        return False
    few = len(reading.words) <= policy.LONGEST_CORRECTION
    few = few and not _SUPPOSING.isdisjoint(reading.words)
    of_it = kinds.is_after_graduating(reading) and any(one.kind == _TRAINEESHIP for one in plans)
    return few and of_it and {one.kind for one in reading.questions} <= _VAGUE


def speaks_of_them(message: Message, plans: Sequence[KeptStay]) -> bool:
    """Return whether a message tells a stay to be added up, or asks of the stays told before."""
    reading = message.reading
    if supposes_graduating_first(reading, plans):
        return True
    asked = kinds.asked(reading, message.session.said)
    if kinds.MONEY in asked:
        return False
    told = [*stays_told.planned_stays(reading), *stays_told.told_stays(reading)]
    with_hours = any(one.hours is not None for one in plans)
    if told or (with_hours and reading.edit is not None):
        return not (_is_the_amount_of_one(message) or kinds.asks_behind_stays(reading))
    return not asked.isdisjoint(_OF_THE_STAYS) and _asks_of_them_alone(reading)


def _asks_of_them_alone(reading: Understanding) -> bool:
    """Return whether few words ask only whether all fit: "may I do both?", "koliko ostaje?"."""
    told = any(one.slot in {"duration", "used"} for one in reading.ambiguous)
    of_them = all(word in _OF_THEM or kinds.is_around_a_length(word) for word in reading.words)
    return not told and of_them and kinds.is_bare(reading)


def _is_the_amount_of_one(message: Message) -> bool:
    """Return whether behind an amount another stay is pointed at: "and for these 3 months?"."""
    reading, context = message.reading, message.context
    asked_before = kinds.MONEY in context.asked or kinds.MONEY.value in context.focus.asked
    if not asked_before or not kinds.names_nothing_asked(reading):
        return False
    place = min((one.span[0] for one in stays_told.planned_stays(reading)), default=0)
    return not POINTING.isdisjoint(fold(reading.text[:place]).split())
