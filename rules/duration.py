"""Lengths of stay, in the units that people and sources use.

Months and days compare by the Erasmus+ convention of 30-day months. A long stay between two dates
is counted by the 360-day rule, a short one in calendar days. The sources give a semester no length,
so semesters compare with nothing but semesters.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

MONTH = 30
LONGEST_DAYS = 36_000  # a hundred years: whatever is longer is a slip of the keyboard
LONGEST_SEMESTERS = 200


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days."""

    days: int


@dataclass(frozen=True, slots=True)
class Months:
    """Months, and days beside them."""

    months: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class Semesters:
    """Whole semesters."""

    semesters: int


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the first day at the host to the last one, both counted."""

    first: date
    last: date


Duration: TypeAlias = Days | Months | Semesters | DateRange


class Stay(NamedTuple):
    """A length as conditions compare it: either days or semesters; both 0 for no stay at all."""

    days: int
    semesters: int


NO_STAY = Stay(0, 0)


def long_stay(duration: Duration) -> Stay:
    """Return a study stay, a traineeship, or what was used before: dates by the 360-day rule."""
    if isinstance(duration, DateRange):
        return Stay(days_by_360(duration.first, duration.last), 0)
    return _of_units(duration)


def short_stay(duration: Duration) -> Stay:
    """Return a short or a staff stay: dates by the calendar."""
    if isinstance(duration, DateRange):
        return Stay(calendar_days(duration.first, duration.last), 0)
    return _of_units(duration)


def _of_units(duration: Days | Months | Semesters) -> Stay:
    match duration:
        case Days(days):
            return Stay(days, 0)
        case Months(months, days):
            return Stay(months * MONTH + days, 0)
        case Semesters(semesters):
            return Stay(0, semesters)


def days_by_360(first: date, last: date) -> int:
    """Return days of a long stay: a year of 360 days, months of 30; the 31st counts as the 30th.

    The European Commission's rule for long-term student mobility (KA131); both days are counted.
    """
    years = (last.year - first.year) * 360
    months = (last.month - first.month) * MONTH
    return years + months + min(last.day, MONTH) - min(first.day, MONTH) + 1


def calendar_days(first: date, last: date) -> int:
    """Return days of a short or staff stay, both dates counted."""
    return (last - first).days + 1
