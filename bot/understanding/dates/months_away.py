"""Read how far away something is: "14 months ago", "in 15 months", "tek za 14 meseci"."""

from collections.abc import Iterator, Mapping

from bot.understanding.lengths.durations import length_at
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("told_dates")
_WITHIN_A_TIME, _FOR_A_TIME = frozenset({"in"}), frozenset({"za", "kroz"})
_NOT_BEFORE = _VOCABULARY.words("not before")
_BEGINNING = _VOCABULARY.stems("beginning")
_REACH_OF_A_BEGINNING = 4
_TIMES = _VOCABULARY.stems("times")
_AGO, _BEFORE_A_LENGTH = "ago", frozenset({"pre", "prije"})
_GONE = WordSet((_BEFORE_A_LENGTH | {_AGO}).__contains__)
_TO_COME = WordSet((_WITHIN_A_TIME | _FOR_A_TIME).__contains__)
_WORDS_OF_A_LENGTH = 4
_YEARS = ("god", "year")
_MONTHS_OF_A_YEAR, _DAYS_OF_A_MONTH = 12, 30
_LONGEST_AGO = 50 * _MONTHS_OF_A_YEAR


def months_away(message: Tokens, counts: Mapping[int, Number]) -> Iterator[tuple[int, int, int]]:
    """Yield where such words begin and end, and the months from now, negative where it is over."""
    yield from _ago(message, counts)
    yield from _ahead(message, counts)


def _ago(message: Tokens, counts: Mapping[int, Number]) -> Iterator[tuple[int, int, int]]:
    """Read "14 months ago", "pre dve godine", each as the month that it was in."""
    for index in _GONE.places(message):
        starts = range(index + 1, min(index + 2, len(message)))
        if message.words[index] == _AGO:
            starts = range(max(0, index - _WORDS_OF_A_LENGTH), index)
        for start in starts:
            months, stop = _months_gone(message, counts, start)
            if months and (start > index or stop == index):
                yield min(index, start), max(index + 1, stop), -months
                break


def _ahead(message: Tokens, counts: Mapping[int, Number]) -> Iterator[tuple[int, int, int]]:
    """Read "starts in 15 months", "tek za 14 meseci", each as the month that it will be in."""
    for index in _TO_COME.places(message):
        word = message.words[index]
        if index + 1 == len(message):
            break
        counted = message.word(index - 1).startswith(_TIMES)  # "3 months in 12 months"
        ahead = word in _WITHIN_A_TIME and not counted
        if ahead or (word in _FOR_A_TIME and _begins_only(message, index)):
            months, stop = _months_gone(message, counts, index + 1)
            if months:
                yield index, stop, months


def _begins_only(message: Tokens, index: int) -> bool:
    """Return whether "za" tells when, and not for how long: "tek za 14 meseci"."""
    near = message.words[max(0, index - _REACH_OF_A_BEGINNING) : index]
    return any(word in _NOT_BEFORE or word.startswith(_BEGINNING) for word in near)


def _months_gone(message: Tokens, counts: Mapping[int, Number], start: int) -> tuple[int, int]:
    """Return the months of a length, and the index after it; no months where there is none."""
    length = length_at(message, counts, start)
    if isinstance(length, Length) and "semesters" not in length.value:
        days = length.value.get("days", 0)
        return length.value.get("months", 0) + days // _DAYS_OF_A_MONTH, length.stop
    years = counts.get(start)
    if length is None and years is not None and message.word(years.stop).startswith(_YEARS):
        # Of more years than any stay has, only the time that is gone can be told.
        return min((years.whole or 0) * _MONTHS_OF_A_YEAR, _LONGEST_AGO), years.stop + 1
    return 0, start
