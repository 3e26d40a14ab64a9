"""Read a length that is told once for several stays: "dvaput po 3 nedelje", "25 days each time"."""

from collections.abc import Mapping

from bot.messages.changed import replace
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Tokens
from bot.understanding.understanding import Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("durations")
_SO_OFTEN = Phrases[int](_VOCABULARY.numbers("so often"))
_EACH_TIME = Phrases[bool](_VOCABULARY.phrases("each time"))
_TIMES = _VOCABULARY.words("times")
_BEFORE_EACH = _VOCABULARY.words("before each")
_MOST_STAYS, _REACH, _LONGEST_EACH = 12, 12, 3


def repeated(message: Tokens, numbers: Mapping[int, Number], length: Length) -> Length:
    """Return a length as that of so many stays, where it is told how often; else as it is."""
    if length.planned is not None:
        return length
    found = _right_beside(message, length) or _each_time(message, numbers, length)
    if found is None:
        return length
    times, start, stop = found
    total = {unit: count * times for unit, count in length.value.items()}
    span = message.span(min(start, length.start), stop)
    planned = Unclear("duration", "ambiguous", span, (length.value, total))
    whole = Length.of(total, min(start, length.start), stop, length.how)
    return replace(whole, planned=planned, parts=(length.value,) * times)


def _right_beside(message: Tokens, length: Length) -> tuple[int, int, int] | None:
    """Return how often, and where it stands: "twice 20 days", "20 days, twice"."""
    before = length.start - 1 - (message.word(length.start - 1) in _BEFORE_EACH)
    match = _SO_OFTEN.at(message, before) if before >= 0 else None
    if match is not None:
        return match.value, before, length.stop
    behind = length.stop + (message.word(length.stop) == ",")
    match = _SO_OFTEN.at(message, behind)
    return None if match is None else (match.value, length.start, match.stop)


def _each_time(
    message: Tokens, numbers: Mapping[int, Number], length: Length
) -> tuple[int, int, int] | None:
    """Return how often "25 days each time", "svaki put 25 dana" is meant."""
    behind = _EACH_TIME.at(message, length.stop)
    before = [
        match
        for index in range(max(0, length.start - _LONGEST_EACH), length.start)
        if (match := _EACH_TIME.at(message, index)) is not None and match.stop == length.start
    ]
    if behind is None and not before:
        return None
    stop = length.stop if behind is None else behind.stop
    for index in range(length.start - 1, max(-1, length.start - 1 - _REACH), -1):
        if message.ends_sentence(index):
            return None
        often = _SO_OFTEN.at(message, index)
        if often is not None:
            return often.value, length.start, stop
        number = numbers.get(index)
        counted = number is not None and message.word(number.stop) in _TIMES
        if number is not None and counted and 1 < (number.whole or 0) <= _MOST_STAYS:
            return number.whole or 0, index, stop
    return None
