"""Putting replies into words for one reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages.institution_names import names
from bot.messages.markup import escape
from locales import Locale, Text, Value, format_value, render

_DOMAIN = "conversation"


def _with_names(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {**names(), **values}


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of the conversation in one language and script, as Telegram HTML."""

    locale: Locale

    def say(self, message: str, count: int | None = None, /, **values: Value) -> str:
        """Return a message of the conversation's catalogue; plain values are escaped.

        Names of institutions need not be given: they are those of the default one.
        """
        return render(
            Text(f"{_DOMAIN}.{message}", _with_names(values), count), self.locale, markup=True
        )

    def label(self, message: str, **values: Value) -> str:
        """Return a message for a button: no markup in it."""
        return render(Text(f"{_DOMAIN}.{message}", _with_names(values)), self.locale)

    def text(self, text: Text) -> str:
        """Return a text of another part, which knows no markup."""
        return escape(render(text, self.locale))

    def value(self, value: Value) -> str:
        """Return a number, date or amount as this reader writes it."""
        return format_value(value, self.locale, markup=True)

    def plain(self, value: Value) -> str:
        """Return a value as this reader writes it, for a button: no markup."""
        return format_value(value, self.locale)
