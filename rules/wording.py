"""Texts that several rules share: lengths, limits, names of facts and programmes."""

from collections.abc import Iterable
from decimal import Decimal

from locales import Money, Text
from rules.duration import MONTH, Stay


def programme_name(programme: str) -> Text:
    """A programme as people call it."""
    return Text(f"rules.programme.{programme}")


def programme_names(programmes: Iterable[str]) -> tuple[Text, ...]:
    """Several programmes, as a list in a sentence."""
    return tuple(map(programme_name, programmes))


def fact_questions(facts: Iterable[str]) -> tuple[Text, ...]:
    """Facts as indirect questions: "whether you are registered at ..."."""
    return tuple(Text(f"rules.fact.{fact}") for fact in facts)


def days(count: int) -> Text:
    """A number of days, in words."""
    return Text("units.days", count=count)


def months(count: int) -> Text:
    """A number of months, in words."""
    return Text("units.months", count=count)


def semesters(count: int) -> Text:
    """A number of semesters, in words."""
    return Text("units.semesters", count=count)


def up_to(unit: str, count: int) -> Text:
    """A length after "to", "over", "under": Serbian has the genitive there."""
    return Text(f"rules.genitive.{unit}", count=count)


def length(stay: Stay) -> Text:
    """A stay in the units people would say: from two months on in months, else in days."""
    if stay.semesters:
        return semesters(stay.semesters)
    whole, rest = divmod(stay.days, MONTH)
    if not rest and whole:
        return months(whole)
    if whole < 2:
        return days(stay.days)
    return Text("rules.months_and_days", {"months": months(whole), "days": days(rest)})


def money(amount: Decimal) -> Money:
    """An amount in euros."""
    return Money(amount)


def points_of(number: int | Decimal) -> Text | Decimal:
    """Points, in words where they are whole."""
    return Text("units.points", count=number) if isinstance(number, int) else number
