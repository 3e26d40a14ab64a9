"""Read the numbers of a message: digits in every notation, words, fractions, ordinals.

"1.780", "8,5", "8 1/2", "dvadeset i jedan", "a hundred and five", "desetak", "drugoj", "II".
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from bot.messages.record import record
from bot.understanding.tokens import DASHES, Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("numbers")

_MOST_DIGITS = 9  # longer ones count nothing in this field, and are carried as not understood

_CARDINALS: Mapping[str, int] = _VOCABULARY.numbers("cardinals")
_APPROXIMATE: Mapping[str, int] = _VOCABULARY.numbers("approximate")
_FRACTIONS: Mapping[tuple[str, str], Decimal] = {
    ("1", "2"): Decimal("0.5"), ("1", "4"): Decimal("0.25"), ("3", "4"): Decimal("0.75"),
}  # fmt: skip
_ORDINAL_STEMS: Mapping[str, int] = _VOCABULARY.numbers("ordinal stems")
_ORDINAL_ENDINGS = ("i", "a", "o", "e", "u", "og", "oga", "eg", "om", "em", "oj", "ij", "im", "ih")
_ENGLISH_ORDINALS = _VOCABULARY.in_order("english ordinals")
_ORDINALS: Mapping[str, int] = {
    **{
        stem + ending: value
        for (stem, value), ending in product(_ORDINAL_STEMS.items(), _ORDINAL_ENDINGS)
    },
    **{word: value for value, word in enumerate(_ENGLISH_ORDINALS, start=1)},
    "thirtieth": 30,
}
_TENS = frozenset(word for word, value in _CARDINALS.items() if 20 <= value < 100)
_ROMAN: Mapping[str, int] = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ENGLISH_SUFFIXES = _VOCABULARY.words("english suffixes")
_BEFORE_STO, _BEHIND_STO = _VOCABULARY.words("before sto"), _VOCABULARY.words("behind sto")


@record
class Number:
    """A number that stands in a message.

    Attributes:
        value: what it counts; None when it is beyond sense (negative, a power, too long).
        start: index of its first word.
        stop: index after its last word.
        how: `about` where the number itself says that it is not exact ("desetak"), else None.
    """

    value: int | Decimal | None
    start: int
    stop: int
    how: str | None = None

    @property
    def whole(self) -> int | None:
        """The value when it is a whole number, else None."""
        return self.value if isinstance(self.value, int) else None


_BEGINNINGS = WordSet(
    lambda word: "0" <= word[0] <= "9" or word == "a" or word in _CARDINALS or word in _APPROXIMATE
)


def numbers(message: Tokens) -> Mapping[int, Number]:
    """Give every counting number by the index of its first word ("dvadeset pet" is one number)."""
    found: dict[int, Number] = {}
    read_until = 0
    for index in _BEGINNINGS.places(message):
        number = _number(message, index) if index >= read_until else None
        if number is not None:
            found[index] = number
            read_until = number.stop
    return found


def _number(message: Tokens, index: int) -> Number | None:
    word = message.words[index]
    if "0" <= word[0] <= "9":
        return _in_digits(message, index)
    value = _CARDINALS.get(word)
    if value is None:
        return _about(message, index)
    if word == "sto" and _is_what(message, index):
        return None
    if value == 1 and message.word(index + 1) == "hundred":
        index += 1
        hundred = _compound(message, index, 100)
        return Number(hundred.value, index - 1, hundred.stop)
    return _with_half(message, _compound(message, index, value))


def _is_what(message: Tokens, index: int) -> bool:
    """Return whether "sto" asks or compares, and counts no hundred."""
    return message.word(index - 1) in _BEFORE_STO or message.word(index + 1) in _BEHIND_STO


def _in_digits(message: Tokens, index: int) -> Number:
    if message.word(index + 1) in {"^", "*"} and message.word(index + 2).isdigit():
        return Number(None, index, index + 3)
    if _beyond_sense(message, index):
        return Number(None, index, index + 1)
    if message.word(index + 1) == "e" and message.glued(index + 1) and message.glued(index + 2):
        return Number(None, index, index + 3)  # 1e30
    fraction = _fraction(message, index)
    if fraction is not None:
        return Number(fraction, index, index + 3)
    value = parse_digits(message.words[index])
    number = Number(value, index, index + 1)
    part = _fraction(message, index + 1)
    if number.whole is not None and part is not None:  # "8 1/2"
        return Number(number.whole + part, index, index + 4)
    if message.word(index + 1) == "ak" and message.glued(index + 1):
        return Number(value, index, index + 2, "about")
    if message.word(index + 1) in DASHES and message.word(index + 2) in {"ak", "tak"}:
        return Number(value, index, index + 3, "about")
    return _with_half(message, number)


def _fraction(message: Tokens, index: int) -> Decimal | None:
    """Return the value of "1/2"; a date ("1/2/2027") and a part of a longer number are none."""
    if message.word(index + 1) != "/":
        return None
    value = _FRACTIONS.get((message.word(index), message.word(index + 2)))
    return None if value is None or message.word(index + 3) in {"/", "-"} else value


def _about(message: Tokens, index: int) -> Number | None:
    """Return a number that says itself that it is not exact: "desetak", "a couple of", "par"."""
    word = message.words[index]
    value = _APPROXIMATE.get(word)
    if word == "a" and message.word(index + 1) == "couple":
        return _couple(message, index, index + 2)
    if word == "a" and message.word(index + 1) == "hundred":
        hundred = _compound(message, index + 1, 100)
        return Number(hundred.value, index, hundred.stop)
    if value is None or (word == "petak" and message.word(index + 1) not in {"dana", "meseci"}):
        return None
    if word == "couple":
        return _couple(message, index, index + 1)
    return Number(value, index, index + 1, "about")


def _couple(message: Tokens, index: int, stop: int) -> Number:
    return Number(2, index, stop + (message.word(stop) == "of"), "about")


def parse_digits(word: str) -> int | Decimal | None:
    """Return the value of digits with separators.

    "1.780" 1780, "8,5" and "8.5" 8.5; None for "15.2.2026".

    A separator before exactly three digits parts thousands, as in Serbian figures, and in English
    ones with a comma; any other single separator is the decimal one.
    """
    if len(word) > _MOST_DIGITS + 4:
        return None
    if word.isdigit():
        return int(word) if len(word) <= _MOST_DIGITS else None
    parts = word.replace(",", ".").split(".")
    if parts[0] != "0" and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        return int("".join(parts))
    if len(parts) == 2:
        return _plain(Decimal(".".join(parts)))
    separators = [sign for sign in word if sign in ",."]
    if separators[-1] != separators[0] and len(set(separators[:-1])) == 1:
        return _plain(Decimal("".join(parts[:-1]) + "." + parts[-1]))
    return None


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _beyond_sense(message: Tokens, index: int) -> bool:
    """Return a negative number, or a part of a power: "-5", "10^30"."""
    before = message.word(index - 1)
    if before in {"^", "*"} or message.word(index + 1) in {"^", "*"}:
        return True
    return before in DASHES and message.glued(index) and not message.glued(index - 1)


def _compound(message: Tokens, index: int, value: int) -> Number:
    """Return words that make one number: "dvadeset (i) pet", "twenty-five", "sto (i) pet"."""
    stop = index + 1
    if message.word(stop) == "hundred" and 1 <= value <= 9:
        value, stop = value * 100, stop + 1
    if value >= 100:
        place = stop + 1 if message.word(stop) in {"i", "and"} else stop
        after = _CARDINALS.get(message.word(place), 0)
        if 1 <= after < 100:
            rest = _compound(message, place, after)
            return Number(value + (rest.whole or 0), index, rest.stop)
    if 20 <= value < 100:
        place = stop + 1 if message.word(stop) in {"i", "-"} else stop
        after = _CARDINALS.get(message.word(place), 0)
        if 1 <= after <= 9:
            return Number(value + after, index, place + 1)
    return Number(value, index, stop)


def _with_half(message: Tokens, number: Number) -> Number:
    """Return a half behind a whole number: "dva i po", "2 ipo", "two and a half"."""
    if number.whole is None:
        return number
    one, two, three = (message.word(number.stop + ahead) for ahead in range(3))
    if one in {"ipo", "ipol"}:
        size = 1
    elif one == "i" and two in {"po", "pol", "pola"}:
        size = 2
    elif (one, two, three) == ("and", "a", "half"):
        size = 3
    elif (one, two) == ("and", "half") and three != "a":
        size = 2
    elif one in {"and", "i"} and (part := _fraction(message, number.stop + 1)) is not None:
        return Number(number.whole + part, number.start, number.stop + 4)
    else:
        return number
    return Number(number.whole + Decimal("0.5"), number.start, number.stop + size)


def cardinal(message: Tokens, index: int) -> Number | None:
    """Read the number in words that begins here, without a half behind it."""
    value = _CARDINALS.get(message.word(index))
    return None if value is None else _compound(message, index, value)


def is_ordinal(word: str) -> bool:
    """Return whether a word is an ordinal, or the first word of one ("dvadeset prvog")."""
    return word in _ORDINALS or word in _TENS


def may_be_an_ordinal(word: str) -> bool:
    """Return whether an ordinal in words or in Roman numerals may begin with a word."""
    return is_ordinal(word) or word in _ROMAN


def ordinal(message: Tokens, index: int) -> Number | None:
    """Return the ordinal that begins here.

    "2.", "2nd", "drugoj", "second", "dvadeset prvog", "II".
    """
    word = message.word(index)
    if not word:
        return None
    if word.isdigit() and word.isascii():
        return _ordinal_digits(message, index)
    if word in _ROMAN:
        return Number(_ROMAN[word], index, index + (2 if message.word(index + 1) == "." else 1))
    if word in _TENS:
        place = index + (2 if message.word(index + 1) == "-" else 1)
        after = _ORDINALS.get(message.word(place), 0)
        if 1 <= after <= 9:
            return Number(_CARDINALS[word] + after, index, place + 1)
    value = _ORDINALS.get(word)
    return None if value is None else Number(value, index, index + 1)


def _ordinal_digits(message: Tokens, index: int) -> Number | None:
    after = message.word(index + 1)
    if (after != "." and after not in _ENGLISH_SUFFIXES) or not message.glued(index + 1):
        return None
    value = parse_digits(message.words[index])
    return Number(value, index, index + 2) if isinstance(value, int) else None
