"""Find letters that are counted: "jedan F", "two Cs and a D", "3 B".

A letter alone may stand for much else ("one D", a day), so one is a mark only beside another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.quantities.numbers import Number
from bot.understanding.text_positions import TextPositions
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")
_LETTERS = frozenset("abcdef")
_PLURAL = "s"
# More of one letter is no list of marks; in digits only what is no grade itself.
_MOST, _MOST_IN_DIGITS = 12, 4
_NO_MARK_BEFORE = _VOCABULARY.words("not before letter")


@dataclass(frozen=True, slots=True)
class CountedLetter:
    """So many marks of one letter.

    Attributes:
        start: index of the number.
        stop: index after the letter.
        letter: the letter, in lower case.
        count: how many there are.
    """

    start: int
    stop: int
    letter: str
    count: int


def counted_letters(message: Tokens, numbers: Mapping[int, Number]) -> Mapping[int, CountedLetter]:
    """Return the letters that are counted by the index of their number; none where one is alone."""
    if not numbers or message.text.isupper():
        return {}
    found = {one.start: one for number in numbers.values() if (one := _counted(message, number))}
    inside = {index for one in found.values() for index in range(one.start, one.stop)}
    others = any(
        word in _LETTERS and index not in inside and _is_capital(message, index)
        for index, word in enumerate(message.words)
    )
    return found if len(found) > 1 or (found and others) else {}


def beside_counted_letters(message: Tokens, numbers: Mapping[int, Number]) -> Mapping[int, Number]:
    """Return the numbers of a message that count no letters."""
    of_letters = counted_letters(message, numbers)
    return {index: one for index, one in numbers.items() if index not in of_letters}


def _counted(message: Tokens, number: Number) -> CountedLetter | None:
    count, word = number.whole, message.word(number.stop)
    if count is None or not 0 < count <= _MOST or message.glued(number.stop):
        return None
    before = message.word(number.start - 1)
    if before in _LETTERS - {"a", "e"} or before in _NO_MARK_BEFORE:
        # "A 2, B 3" may count them or grade them.
        return None
    if message.words[number.start].isdigit() and count > _MOST_IN_DIGITS:
        return None
    letter = word[:1]
    plural = word in {f"{letter}{_PLURAL}", f"{letter}'{_PLURAL}"}
    if letter not in _LETTERS or not (word == letter or plural):
        return None
    if not _is_capital(message, number.stop):
        return None
    return CountedLetter(number.start, number.stop + 1, letter, count)


def _is_capital(message: Tokens, index: int) -> bool:
    span = TextPositions(message.text, message.folded).span(message.span(index, index + 1))
    return message.text[slice(*span)][:1].isupper()
