"""Words in both authored forms, from which the third follows."""

from dataclasses import dataclass
from functools import lru_cache

from locales.locale import Locale
from locales.script import to_latin


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in both authored forms: Serbian in Cyrillic, and English."""

    sr: str
    en: str

    def authored(self, language: str) -> str:
        """Return the words as the author wrote them, for `sr` or `en`."""
        return self.en if language == "en" else self.sr

    def plain(self, locale: Locale) -> str:
        """Return words without markup and placeholders, in a reader's language and script."""
        words = self.authored(locale.language)
        return _in_latin(words) if locale is Locale.SR_LATN else words


# Titles stand on buttons and under answers again and again.
_in_latin = lru_cache(maxsize=2048)(to_latin)
