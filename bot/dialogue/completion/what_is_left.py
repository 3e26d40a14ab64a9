"""Take what is asked beside months used as a question of what is left of them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.dialogue import policy
from bot.dialogue.completion.told_before import (
    Before,
    lone_numbers,
    with_slot,
)
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.asked_kinds import Cues
from bot.dialogue.cues.leading_words import words
from bot.dialogue.state import ledger
from bot.messages.json_value import Json
from bot.understanding import AskedQuestion, FactValue, QuestionKind, Understanding
from bot.understanding.lengths.stay_lengths import in_days
from bot.understanding.quantities.counted_lengths import MONTHS_OF_A_CYCLE
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH

_CONVERSATION = load_vocabulary("conversation")
_HOW_MUCH_MORE = _CONVERSATION.words("how much more")
_OF_THE_MONTHS = re.compile(rf"\b{_CONVERSATION.pattern('of the months of a cycle')}\b")
_THE_REST = re.compile(rf"\b{_CONVERSATION.pattern('the rest of them')}\b")
# "How many can I still use?", "koliko još mogu?": without a word for it no money is asked for.
_HOW_MUCH = frozenset(
    {QuestionKind.LENGTH, QuestionKind.MONEY, QuestionKind.HOW, QuestionKind.WHAT}
)
_WHETHER = frozenset(
    {QuestionKind.PERMISSION, QuestionKind.FIT, QuestionKind.LEFT, QuestionKind.OTHER}
)
_IN_ALL = _CONVERSATION.words("in all")
_REMAINING = Cues(_CONVERSATION.in_order("what remains"))
_WITH_IT = _HOW_MUCH | {QuestionKind.PERMISSION, QuestionKind.OTHER}


def with_what_is_left(reading: Understanding, before: Before) -> Understanding:
    """Take "how long may I still go?" behind months used as asking what is left.

    Behind the sum of the months used "how long can the next one be?" asks it too, and so does who
    only says the sum again: "so 10 in total?", "so 2 left?".
    """
    session = before.session
    told = ledger.over(session.stays) or "used" in session.case
    if reading.programmes and _THE_REST.search(reading.folded):
        return with_the_rest(reading, before) if told or session.stays else reading
    if not told or len(reading.words) > policy.FOLLOW_UP_WORDS:
        return reading
    of_the_months = _OF_THE_MONTHS.search(reading.folded)
    asks = of_the_months is not None or _asks_how_much_more(reading, before)
    if not asks and not _says_the_sum_again(reading, before):
        return reading
    question = AskedQuestion(QuestionKind.LEFT, (0, len(reading.text)), 0)
    gone = {"duration", "used"}
    return replace(
        reading,
        questions=(question,),
        slots=tuple(one for one in reading.slots if one.slot not in gone),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot not in gone),
        places={slot: spans for slot, spans in reading.places.items() if slot not in gone},
        stays=(),
        unplaced=(),
    )


def _says_the_sum_again(reading: Understanding, before: Before) -> bool:
    """Return whether the one number told is the sum of the stays told, or what is left of it."""
    together = ledger.total(_all_stays(before))
    months = together.get("months") if isinstance(together, Mapping) else None
    if not isinstance(months, int) or together != {"months": months}:
        return False
    told: set[object] = {number for number, _ in lone_numbers(reading)}
    told |= {
        one.value["months"]
        for one in reading.slots
        if isinstance(one.value, Mapping) and one.value.keys() == {"months"}
    }
    said = words(reading)
    if told == {months}:
        return not _IN_ALL.isdisjoint(said)
    return told == {MONTHS_OF_A_CYCLE - months} and _REMAINING.stand_in(said)


def _all_stays(before: Before) -> list[Json]:
    """Return the stays that were added up last, else those known."""
    form = before.session.form
    if before.session.last.computed and form is not None and form.tool == "account":
        return [one for one in form.answers.values() if isinstance(one, Mapping)]
    return [before.known[slot] for slot in ("used", "duration") if slot in before.known]


def with_the_rest(reading: Understanding, before: Before) -> Understanding:
    """Take "can I spend the rest on an internship?" as a plan of all months that are left."""
    session = before.session
    match = _THE_REST.search(reading.folded)
    if match is None or "duration" in reading.places or not _asks_whether(reading):
        return reading
    cycle = session.case["cycle"].value if "cycle" in session.case else None
    spent = in_days(cast("FactValue", ledger.used(session.stays, cycle) or {"months": 0}))
    if spent is None or not 0 <= spent < MONTHS_OF_A_CYCLE * MONTH:
        return reading
    months, days = divmod(MONTHS_OF_A_CYCLE * MONTH - spent, MONTH)
    left = {unit: count for unit, count in (("months", months), ("days", days)) if count}
    question = AskedQuestion(QuestionKind.PERMISSION, (0, len(reading.text)), 0)
    return with_slot(
        replace(reading, questions=(question,)), "duration", cast("Json", left), match.span()
    )


def _asks_whether(reading: Understanding) -> bool:
    return {one.kind for one in reading.questions} <= _WHETHER


def _asks_how_much_more(reading: Understanding, before: Before) -> bool:
    asked = {one.kind for one in reading.questions}
    if not asked & _HOW_MUCH or not asked <= _WITH_IT or kinds.names_money(reading):
        return False
    if reading.slots or reading.places.get("duration") or reading.unplaced:
        return False
    form = before.session.form
    of_the_sum = before.session.last.computed and form is not None and form.tool == "account"
    more = not _HOW_MUCH_MORE.isdisjoint(reading.words)
    return more or (of_the_sum and QuestionKind.LENGTH in asked)
