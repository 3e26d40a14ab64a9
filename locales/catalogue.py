"""Message catalogues: `.po` files for people, `.mo` files for the program.

The files stand in gettext's own folders, one per domain: `en/LC_MESSAGES/rules.po`. The domain of
a message is the part of its id before the first dot. `sr_Latn` has no `.po` files: its catalogues
are derived from those of `sr_Cyrl`. A `.mo` that is missing or older than its `.po` is built when
it is first needed, so nobody builds one by hand.
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
    """The locale whose `.po` files hold the words of `locale`."""
    return Locale.SR_CYRL if locale is Locale.SR_LATN else locale


def po_path(locale: Locale, domain: str) -> Path:
    """Where a person edits the words of a domain."""
    return FOLDER / authored(locale).value / "LC_MESSAGES" / f"{domain}.po"


def mo_path(locale: Locale, domain: str) -> Path:
    """Where the built catalogue of a domain stands."""
    return FOLDER / locale.value / "LC_MESSAGES" / f"{domain}.mo"


def domains() -> list[str]:
    """Every domain that has words, in alphabetical order."""
    return sorted(path.stem for path in (FOLDER / "en" / "LC_MESSAGES").glob("*.po"))


def read_authored(locale: Locale, domain: str) -> Catalog:
    """The catalogue as people wrote it.

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
    for message in catalog:
        if message.id:
            words = message.string or ""
            in_latin = to_latin(words) if isinstance(words, str) else tuple(map(to_latin, words))
            latin.add(message.id, in_latin)
    return latin


@cache
def load(locale: Locale, domain: str) -> gettext.GNUTranslations:
    """The words of a domain, built first when the `.po` has changed.

    Raises:
        FileNotFoundError: when there is no such domain in this language.
    """
    source, built = po_path(locale, domain), mo_path(locale, domain)
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        return gettext.GNUTranslations(io.BytesIO(build(locale, domain)))
    with built.open("rb") as file:
        return gettext.GNUTranslations(file)


def build(locale: Locale, domain: str) -> bytes:
    """Build one catalogue, keep it beside its source where the folder can be written, return it."""
    buffer = io.BytesIO()
    write_mo(buffer, _derived(read_authored(locale, domain), locale))
    target = mo_path(locale, domain)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Two programs may build at once: each writes a file of its own and the last one stays.
        draft = target.with_suffix(f".{id(buffer):x}.tmp")
        draft.write_bytes(buffer.getvalue())
        draft.replace(target)
    except OSError:  # a read-only installation: the words are in memory, which is all that counts
        return buffer.getvalue()
    return buffer.getvalue()
