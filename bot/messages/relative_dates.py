"""How far away a day is, in words that Telegram's clients keep true as time passes."""

from datetime import date, datetime, time

from locales import Text
from locales.clock import HOME
from rules.wording import days

_RELATIVE = "conversation.relative"
_NOON = time(12)
# Telegram counts in 32 bits, and shows a later day as one of another century.
_LAST_SECOND = (1 << 31) - 1


def ahead(day: date, today: date) -> Text:
    """Return "in 12 days" for a day to come, as HTML; the words stand by themselves too."""
    left = (day - today).days
    words = Text(f"{_RELATIVE}.ahead", {"days": days(left)}) if left else Text(f"{_RELATIVE}.today")
    noon = int(datetime.combine(day, _NOON, tzinfo=HOME).timestamp())
    if noon > _LAST_SECOND:
        return words
    # Only the relative form: with any other, clients would write the day in a form of their own.
    return Text(f"{_RELATIVE}.kept_true", {"unix": str(noon), "words": words})
