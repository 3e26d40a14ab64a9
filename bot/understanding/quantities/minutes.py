"""Read the minutes behind hours: "1 hour and 40 minutes", "sat i 20"."""

from collections.abc import Mapping

from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

MINUTES = load_vocabulary("hours").words("minutes")
AN_HOUR = 60
_AND = frozenset({"i", "and"})


def minutes_behind(message: Tokens, numbers: Mapping[int, Number], stop: int) -> tuple[int, int]:
    """Return the minutes behind hours that end at an index, and the index after them.

    Without the word for minutes they need an "and": "an hour and 40", but not "3 hours 2 days".
    """
    joined = message.word(stop) in _AND
    number = numbers.get(stop + joined)
    if number is None or number.whole is None or not 0 < number.whole < AN_HOUR:
        return 0, stop
    if message.word(number.stop) in MINUTES:
        return number.whole, number.stop + 1
    ends = not message.word(number.stop)[:1].isalnum()
    # "3 hours and 5" may be hours of another day.
    return (number.whole, number.stop) if joined and ends and _is_of_a_clock(number) else (0, stop)


def _is_of_a_clock(number: Number) -> bool:
    return number.whole is not None and number.whole >= _FEWEST_ALONE and not number.whole % 5


_FEWEST_ALONE = 10
