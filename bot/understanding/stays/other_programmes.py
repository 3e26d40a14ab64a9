"""Set stays of other programmes apart: whether a CEEPUS stay counts in the months is not stated."""

from collections.abc import Sequence

from bot.messages.changed import replace
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.tokens import Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stays")
_OTHERS = load_vocabulary("conversation").stems("stays of other programmes")
_OTHER = WordSet(lambda word: word.startswith(_OTHERS))
_ERASMUS = _VOCABULARY.stems("erasmus")
_JOINTS = _VOCABULARY.words("between stays")


def set_other_programmes_apart(
    message: Tokens, past: Sequence[PlacedStay]
) -> tuple[list[PlacedStay], list[PlacedStay]]:
    """Return the stays that are over, and those of them that were through another programme."""
    if not _OTHER.places(message):
        return list(past), []
    other = [stay for stay in past if _is_of_another(message, stay)]
    return [stay for stay in past if stay not in other], [
        replace(stay, of_no_stay=True) for stay in other
    ]


def _is_of_another(message: Tokens, stay: PlacedStay) -> bool:
    """Return whether a programme is named between the joints around a stay, and no Erasmus."""
    first, last = stay.start, stay.stop
    while first > 0 and not _parts(message, first - 1):
        first -= 1
    while last < len(message) and not _parts(message, last):
        last += 1
    words = message.words[first:last]
    named = any(word.startswith(_OTHERS) for word in words)
    return named and not any(word.startswith(_ERASMUS) for word in words)


def _parts(message: Tokens, index: int) -> bool:
    return message.ends_clause(index) or message.words[index] in _JOINTS
