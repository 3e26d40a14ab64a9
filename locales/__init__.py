"""Words: message ids with values in, text in a reader's language and script out.

This package lies under all others and knows none of them. Serbian is authored in Cyrillic, with
foreign words left in Latin letters; the Latin script is derived from it (`locales.script`).
"""

from locales.bilingual import Bilingual
from locales.catalogue import load_all as load_catalogues
from locales.date_in_a_sentence import DateInASentence
from locales.date_span import DateSpan
from locales.locale import Locale
from locales.money import Money
from locales.month import Month
from locales.ordinal import Ordinal
from locales.reply import client_locale, notice_locale, reply_locale
from locales.script import fold, to_latin
from locales.spacing import keep_together, plain_spaces
from locales.text import Text, Value, format_value, names_in, of_another, render, with_dots_of_years

__all__ = [
    "Bilingual",
    "DateInASentence",
    "DateSpan",
    "Locale",
    "Money",
    "Month",
    "Ordinal",
    "Text",
    "Value",
    "client_locale",
    "fold",
    "format_value",
    "keep_together",
    "load_catalogues",
    "names_in",
    "notice_locale",
    "of_another",
    "plain_spaces",
    "render",
    "reply_locale",
    "to_latin",
    "with_dots_of_years",
]
