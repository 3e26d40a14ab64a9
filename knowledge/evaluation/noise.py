"""The same question in a hurry: a slip, no diacritics, the other script, capitals."""

import hashlib
from collections.abc import Callable, Mapping

from locales import Locale, to_latin

_BALD = str.maketrans("čćžšđČĆŽŠĐ", "cczsdCCZSD")
_CYRILLIC = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))


def slip(text: str, locale: Locale) -> str:
    """Leave out, double, swap or replace one letter; the same one every time."""
    del locale
    inner = [
        place
        for place in range(1, len(text))
        if text[place].isalpha() and text[place - 1].isalpha()
    ]
    if not inner:
        return text
    chance = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    place = inner[chance % len(inner)]
    before, letter, after = text[:place], text[place], text[place + 1 :]
    match chance // len(inner) % 4:
        case 0:
            return before + after
        case 1:
            return before + letter + letter + after
        case 2:
            return before[:-1] + letter + before[-1] + after
        case _:
            return before + "aeionrst"[chance % 8] + after


def bald(text: str, locale: Locale) -> str:
    """Return Latin without diacritics, as on a phone."""
    return (to_latin(text) if locale.is_serbian else text).translate(_BALD)


def other_script(text: str, locale: Locale) -> str:
    """Return Serbian in the other script; English as it is.

    Latin to Cyrillic letter by letter, as transliterators on phones do it, foreign words included.
    """
    if locale is Locale.SR_CYRL:
        return to_latin(text)
    if locale is Locale.EN:
        return text
    text = text.lower()
    for latin, cyrillic in (("lj", "љ"), ("nj", "њ"), ("dž", "џ")):
        text = text.replace(latin, cyrillic)
    return "".join(_CYRILLIC.get(letter, letter) for letter in text)


def capitals(text: str, locale: Locale) -> str:
    """Return the text shouted."""
    del locale
    return text.upper()


VARIANTS: Mapping[str, Callable[[str, Locale], str]] = {
    "one slip": slip,
    "no diacritics": bald,
    "other script": other_script,
    "capitals": capitals,
}
