"""Tell a stay away from other time that is over, where no word of mobility says so.

"Bila 8 meseci na masteru", "last year 6 months in Vienna", "bio 3 meseca u Gracu" tell a stay;
"bila bolesna 2 meseca", "3 meseca u bolnici" tell something else. So nothing may stand beside the
length but that somebody was away, where, when and in which cycle.
"""

from collections.abc import Iterable

from bot.understanding.people.roles import Mention
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stays")
_BEING_AWAY = _VOCABULARY.words("being away")
_AROUND = _VOCABULARY.words("around being away")
_PLACE = _VOCABULARY.words("before a place")
_NO_STAY = _VOCABULARY.stems("no stay there")
# A place has so many words: "in New York", "u Novom Sadu".
_LONGEST_PLACE = 2
# Of a longer clause only so much is looked at, and it tells more than a stay.
_LONGEST_CLAUSE = 10


def was_away(message: Tokens, start: int, stop: int, cycles: Iterable[Mention]) -> bool:
    """Return whether the clause of a length that is over tells that somebody was away.

    Args:
        message: the message.
        start: index of the first word of the length.
        stop: index after its last word.
        cycles: the cycles of study that the message names.
    """
    first, last = start, stop
    while first > 0 and not message.ends_clause(first - 1) and start - first <= _LONGEST_CLAUSE:
        first -= 1
    while last < len(message) and not message.ends_clause(last) and last - stop <= _LONGEST_CLAUSE:
        last += 1
    if last - first > _LONGEST_CLAUSE:
        return False
    named = {index for cycle in cycles for index in range(cycle.start, cycle.stop)}
    rest = [index for index in range(first, last) if not start <= index < stop]
    if not any(message.words[index] in _BEING_AWAY for index in rest):
        return False
    return all(
        message.words[index] in _BEING_AWAY | _AROUND | _PLACE
        or index in named
        or _is_a_place(message, index)
        for index in rest
    )


def _is_a_place(message: Tokens, index: int) -> bool:
    if message.words[index].startswith(_NO_STAY):
        return False
    before = range(index - 1, index - 1 - _LONGEST_PLACE, -1)
    return any(message.word(place) in _PLACE for place in before)
