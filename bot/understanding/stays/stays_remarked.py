"""Take lengths as over that are told without a verb, by what is said beside them.

"Razmena 5 meseci, praksa 3, obe završene", "did my erasmus in Graz, 5 months", "7 months in Lisbon
during this same master": a plan that is wished for stays one.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.stance.stances import Stance
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.tokens import Phrases, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stays")
_OVER = Phrases[bool](_VOCABULARY.phrases("all over"))
_ALL_IN_A_CYCLE = Phrases[bool](_VOCABULARY.phrases("all in a cycle"))
# Of a longer sentence only so many words to each side are looked at.
_REACH = 20
_TOLD_AS_OVER = Phrases[bool](_VOCABULARY.phrases("told as over"))


def with_remarks(
    message: Tokens,
    told: tuple[Stance, ...],
    stays: Sequence[PlacedStay],
    *,
    asks_what_is_left: bool,
) -> list[PlacedStay]:
    """Return stays as over where the message says that all are done, or when they were.

    "All in my master's" says it only of what is told beside a stay that is wished for, or where it
    is asked what is left; the one wished for may be named once more.
    """
    if not stays:
        return []
    over = bool(_OVER.find(message))
    wished = [stay.value for stay in stays if stay.wished]
    if (wished or asks_what_is_left) and (all_in := _ALL_IN_A_CYCLE.find(message)):
        stays = [
            replace(stay, past=True, remarked=True)
            if not stay.wished and stay.value not in wished and stay.start < all_in[0].start
            else stay
            for stay in stays
        ]
    places = frozenset(match.start for match in _TOLD_AS_OVER.find(message))
    return [
        replace(stay, past=True, remarked=True)
        if not stay.wished and (over or (places and _is_told_as_over(message, told, stay, places)))
        else stay
        for stay in stays
    ]


def _is_told_as_over(
    message: Tokens, told: tuple[Stance, ...], stay: PlacedStay, places: frozenset[int]
) -> bool:
    """Return whether a sentence that asks and plans nothing says when a stay was."""
    first, last = stay.start, stay.stop
    earliest, latest = max(0, first - _REACH), min(len(message), last + _REACH)
    while first > earliest and not message.ends_sentence(first - 1):
        first -= 1
    while last < latest and not message.ends_sentence(last):
        last += 1
    asks = message.word(last) == "?" or Stance.PLAN in told[first:last]
    return not asks and not places.isdisjoint(range(first, last))
