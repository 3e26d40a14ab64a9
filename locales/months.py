"""Names of months, as they stand alone on a button."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from locales.locale import Locale


@lru_cache(maxsize=256)
def month_name(day: date, locale: Locale) -> str:
    """Return the month of a day with its year: "October 2027", "октобар 2027."."""
    pattern = "LLLL y" if locale is Locale.EN else "LLLL y'.'"
    return format_date(day, format=pattern, locale=locale.value)
