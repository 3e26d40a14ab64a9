"""What a number may be in its unit."""

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from rules.strict_yaml import YamlDocument, YamlPath, YamlValue

Quantity: TypeAlias = int | Decimal | str | date

WHOLE_UNITS = frozenset(
    {"day", "week", "month", "year", "semester", "km", "percent", "count", "ordinal", "grade"}
)
EXACT_UNITS = frozenset({"hour", "ects", "point", "number"})
CURRENCIES = ("EUR", "RSD", "BAM", "CHF", "CZK", "GBP", "HUF", "MKD", "PLN", "RON", "USD")
YEARLY_DATE = "yearly_date"
"""The unit of a day that comes each year: 31 May."""
UNITS = (*sorted(WHOLE_UNITS | EXACT_UNITS), *CURRENCIES, "text", "date", YEARLY_DATE)

_YEARLY = re.compile(r"\d\d-\d\d")
# 29 February comes in some years only.
_A_LEAP_YEAR = 2028


def read_quantity(document: YamlDocument, path: YamlPath, given: YamlValue, unit: str) -> Quantity:
    """Return a value in its unit.

    Raises:
        StrictYamlError: for a value that the unit does not allow.
    """
    if unit == "text":
        if isinstance(given, str) and given.strip():
            return given
        raise document.error(path, f"a value in text must be quoted words, not {given!r}")
    if unit == "date":
        if isinstance(given, date):
            return given
        raise document.error(path, f"a date is YYYY-MM-DD, not {given!r}")
    if unit == YEARLY_DATE:
        if isinstance(given, str) and _is_yearly(given):
            return given
        message = f"a day of each year is its month and day, such as 05-31, not {given!r}"
        raise document.error(path, message)
    return _read_number(document, path, given, unit)


def _read_number(
    document: YamlDocument, path: YamlPath, given: YamlValue, unit: str
) -> int | Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal) or given < 0:
        raise document.error(path, f"a value in {unit} must be a number from 0, not {given!r}")
    if unit in CURRENCIES:
        if given != round(given, 2):
            raise document.error(path, f"an amount in {unit} has at most two decimals, not {given}")
        return Decimal(given)
    if unit in WHOLE_UNITS and not isinstance(given, int):
        raise document.error(path, f"a value in {unit} must be a whole number, not {given}")
    return given


def _is_yearly(given: str) -> bool:
    """Return whether a text is a month and a day of it, `05-31`."""
    if not _YEARLY.fullmatch(given):
        return False
    try:
        date.fromisoformat(f"{_A_LEAP_YEAR}-{given}")
    except ValueError:
        return False
    return True
