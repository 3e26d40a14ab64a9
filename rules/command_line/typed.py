"""What a person types on the command line, as facts."""

import re
from decimal import Decimal, InvalidOperation

from locales import Text, fold
from rules.duration import DateRange, Days, Duration, Months, Semesters
from rules.error import FactError
from rules.facts import FACTS, UNKNOWN, Fact, FactKind, parse_fact, unknown_fact

_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})\D+(\d{4}-\d{2}-\d{2})")
_PART = re.compile(r"(\d+)\s*([a-z]+)")
# Beginnings of folded words: "45 days", "45 dana", "5 months", "5 meseci", "1 semestar".
_UNITS = {"day": "days", "dan": "days", "month": "months", "mesec": "months", "mjesec": "months"}
_SEMESTER = "semest"
_YES = ("true", "yes", "da")
_NO = ("false", "no", "ne")
_UNKNOWN = ("unknown", "?", "ne znam")


def typed_duration(field: str, typed: str) -> Fact:
    """Return a length of stay.

    "45 days", "5 months 10 days", "1 semester", two dates; "0" for none.

    Raises:
        FactError: for anything else, or a length that facts do not allow.
    """
    return parse_fact(field, _duration_json(field, typed))


def duration(typed: str) -> Duration:
    """Return a length of stay that is known.

    Raises:
        FactError: for anything else.
    """
    found = typed_duration("duration", typed)
    if isinstance(found, Days | Months | Semesters | DateRange):
        return found
    raise _unclear("duration", typed)


def _duration_json(field: str, typed: str) -> dict[str, object]:
    dates = _DATES.search(typed)
    if dates:
        return {"from": dates[1], "to": dates[2]}
    folded = fold(typed)
    if folded == "0":
        return {"days": 0}
    parts: dict[str, object] = {}
    for number, word in _PART.findall(folded):
        unit = _unit(word)
        if unit is None or unit in parts:
            raise _unclear(field, typed)
        parts[unit] = Decimal(number)
    if not parts or _PART.sub("", folded).strip(" ,+"):
        raise _unclear(field, typed)
    return parts


def _unit(word: str) -> str | None:
    if word.startswith(_SEMESTER):
        return "semesters"
    return next((unit for start, unit in _UNITS.items() if word.startswith(start)), None)


def typed_fact(typed: str) -> tuple[str, Fact]:
    """Return a fact as `name=value`.

    `role=student`, `duration="5 months"`, `registered=yes`, `year=?`.

    Raises:
        FactError: for anything else.
    """
    name, equals, value = (part.strip() for part in typed.partition("="))
    if not equals:
        raise FactError("bad_fact", Text("rules.error.unclear_fact", {"given": typed}), typed)
    if name not in FACTS:
        raise unknown_fact(name)
    if fold(value) in _UNKNOWN:
        return name, UNKNOWN
    match FACTS[name].kind:
        case FactKind.DURATION:
            return name, typed_duration(name, value)
        case FactKind.TRUTH if fold(value) in _YES:
            return name, True
        case FactKind.TRUTH if fold(value) in _NO:
            return name, False
        case FactKind.WHOLE | FactKind.NUMBER:
            return name, parse_fact(name, number(value))
        case _:
            return name, parse_fact(name, value)


def number(typed: str) -> Decimal | str:
    """Return a number where it is one, with a decimal point or comma; else what was typed."""
    try:
        return Decimal(typed.replace(",", "."))
    except InvalidOperation:
        return typed


def mark(typed: str, lowest: int, highest: int) -> dict[str, object]:
    """Read a mark: a letter is an ECTS letter, a whole number among the grades a grade."""
    value = number(typed)
    if isinstance(value, str):
        return {"ects": value}
    is_grade = value == value.to_integral_value() and lowest <= value <= highest
    return {"grade" if is_grade else "points": value}


def _unclear(field: str, typed: str) -> FactError:
    return FactError("bad_duration", Text("rules.error.unclear_duration", {"given": typed}), field)
