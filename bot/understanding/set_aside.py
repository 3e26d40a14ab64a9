"""What is named only to be set aside: "instead of 30 days", "ne BIP nego praksa"."""

from collections.abc import Mapping, Sequence

from bot.understanding.found import Unclear
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, Phrases
from bot.understanding.units import UNITS, Length, as_length
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")

_SET_ASIDE = Phrases[bool](_VOCABULARY.phrases("set aside"))
_OFFERS = _VOCABULARY.words("offers")
_NEEDS_AN_OFFER = _VOCABULARY.words("needs an offer")
_CONTRAST = _VOCABULARY.words("contrast")
_REACH = 6


def set_aside(message: Message) -> frozenset[int]:
    """Return the words that were named only to be set aside."""
    found: set[int] = set()
    for match in _SET_ASIDE.find(message):
        stop = match.stop
        while stop < min(len(message), match.stop + _REACH):
            if message.words[stop] in _OFFERS or message.ends_clause(stop):
                break
            stop += 1
            if UNITS.value(message.words[stop - 1]) is not None:
                break
        if message.words[match.start] in _NEEDS_AN_OFFER:
            after = message.words[stop : stop + 3]
            if not _CONTRAST & set(after):
                continue
        found.update(range(match.stop, stop))
    return frozenset(found)


def replacements(
    message: Message,
    numbers: Mapping[int, Number],
    lengths: Sequence[Length],
    aside: frozenset[int],
) -> tuple[list[Length], list[Unclear]]:
    """Return bare numbers put in the place of a length: the 20 of "instead of 30 days 20".

    Where no unit was told at all ("not 30 but 20"), the length before tells it: both are named.
    """
    if not aside:
        return [], []
    covered = {index for length in lengths for index in range(length.start, length.stop)}
    units = {length.unit for length in lengths if length.start in aside}
    rejected = [index for index in numbers if index in aside and index not in covered]
    found: list[Length] = []
    unclear: list[Unclear] = []
    for index, number in numbers.items():
        if index in aside or index in covered or number.whole is None:
            continue
        if message.word(number.stop)[:1].isalpha() and message.word(number.stop) not in _OFFERS:
            continue
        values = {unit: as_length(number.whole, unit) for unit in units or {"day", "month"}}
        if len(units) == 1 and (value := values[next(iter(units))]) is not None:
            found.append(Length(value, next(iter(units)), index, number.stop))
        elif not units and rejected and not lengths:
            named = tuple(value for _, value in sorted(values.items()) if value is not None)
            unclear.append(
                Unclear("duration", "corrected", message.span(index, number.stop), named)
            )
    return found, unclear
