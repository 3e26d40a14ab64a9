"""Message catalogues: gettext's `.po` files, read when a domain is first needed.

The files stand in gettext's own folders, one per domain: `en/LC_MESSAGES/rules.po`. The domain of
a message is the part of its id before the first dot. `sr_Latn` has no `.po` files: its catalogues
are derived from those of `sr_Cyrl`. Nothing is compiled ahead of time: reading all of them takes a
twentieth of a second, and an installed program need not write beside its code.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from locales.locale import Locale
from locales.script import to_latin

FOLDER = Path(__file__).parent


def authored(locale: Locale) -> Locale:
    """Return the locale whose `.po` files hold the words of `locale`."""
    return Locale.SR_CYRL if locale is Locale.SR_LATN else locale


def po_path(locale: Locale, domain: str) -> Path:
    """Return where a person edits the words of a domain."""
    return FOLDER / authored(locale).value / "LC_MESSAGES" / f"{domain}.po"


def domains() -> list[str]:
    """Return every domain that has words, in alphabetical order."""
    return sorted(path.stem for path in (FOLDER / "en" / "LC_MESSAGES").glob("*.po"))


def read_authored(locale: Locale, domain: str) -> Catalog:
    """Return the catalogue as people wrote it.

    Raises:
        FileNotFoundError: when the domain has no words in this language.
        babel.messages.pofile.PoFileError: for a file that is not a catalogue.
    """
    with po_path(locale, domain).open("rb") as file:
        return read_po(
            file, locale=authored(locale).value, abort_invalid=True, ignore_obsolete=True
        )


def _derived(catalog: Catalog, locale: Locale) -> Catalog:
    if locale is not Locale.SR_LATN:
        return catalog
    latin = Catalog(locale=locale.value)
    latin.mime_headers = catalog.mime_headers  # the plural forms that the editor wrote
    for message in catalog:
        if message.id:
            words = message.string or ""
            in_latin = to_latin(words) if isinstance(words, str) else tuple(map(to_latin, words))
            latin.add(message.id, in_latin)
    return latin


@cache
def load(locale: Locale, domain: str) -> gettext.GNUTranslations:
    """Return the words of a domain.

    Raises:
        FileNotFoundError: when there is no such domain in this language.
        babel.messages.pofile.PoFileError: for a file that is not a catalogue.
    """
    compiled = io.BytesIO()
    write_mo(compiled, _derived(read_authored(locale, domain), locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def has(locale: Locale, message: str) -> bool:
    """Return whether the catalogue of the message's domain has it."""
    return load(locale, message.split(".", maxsplit=1)[0]).gettext(message) != message


def load_all(locale: Locale) -> None:
    """Read the words of every domain now, so that no answer waits for them."""
    for domain in domains():
        load(locale, domain)
