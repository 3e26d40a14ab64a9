"""What a message does to the ledger: stays are added, corrected, changed or left out.

Only the stay that a message names is changed; every other one stays as it was told.
"""

import re
from dataclasses import replace

from bot.dialogue.state.ledger import KeptStay, Stays, is_any, over
from bot.dialogue.state.stays_told import (
    adds,
    corrects,
    is_named_by,
    is_short,
    names,
    told_stays,
    words_around,
)
from bot.dialogue.stays.plan_turns import with_plans
from bot.dialogue.telling import is_in_no_cycle
from bot.messages.json_value import Json
from bot.understanding import Span, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

_CONVERSATION = load_vocabulary("conversation")
_ONE_MORE = re.compile(rf"\b{_CONVERSATION.pattern('one more stay')}\b")
_NUMBER = re.compile(r"\d+")
# So many stays nobody has; a conversation that only tells stays stays small in the store.
_MOST = 24
_MOST_LETTERS = 160


def after(
    reading: Understanding,
    stays: Stays,
    cycle: Json,
    spoken_of: str | None = None,
    away: str = "",
) -> Stays:
    """Return the ledger with the stays that a message tells.

    Args:
        reading: what the message says.
        stays: the ledger before it.
        cycle: the cycle that the person is in, as far as it is known with the message.
        spoken_of: the programme spoken of before the message, which a short one goes on with.
        away: the words before it in which somebody said to have been away, and not how long.
    """
    own = None if cycle is None else str(cycle)
    of_this_message: list[Json] = []
    told_before: set[Span] = set()
    for one in told_stays(reading):
        words = words_around(one, reading)
        words = words if names(words) or not away else f"{away} {words}"
        behind = own is None and one.cycle is not None and is_in_no_cycle(reading)
        stay = KeptStay(one.value, one.cycle or own, words[:_MOST_LETTERS], one.kind, behind=behind)
        if one.value in of_this_message and one.span not in told_before:
            # "2 stays of 30 days each", "4 months of study + 4 of practice": one more, as long.
            stays = (*stays, stay)
            continue
        before = stays
        stays = _noted(stays, stay, corrects=corrects(reading) and not adds(reading))
        if stays is before:
            told_before.add(one.span)
        else:
            of_this_message.append(one.value)
    kind = spoken_of if is_short(reading) else None
    return with_plans(reading, stays, own, kind)[-_MOST:]


def _noted(stays: Stays, stay: KeptStay, *, corrects: bool) -> Stays:
    of_any = corrects and stay.cycle is None
    alike = [one for one in over(stays) if of_any or one.cycle in (stay.cycle, None)]
    if not is_any(stay.value) or not any(is_any(one.value) for one in alike):
        # "None at all", and the first one, hold for the whole cycle.
        return (*(one for one in stays if one not in alike), stay)
    named = [one for one in alike if is_named_by(one, stay.words)]
    replaced = [one for one in alike if _numbers(one.value) & set(_NUMBER.findall(stay.words))]
    meant = named or [one for one in replaced if one.value != stay.value]
    again = any(one.value == stay.value for one in (named if corrects and named else alike))
    if again and not _adds(stay.words):
        # Told again, it is the same stay.
        return stays
    if not corrects:
        return (*stays, stay)
    wrong = (meant or alike)[-1]
    cycle = stay.cycle or wrong.cycle
    stay = replace(stay, cycle=cycle, words=f"{wrong.words} {stay.words}"[:_MOST_LETTERS])
    return tuple(stay if one is wrong else one for one in stays)


def _adds(words: str) -> bool:
    return bool(_ONE_MORE.search(fold(words)))


def _numbers(value: Json) -> set[str]:
    return {str(count) for count in value.values()} if isinstance(value, dict) else set()
