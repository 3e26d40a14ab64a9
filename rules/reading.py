"""Reading single values as they come in JSON: strict about types, exact about numbers."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from locales import Text
from rules.error import FactError, fact_error

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(1950, 1, 1), date(2149, 12, 31)


def expected(name: str, **values: str | int) -> Text:
    """Return what a field takes, for the end of a sentence: "a whole number from 1 to 100"."""
    return Text(f"rules.expected.{name}", values)


def wrong_type(field: str, what: Text) -> FactError:
    """Return the error about a value of another type than `what`."""
    return fact_error("wrong_type", field, expected=what)


def refuse_null(field: str, given: object) -> None:
    """Raise FactError for a null."""
    if given is None:
        raise FactError("wrong_type", Text("rules.error.null", {"field": field}), field)


def read_choice(field: str, given: object, allowed: Sequence[str]) -> str:
    """Return one of the allowed words, exactly as written.

    Raises:
        FactError: for anything else.
    """
    if isinstance(given, str) and given in allowed:
        return given
    # What is expected is put together for an error alone: mostly there is none.
    what = expected("choice", allowed=", ".join(allowed))
    if not isinstance(given, str):
        raise wrong_type(field, what)
    raise fact_error("not_allowed", field, given=_short(given), expected=what)


def read_truth(field: str, given: object) -> bool:
    """Return true or false.

    Raises:
        FactError: for anything else, the texts "true" and "false" included.
    """
    if isinstance(given, bool):
        return given
    raise wrong_type(field, expected("truth"))


def read_whole(field: str, given: object, *, least: int, most: int) -> int:
    """Return a whole number within bounds; 20.0 is the whole number 20, as in JSON.

    Raises:
        FactError: for anything else.
    """
    if type(given) is int and least <= given <= most:
        return given
    what = expected("whole", least=least, most=most)
    number = _exact(field, given, what)
    if number != number.to_integral_value():
        raise fact_error("out_of_range", field, expected=what)
    return int(_within(field, number, least, most, what))


def read_number(field: str, given: object, *, least: int = 0, most: int) -> Decimal:
    """Return a number within bounds, exact.

    Raises:
        FactError: for anything else; NaN and infinity included.
    """
    what = expected("number", least=least, most=most)
    return _within(field, _exact(field, given, what), least, most, what)


def read_date(field: str, given: object) -> date:
    """Return a day written as YYYY-MM-DD.

    Raises:
        FactError: for anything else, days that do not exist included.
    """
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise wrong_type(field, expected("date"))
    if not _DATE.fullmatch(given):
        raise fact_error("bad_date", field, given=_short(given), expected=expected("date"))
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise fact_error("bad_date", field, given=given, expected=expected("date")) from error
    if not EARLIEST <= day <= LATEST:
        between = expected("date_between", first=str(EARLIEST.year), last=str(LATEST.year))
        raise fact_error("bad_date", field, given=given, expected=between)
    return day


def _exact(field: str, given: object, what: Text) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise wrong_type(field, what)
    number = Decimal(str(given)) if isinstance(given, float) else Decimal(given)
    if not number.is_finite():
        raise fact_error("out_of_range", field, expected=what)
    return number or Decimal(0)  # no minus before a zero


def _within(field: str, number: Decimal, least: int, most: int, what: Text) -> Decimal:
    if not least <= number <= most:
        raise fact_error("out_of_range", field, expected=what)
    return number


def _short(given: str) -> str:
    """Return what was given, as it can stand in a one-line message."""
    words = " ".join(given.split())
    return words if len(words) <= 40 else f"{words[:40]}…"
