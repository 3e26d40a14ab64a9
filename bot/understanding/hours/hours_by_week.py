"""Read hours of every week: "5 hours a week for 2 weeks", "2 nedelje po 3 sata nedeljno"."""

from collections.abc import Mapping, Sequence

from bot.understanding.hours.told_hours import ToldHours, plain_hours
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Tokens
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("hours")
_WEEKLY = _VOCABULARY.words("weekly")
_WEEKS = _VOCABULARY.words("weeks")
_PER_A_WEEK = frozenset({"a", "per", "each", "every", "na", "po", "svake", "svaku", "u"})
_REACH = 4
_NEAR = 3


def hours_by_week(
    message: Tokens, numbers: Mapping[int, Number], told: Sequence[ToldHours]
) -> Found | Unclear | None:
    """Return hours of every week for all weeks that are told.

    Unclear, with the reason `per_week`, where none are; None where no hours are of a week.
    """
    weekly = [one for one in told if _is_weekly(message, one)]
    if len(weekly) != 1 or len(told) != 1 or weekly[0].value is None:
        return None
    one, value = weekly[0], weekly[0].value
    weeks = next(
        (
            number
            for number in numbers.values()
            if message.word(number.stop) in _WEEKS and number.whole and number.start != one.start
        ),
        None,
    )
    if weeks is None or weeks.whole is None:
        span = message.span(one.start, one.stop)
        return Unclear("hours", "per_week", span, (plain_hours(value),))
    total = plain_hours(value * weeks.whole)
    start, stop = min(one.start, weeks.start), max(one.stop, weeks.stop + 1)
    return Found("hours", total, start, stop)


def _is_weekly(message: Tokens, told: ToldHours) -> bool:
    behind = message.words[told.stop : told.stop + _REACH]
    before = message.words[max(0, told.start - _REACH) : told.start]
    if not _WEEKLY.isdisjoint(behind[:_NEAR]) or not _WEEKLY.isdisjoint(before):
        return True
    per = [place for place, word in enumerate(behind) if word in _PER_A_WEEK]
    return any(place + 1 < len(behind) and behind[place + 1] in _WEEKS for place in per)
