"""Texts as data: a message id with values, put into words at the very end."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from babel import Locale as BabelLocale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from locales import catalogue
from locales.bilingual import Bilingual
from locales.date_in_a_sentence import DateInASentence
from locales.date_span import DateSpan
from locales.locale import Locale
from locales.money import Money
from locales.month import Month
from locales.ordinal import Ordinal

Value: TypeAlias = (
    "str | int | Decimal | date | Bilingual | DateInASentence | DateSpan | Money | Month | Ordinal"
    " | Text"
    " | tuple[Value, ...]"
)

# Serbian omits the dot of a year before a comma, a dash or a bracket: "24. мај 2027, дан раније".
# At the end of a sentence one dot is both.
# The dot stands first in the pattern, for a text is searched for a letter in no time.
_DOT_OF_A_YEAR = re.compile(r"\.(?<=\b\d{4}\.)((?:</[a-z]+>)*(?= ?[,;:)–]|\.))")
# A month in the genitive: "марта", "септембра".
_MONTH = re.compile(r"(?:бар|bar)$")
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
# Babel rounds in the 28 digits of the usual context, and raises an error beyond them.
_TOO_LONG_TO_ROUND = 10**24
# Whole numbers that have the named CLDR plural form, in English as in Serbian.
_WHOLE_OF_FORM: Mapping[str, int] = {"one": 1, "few": 2}
_OTHER = 5


@dataclass(frozen=True, slots=True)
class Text:
    """A message of a catalogue.

    Attributes:
        id: the message id; the part before the first dot names the catalogue's domain.
        values: what stands in the message's `{placeholders}`: words, numbers, dates, money, other
            texts, or a tuple of these, which becomes a list ("a, b and c").
        count: chooses the plural form, and stands in `{count}`; a fraction has a form too
            ("7.5 hours").
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    count: int | Decimal | None = None


def render(text: Text, locale: Locale, *, markup: bool = False) -> str:
    """Return the words of a text for a reader.

    Args:
        text: the message and its values.
        locale: the reader's language and script.
        markup: the message is Telegram HTML; values that are not texts themselves are escaped.

    Raises:
        KeyError: when the catalogue lacks the message, or the message names a value not given.
    """
    words = _words(text.id, text.count, locale)
    if "{" not in words:
        return words
    values = text.values if text.count is None else {**text.values, "count": text.count}

    def put(match: re.Match[str]) -> str:
        return format_value(values[match.group(1)], locale, markup=markup)

    return with_dots_of_years(_PLACEHOLDER.sub(put, words), locale)


def with_dots_of_years(said: str, locale: Locale) -> str:
    """Return a text whose years have a dot behind them only where Serbian writes one."""
    return said if locale is Locale.EN else _DOT_OF_A_YEAR.sub(r"\1", said)


def of_another(value: Value, locale: Locale) -> Value:
    """Return a text as it is told of somebody else than its reader, where it has words for that.

    Those stand in the catalogue under the same id with `.of_another` behind it; "you" stays where
    there are none.
    """
    match value:
        case Text():
            own = f"{value.id}.of_another"
            return replace(
                value,
                id=own if catalogue.has(locale, own) else value.id,
                values={name: of_another(one, locale) for name, one in value.values.items()},
            )
        case tuple():
            return tuple(of_another(one, locale) for one in value)
        case _:
            return value


def names_in(text: Text, locale: Locale) -> frozenset[str]:
    """Return the names of the values that a message tells."""
    return frozenset(_PLACEHOLDER.findall(_words(text.id, text.count, locale)))


@lru_cache(maxsize=8192)
def _words(message: str, count: int | Decimal | None, locale: Locale) -> str:
    """Return the words of a message, with its placeholders.

    Raises:
        KeyError: when the catalogue lacks the message.
    """
    words = catalogue.load(locale, message.split(".", maxsplit=1)[0])
    if count is None:
        found = words.gettext(message)
    else:
        found = words.ngettext(message, message, _whole_with_same_plural(count, locale))
    if found == message:
        raise KeyError(f"no message {message!r} in {locale.value}")
    return found


def _whole_with_same_plural(count: int | Decimal, locale: Locale) -> int:
    """Return a whole number with the plural form of the count: gettext knows no fractions."""
    if count == int(count):
        return int(count)
    return _WHOLE_OF_FORM.get(BabelLocale.parse(locale.value).plural_form(count), _OTHER)


def format_value(value: Value, locale: Locale, *, markup: bool = False) -> str:
    """Format a value as `locale` writes it: 1,780 or 1.780, 1 March or 1. mart 2026."""
    match value:
        case Text():
            return render(value, locale, markup=markup)
        case Bilingual():
            return format_value(value.plain(locale), locale, markup=markup)
        case str():
            return html.escape(value, quote=False) if markup else value
        case int() | Decimal():
            return _number(value, locale)
        case Money():
            return _money(value, locale)
        case Ordinal():
            form = BabelLocale.parse(locale.value).ordinal_form(value.number)
            return render(Text(f"units.ordinal.{form}", {"number": value.number}), locale)
        case date() | DateInASentence() | DateSpan() | Month():
            return _in_the_calendar(value, locale)
        case tuple():
            parts = [format_value(part, locale, markup=markup) for part in value]
            return format_list(parts, locale="en_GB" if locale is Locale.EN else locale.value)


def _in_the_calendar(value: date | DateInASentence | DateSpan | Month, locale: Locale) -> str:
    match value:
        case DateSpan():
            return _date_span(value, locale)
        case date():
            return _date(value, locale)
        case DateInASentence():
            return _date_in_a_sentence(value, locale)
        case Month():
            form = "LLLL y" if locale is Locale.EN else "LLLL y."
            return format_date(date(value.year, value.month, 1), format=form, locale=locale)


@lru_cache(maxsize=2048)
def _number(value: int | Decimal, locale: Locale) -> str:
    if isinstance(value, int) and abs(value) >= _TOO_LONG_TO_ROUND:
        return str(value)
    return format_decimal(value, locale=locale.value)


@lru_cache(maxsize=2048)
def _money(value: Money, locale: Locale) -> str:
    whole = value.amount == value.amount.to_integral_value()
    number = format_decimal(value.amount, format="#,##0" if whole else "#,##0.00", locale=locale)
    return f"{number} {value.currency}"


@lru_cache(maxsize=512)
def _date(value: date, locale: Locale) -> str:
    return format_date(value, format="d MMMM y" if locale is Locale.EN else "long", locale=locale)


@lru_cache(maxsize=512)
def _date_in_a_sentence(value: DateInASentence, locale: Locale) -> str:
    if locale is Locale.EN:
        form = "d MMMM y" if value.with_year else "d MMMM"
        return format_date(value.day, format=form, locale=locale)
    month = format_date(value.day, format="LLLL", locale=locale)
    if value.genitive:
        # "септембар" loses its second vowel, in either script.
        month = _MONTH.sub(lambda end: end[0][0] + end[0][-1], month)
        month += "а" if locale is Locale.SR_CYRL else "a"
    year = f" {value.day.year}." if value.with_year else ""
    return f"{value.day.day}. {month}{year}"


@lru_cache(maxsize=512)
def _date_span(value: DateSpan, locale: Locale) -> str:
    """Return "3–4 May 2027", "28 May – 3 June 2027": month and year are told once where they can.

    A whole date in Serbian ends with the point of its year, which is omitted before a dash.
    """
    first, last = value.first, value.last
    whole = _date(last, locale)
    if first == last:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{whole}"
    if first.year == last.year:
        return f"{_date_without_year(first, locale)} – {whole}"
    return f"{_date(first, locale)} – {whole}"


def _date_without_year(day: date, locale: Locale) -> str:
    form = "d MMMM" if locale is Locale.EN else "d. MMMM"
    return format_date(day, format=form, locale=locale)
