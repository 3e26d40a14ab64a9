"""Find numbers, dates and months that were read but belong to no value: the bot asks about them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.dates.dates import Dates
from bot.understanding.dates.told_dates import is_of_today
from bot.understanding.dates.written_dates import MONTHS, month_at
from bot.understanding.quantities.counted_lengths import (
    MONTHS_OF_A_CYCLE,
    NO_STAY_OF_YEARS,
    no_stay_before,
)
from bot.understanding.quantities.numbers import Number
from bot.understanding.quantities.passed_exams import counts_what_was_passed
from bot.understanding.tokens import DASHES, SENTENCE_ENDS, Phrases, Span, Tokens
from bot.understanding.understanding import Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("leftovers")

_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+")
_NAMED_BY_NUMBER = _VOCABULARY.words("named by number")
_COUNTED_THINGS = Phrases[bool](_VOCABULARY.phrases("counted things"))
_NAMED_BEFORE = Phrases[bool](_VOCABULARY.phrases("left of what was named"))
_ONE = _VOCABULARY.words("one")
_YEARS = range(1950, 2100)
_MOST_DIGITS = 5  # longer ones are telephone and index numbers
_BEFORE_A_MONTH = _VOCABULARY.words("before a month")
_AT_A_TIME = frozenset({"u", "at"})
_BETWEEN_PARTS = DASHES | {".", "do", "to", "until", "of", "the"}
_ORDINAL_SIGNS = frozenset({".", "st", "nd", "rd", "th"})
_YEAR_OF_STUDY = ("god", "year", "yr", "semest")
_ALL_OF = _VOCABULARY.words("all of")
_REACH_OF_LEFT, _BEHIND_IS_LEFT = 6, 2
_OF = frozenset({"od", "of"})
_THOSE_MONTHS = _VOCABULARY.words("those months")
_THE, _IN_ALL = frozenset({"the", "my"}), frozenset({"in", "into", "to", "towards", "toward"})
_BEYOND, _REACH_OF_BEYOND = _VOCABULARY.stems("beyond"), 2
_LEFT = _VOCABULARY.stems("left")
_LIST_SIGNS = frozenset({".", ")"})
_CURRENCIES = frozenset({"€", "$", "£"})


def leftovers(
    message: Tokens,
    numbers: Mapping[int, Number],
    dates: Sequence[Dates],
    taken: Iterable[Span],
    unclear: Iterable[Unclear],
) -> list[Span]:
    """Return what was read and not placed, from left to right.

    Args:
        message: the message.
        numbers: its numbers.
        dates: its dates; one that no value was taken from is left over as a whole.
        taken: places in the folded text that values were read from.
        unclear: what was read and not taken; it is told of already.
    """
    months = [index for index in MONTHS.places(message) if _names_a_month(message, index)]
    if not (numbers or dates or months):
        return []
    spans = [*taken, *(one.span for one in unclear)]
    if numbers and ("@" in message.text or "www." in message.text or "://" in message.text):
        spans += [link.span() for link in _LINK.finditer(message.folded)]
    covered = _words_in(message, spans)
    found: list[tuple[int, int]] = []
    for date in dates:
        words = range(date.start, date.stop)
        if covered.isdisjoint(words):
            found.append((date.start, date.stop))
        covered.update(words)
    for index, number in numbers.items():
        words = range(index, number.stop)
        if covered.isdisjoint(words) and not _is_no_value(message, numbers, number):
            found.append((index, _with_letters(message, number)))
    found += [(index, index + 1) for index in months if index not in covered]
    return [message.span(*words) for words in _joined(message, sorted(found))]


def _with_letters(message: Tokens, number: Number) -> int:
    """Return where a number ends with the letters that are glued to it: "2O", "30L"."""
    glued = number.stop < len(message) and message.glued(number.stop)
    letters = (
        glued and message.words[number.start].isdigit() and message.word(number.stop).isalpha()
    )
    return number.stop + 1 if letters else number.stop


def _joined(message: Tokens, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put what stands side by side together: "30 February", "31. aprila do 15. juna"."""
    joined: list[tuple[int, int]] = []
    for start, stop in found:
        between = message.words[joined[-1][1] : start] if joined else ("",)
        if joined and len(between) <= 2 and all(word in _BETWEEN_PARTS for word in between):
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    return joined


def _names_a_month(message: Tokens, index: int) -> bool:
    """Tell whether a word is a month: "may" and "march" are verbs as well."""
    if month_at(message, index) is None or is_of_today(message, index):
        return False
    verb = message.words[index] in {"may", "march", "mar", "marta"}
    return not verb or message.word(index - 1) in _BEFORE_A_MONTH


def _words_in(message: Tokens, spans: Sequence[Span]) -> set[int]:
    """Return the indices of the words that lie in one of the places."""
    covered: set[int] = set()
    if not spans:
        return covered
    ordered = sorted(spans)
    reach, place = 0, 0
    for index in range(len(message)):
        start, end = message.span(index, index + 1)
        while place < len(ordered) and ordered[place][0] <= start:
            reach = max(reach, ordered[place][1])
            place += 1
        if end <= reach:
            covered.add(index)
    return covered


def _is_no_value(message: Tokens, numbers: Mapping[int, Number], number: Number) -> bool:
    """Tell whether a number is part of a name, counts something else, or numbers a list."""
    word = message.words[number.start]
    if word in _ONE or (number.value is None and message.word(number.start - 1) in {"^", "*"}):
        return True
    if word[0].isdigit() and (_is_a_year_or_long(number, word) or _is_a_name(message, number)):
        return True
    if _is_of_a_whole(message, number) or counts_what_was_passed(message, number):
        return True
    if message.word(number.start - 1) in _CURRENCIES or message.word(number.stop) == "%":
        return True
    place = number.stop + 1 if message.word(number.stop) in DASHES else number.stop
    if place >= len(message):
        return _counts_what_was_named(message, number)
    if message.words[place].startswith(("god", "year")):
        of_no_stay = NO_STAY_OF_YEARS.at(message, place + 1) is not None
        if of_no_stay or no_stay_before(message, number):
            return True
    if message.words[place] in _ORDINAL_SIGNS and message.word(place + 1).startswith(
        _YEAR_OF_STUDY
    ):
        return True  # a year of studies that is over, or a semester of them
    if _COUNTED_THINGS.at(message, place) is not None:
        return True
    return _is_a_part(message, numbers, number) or _counts_what_was_named(message, number)


def _is_a_part(message: Tokens, numbers: Mapping[int, Number], number: Number) -> bool:
    """Tell whether a number is a part of things that are counted: "failed 2 of 5 exams"."""
    place = number.stop
    place += message.words[place : place + 2] == ("out", "of")
    whole = numbers.get(place + 1) if message.word(place) in _OF else None
    if whole is None or whole.stop >= len(message):
        return False
    return _COUNTED_THINGS.at(message, whole.stop) is not None


def _counts_what_was_named(message: Tokens, number: Number) -> bool:
    """Tell whether a number is how many are left of what was named: "exams ... he has 2 left"."""
    near = message.words[max(0, number.start - _REACH_OF_LEFT) : number.stop + _BEHIND_IS_LEFT]
    if not any(word.startswith(_LEFT) for word in near):
        return False
    return any(_NAMED_BEFORE.at(message, index) is not None for index in range(number.start))


def _is_of_a_whole(message: Tokens, number: Number) -> bool:
    """Tell whether a number is the whole of which something is left: "ostalo od 12", "punih 12"."""
    before = message.word(number.start - 1)
    if before in _ALL_OF:
        return True
    the_whole = before in _THE and message.word(number.start - 2) in _IN_ALL
    if number.whole == MONTHS_OF_A_CYCLE and (before in _THOSE_MONTHS or the_whole):
        return True
    beyond = message.words[max(0, number.start - _REACH_OF_BEYOND) : number.start]
    if any(word.startswith(_BEYOND) for word in beyond):
        return True
    near = message.words[max(0, number.start - _REACH_OF_LEFT) : number.start]
    return before in _OF and any(word.startswith(_LEFT) for word in near)


def _is_a_year_or_long(number: Number, word: str) -> bool:
    return number.whole in _YEARS or len(word) > _MOST_DIGITS or word.count(".") > 1


def _is_a_name(message: Tokens, number: Number) -> bool:
    """Tell whether digits belong to a name, a clock, a year "2026/27", a phone or a list."""
    start, stop = number.start, number.stop
    before, earlier, after = message.word(start - 1), message.word(start - 2), message.word(stop)
    if before == "#" or (before in _NAMED_BY_NUMBER and not _denies(message, start)):
        return True
    if before in {".", "-", "+", ":"} and earlier in _NAMED_BY_NUMBER:
        return True
    if before in {":", "/", *DASHES} and earlier.isdigit() and message.glued(start):
        return True  # 10:30, 2026/27, 011-123
    if after in {":", "/"} and message.glued(stop) and message.word(stop + 1).isdigit():
        return True
    if before in _AT_A_TIME and after in {"h", "sati", "sat"}:
        return True
    if _is_of_a_phone(message.words[start], before, after):
        return True
    begins = start == 0 or before in SENTENCE_ENDS
    return begins and after in _LIST_SIGNS and stop + 1 < len(message)


def _denies(message: Tokens, start: int) -> bool:
    """Tell whether a message begins with a "no" that names no number: "no 5", "no, 25"."""
    return start == 1 and message.words[0] == "no"


def _is_of_a_phone(word: str, before: str, after: str) -> bool:
    """Tell whether digits are a group of a telephone number: "011 123 4567"."""
    return len(word) > 2 and any(len(near) > 2 and near.isdigit() for near in (before, after))
