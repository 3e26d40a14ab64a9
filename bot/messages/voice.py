"""Putting replies into words for one reader."""

from collections.abc import Mapping

from bot.messages.institution_names import names
from bot.messages.markup import escape
from bot.messages.record import record
from locales import Locale, Text, Value, format_value, of_another

_DOMAIN = "conversation"


def _with_names(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {**names(), **values} if values else names()


@record
class Voice:
    """The words of the conversation in one language and script, as Telegram HTML.

    Attributes:
        locale: the language and script.
        of_another: what is told is about somebody else than the reader, such as their child: where
            a message has words for that, these are said.
    """

    locale: Locale
    of_another: bool = False

    def say(self, message: str, count: int | None = None, /, **values: Value) -> str:
        """Return a message of the conversation's catalogue; plain values are escaped.

        Names of institutions need not be given: they are those of the default one.
        """
        return self.value(Text(f"{_DOMAIN}.{message}", _with_names(values), count))

    def label(self, message: str, **values: Value) -> str:
        """Return a message for a button: no markup in it."""
        return self.plain(Text(f"{_DOMAIN}.{message}", _with_names(values)))

    def text(self, text: Text) -> str:
        """Return a text of another part, which knows no markup."""
        return escape(self.plain(text))

    def value(self, value: Value) -> str:
        """Return a number, date or amount as this reader writes it."""
        return format_value(self._told(value), self.locale, markup=True)

    def plain(self, value: Value) -> str:
        """Return a value as this reader writes it, for a button: no markup."""
        return format_value(self._told(value), self.locale)

    def _told(self, value: Value) -> Value:
        return of_another(value, self.locale) if self.of_another else value
