"""The language chosen by typing its name after `/language`."""

import re

from locales import Locale, fold

AUTOMATIC = "auto"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENGLISH = re.compile(r"engleski|engelski|engleskom|engleskog|english|eng?|🇬🇧|🇺🇸")
_SERBIAN = re.compile(r"srpsk\w*|serbian|srb?|🇷🇸")
_IN_LATIN = re.compile(r"latin(?:ic\w*)?")
_IN_CYRILLIC = re.compile(r"[ck]irilic\w*|cyrillic")
_KINDS = (_ENGLISH, _SERBIAN, _IN_LATIN, _IN_CYRILLIC)
_AUTOMATIC = frozenset({"auto", "automatic", "automatski", "automatically"})
# What else such a message holds.
_AROUND = frozenset(
    "na in po molim please hocu zelim bih hteo htela jezik jezikom jeziku language pismo pismom "
    "pismu script letters promeni prebaci predji pisi pricaj odgovaraj switch change to daj neka "
    "bude i want would like my me mi use write speak answer hvala thanks thank you".split()
)
# Names that are recognised with a slip of one letter too, each by its kind.
_NAMES = {
    "english": _ENGLISH,
    "engleski": _ENGLISH,
    "srpski": _SERBIAN,
    "serbian": _SERBIAN,
    "latinica": _IN_LATIN,
    "cirilica": _IN_CYRILLIC,
    "cyrillic": _IN_CYRILLIC,
}
_WORD = re.compile("[🇦-🇿]{2}|\\w+")


def chosen_language(text: str) -> Locale | str | None:
    """Return the language that a message names, `AUTOMATIC`, or None where it names none.

    It names one when no other word stands in it than those that are usual around such a name.
    """
    words = [word for word in _WORD.findall(fold(text)) if word not in _AROUND]
    if words and _AUTOMATIC.issuperset(words):
        return AUTOMATIC
    named = [_kinds_of(word) for word in words]
    if not all(named):
        return None
    kinds = frozenset[re.Pattern[str]]().union(*named)
    if kinds == {_ENGLISH}:
        return Locale.EN
    if kinds == {_SERBIAN}:
        # In the script in which the name is written.
        return Locale.SR_CYRL if _CYRILLIC.search(text) else Locale.SR_LATN
    script = kinds - {_SERBIAN}
    if script == {_IN_LATIN}:
        return Locale.SR_LATN
    return Locale.SR_CYRL if script == {_IN_CYRILLIC} else None


def _kinds_of(word: str) -> set[re.Pattern[str]]:
    """Return what a word names: as it stands, else as the one slip from a name that it is."""
    exactly = {kind for kind in _KINDS if kind.fullmatch(word)}
    return exactly or {kind for name, kind in _NAMES.items() if _is_slip(word, name)}


def _is_slip(word: str, name: str) -> bool:
    """Return whether two letters are swapped, one is left out, or one is too many.

    One in the place of another may make a word of its own: "engleska" is a country.
    """
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
    return word in swapped or _lacks_a_letter(word, name) or _lacks_a_letter(name, word)


def _lacks_a_letter(shorter: str, longer: str) -> bool:
    return any(shorter == longer[:at] + longer[at + 1 :] for at in range(len(longer)))
