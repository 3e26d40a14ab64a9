"""Days, months and years as they are told: in JSON form, and what they say of a year's time."""

import calendar
from collections.abc import Mapping
from datetime import date

_MONTHS_OF_A_YEAR = 12
_LONGEST_MONTH = 31


def month_of(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, _MONTHS_OF_A_YEAR, 31)


def as_told(first: date, last: date) -> str:
    """Return a day, a month or a year in JSON form: "2026-07-10", "2026-07", "2026"."""
    if (last - first).days > _LONGEST_MONTH:
        return f"{first:%Y}"
    return first.isoformat() if first == last else first.isoformat()[:7]


def days_of(told: str) -> tuple[date, date]:
    """Return the first and last day of what `as_told` returns."""
    parts = [int(part) for part in told.split("-")]
    if len(parts) == 1:
        return year_of(parts[0])
    if len(parts) == 2:
        return month_of(parts[0], parts[1])
    return date(*parts), date(*parts)


def within_a_year(
    finished: tuple[date, date],
    start: tuple[date, date] | None,
    duration: Mapping[str, object] | None,
) -> tuple[bool, bool] | None:
    """Return whether a stay is done within a year after the studies, and whether that is sure.

    None where the dates do not tell. Without the length of the stay a start within the year is not
    sure to end within it.

    Args:
        finished: the first and last day on which the studies may have ended.
        start: the first and last day on which the stay may begin; None where it was not told.
        duration: the stay, in the form of the facts; None where it was not told.
    """
    limit = tuple(_later(day, _MONTHS_OF_A_YEAR) for day in finished)
    ends = _ends(start, duration)
    earliest = ends[0] if ends is not None else start and start[0]
    if earliest is None:
        return None
    if earliest > limit[1]:
        return False, True
    if ends is None:
        return (True, False) if start is not None and start[1] <= limit[0] else None
    return (True, True) if ends[1] <= limit[0] else None


def _ends(
    start: tuple[date, date] | None, duration: Mapping[str, object] | None
) -> tuple[date, date] | None:
    """Return the first and last day on which a stay may end."""
    if duration is None:
        return None
    if isinstance(duration.get("to"), str):
        last = date.fromisoformat(str(duration["to"]))
        return last, last
    if start is None or not duration.keys() <= {"months", "days"}:
        return None
    months, days = (int(str(duration.get(unit, 0))) for unit in ("months", "days"))
    return _after(start[0], months, days), _after(start[1], months, days)


def _after(day: date, months: int, days: int) -> date:
    """Return the last day of a stay that begins on a day."""
    return date.fromordinal(_later(day, months).toordinal() + days - 1)


def _later(day: date, months: int) -> date:
    count = day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months
    year, month = count // _MONTHS_OF_A_YEAR, count % _MONTHS_OF_A_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
