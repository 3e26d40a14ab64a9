"""Texts that several rules share: lengths, limits, names of facts and programmes."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from locales import DateSpan, Money, Text, Value
from rules.duration import MONTH, DateRange, Days, Duration, Months, Semesters, Stay

NAMING_WHOM_TO_ASK = frozenset(
    {
        "second_year.integrated",
        "study_duration.term_length",
        "twelve_months.mixed.change",
        "twelve_months.mixed_units",
        "twelve_months.integrated",
    }
)
"""Messages that send to a faculty's coordinator, as only the texts that come with the program do.

Those of other institutions have the same with `_alone` behind it.
"""


def fact_questions(facts: Iterable[str], named: Mapping[str, Value]) -> tuple[Text, ...]:
    """Return facts as indirect questions: "whether you are registered at ...".

    Args:
        facts: which.
        named: the names of the institution, for those that speak of it.
    """
    return tuple(Text(f"rules.fact.{fact}", named) for fact in facts)


def days(count: int) -> Text:
    """Return a number of days, in words."""
    return Text("units.days", count=count)


def months(count: int) -> Text:
    """Return a number of months, in words."""
    return Text("units.months", count=count)


def length_of(unit: str, count: int) -> Text:
    """Return a length in the unit of its parameter."""
    return Text(f"units.{unit}s", count=count)


def semesters(count: int) -> Text:
    """Return a number of semesters, in words."""
    return Text("units.semesters", count=count)


def up_to(unit: str, count: int) -> Text:
    """Return a length after "to", "over", "under": Serbian has the genitive there."""
    return Text(f"rules.genitive.{unit}", count=count)


def length(stay: Stay) -> Text:
    """Return a stay in the units people would say: from two months on in months, else in days."""
    if stay.semesters:
        return semesters(stay.semesters)
    whole, rest = divmod(stay.days, MONTH)
    return days(stay.days) if whole < 2 else _months_and_days(whole, rest)


def told_length(duration: Duration, stay: Stay, *, in_days: bool = False) -> Text:
    """Return a stay in the units in which it was told; dates with the length that they count for.

    Args:
        duration: as it was told.
        stay: what it counts for.
        in_days: dates are counted in days, however many, because their limit is in days.
    """
    match duration:
        case Days(number):
            return days(number)
        case Months(0, number):
            return days(number)
        case Months(number, rest):
            return _months_and_days(number, rest)
        case DateRange(first, last):
            counted = days(stay.days) if in_days else length(stay)
            return Text("rules.range", {"days": DateSpan(first, last), "length": counted})
        case Semesters(number):
            return semesters(number)


def _months_and_days(whole: int, rest: int) -> Text:
    if not rest:
        return months(whole)
    return Text("rules.months_and_days", {"months": months(whole), "days": days(rest)})


def money(amount: Decimal) -> Money:
    """Return an amount in euros."""
    return Money(amount)


def hours_of(number: int | Decimal) -> Text:
    """Return a number of hours, in words; half an hour is possible."""
    return _counted("hours", number)


def ects_of(number: int | Decimal) -> Text:
    """Return a number of ECTS credits, in words."""
    return _counted("ects", number)


def _counted(unit: str, number: int | Decimal) -> Text:
    whole = number == int(number)
    return Text(f"units.{unit}", count=int(number) if whole else number)
