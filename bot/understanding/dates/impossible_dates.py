"""Find dates that no calendar has: "31 June", "30. februara", "29.2.2027"."""

import calendar
import re

from bot.understanding.dates.written_dates import MONTHS
from bot.understanding.text_positions import TextPositions

_YEAR = r"(?:[.,]? ?(?P<year>\d{4})\b)?"
_DAY = r"(?P<day>29|30|31)"
_NOT_COUNTED = r"(?! ?(?:dan|day|dn\b|ned|week|ects|espb|poen|point))"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY}(?:st|nd|rd|th|-?og)?\.? ?(?:of )?(?P<month>[a-z]{{3,}}){_YEAR}",
        rf"\b(?P<month>[a-z]{{3,}})\.? (?:the )?{_DAY}(?:st|nd|rd|th)?\b{_NOT_COUNTED}{_YEAR}",
        rf"\b{_DAY}[./] ?(?P<month>0?[1-9]|1[0-2])(?:[./] ?(?P<year>\d{{4}})\b|\.(?!\d))",
        rf"\b(?P<year>\d{{4}})-(?P<month>0[1-9]|1[0-2])-{_DAY}\b",
    )
)
_LEAP_YEAR = 2024


def impossible_date(text: str, folded: str) -> str | None:
    """Return the first date of a message that does not exist, as it was written; None of none.

    Args:
        text: the message.
        folded: the same in small Latin letters without accents.
    """
    if "29" not in folded and "3" not in folded:
        return None
    for written in _WRITTEN:
        for match in written.finditer(folded):
            month = _month(match["month"])
            year = int(match["year"]) if match["year"] else _LEAP_YEAR
            if month and year and int(match["day"]) > calendar.monthrange(year, month)[1]:
                start, end = TextPositions(text, folded).span(match.span())
                return text[start:end].rstrip(" .,")
    return None


def _month(told: str) -> int | None:
    return int(told) if told.isdigit() else MONTHS.value(told)
