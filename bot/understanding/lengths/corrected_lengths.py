"""Read a length that corrects the one right before it: "6 weeks, no sorry, 10"."""

from collections.abc import Mapping, Sequence

from bot.understanding.quantities.counted_lengths import Length, as_length
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import DASHES, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("durations")
_CORRECTING = _VOCABULARY.words("correcting a length")
_BESIDE = _VOCABULARY.words("beside a correction")
_WEEKS = _VOCABULARY.stems("weeks")
_SIGNS = DASHES | {",", ".", ";", ":", "..", "..."}


def corrected(
    message: Tokens,
    numbers: Mapping[int, Number],
    lengths: Sequence[Length],
    aside: frozenset[int],
) -> tuple[frozenset[int], list[Length]]:
    """Return the words of the lengths that are taken back, and the numbers put in their place.

    A number without a unit is counted in that of the length before it; one with a unit is among
    the lengths already.
    """
    taken_back: set[int] = set()
    found: list[Length] = []
    starts = {length.start for length in lengths}
    for length in lengths:
        place = _behind_a_correction(message, length.stop)
        if place is None or place in aside:
            continue
        number = numbers.get(place)
        if place in starts:
            taken_back.update(range(length.start, length.stop))
            continue
        if number is None or number.value is None or message.word(number.stop)[:1].isalnum():
            continue
        value = _in_the_unit_of(message, length, number)
        if value is not None:
            taken_back.update(range(length.start, length.stop))
            found.append(Length.of(value, place, number.stop))
    return frozenset(taken_back), found


def _behind_a_correction(message: Tokens, index: int) -> int | None:
    """Return the index behind "no wait", "ne, ipak"; None where no such words begin here."""
    corrects = False
    place = index
    while message.word(place) in _CORRECTING | _BESIDE | _SIGNS:
        corrects = corrects or message.word(place) in _CORRECTING
        place += 1
    return place if corrects else None


def _in_the_unit_of(message: Tokens, length: Length, number: Number) -> Mapping[str, int] | None:
    if number.value is None:
        return None
    in_weeks = any(word.startswith(_WEEKS) for word in message.words[length.start : length.stop])
    return as_length(number.value, "week" if in_weeks else length.unit)
