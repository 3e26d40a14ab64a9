"""Days told from today: "tomorrow", "prekosutra", "next Monday", "u ponedeljak"."""

from datetime import date, timedelta

from bot.understanding.tokens import Phrases, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("relative_days")
_FROM_TODAY = Phrases[int](_VOCABULARY.numbers("from today"))
_WEEKDAYS = Phrases[int](_VOCABULARY.numbers("weekdays"))
# "the day after tomorrow"; in more words a day is spoken of, not told.
_MOST_WORDS = 4


def relative_day(message: Tokens, today: date) -> date | None:
    """Return the day that a short message tells from today; None where it tells none.

    A weekday, or the next one, is the first such day after today.
    """
    if len(message) > _MOST_WORDS:
        return None
    from_today = {match.value for match in _FROM_TODAY.find(message)}
    weekdays = {match.value for match in _WEEKDAYS.find(message)}
    if len(from_today) == 1 and not weekdays:
        return today + timedelta(days=from_today.pop())
    if len(weekdays) == 1 and not from_today:
        return today + timedelta(days=(weekdays.pop() - today.isoweekday() - 1) % 7 + 1)
    return None
