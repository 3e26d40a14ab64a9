"""Letters that look alike: a Latin letter in a Cyrillic word is invisible, and breaks search."""

import re
from collections.abc import Iterator

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.problem import Problem

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOK_ALIKE_WORD = re.compile("[aceopxyjkmtuABEKMHOPCTXJ]+")
# Latin words and names of letters that may stand in a Cyrillic text although all of their letters
# look Cyrillic.
_TRULY_LATIN = frozenset({"A", "B", "C", "E", "CEEPUS", "ECTS", "EU", "KA", "BA", "MA", "TOEFL"})
# Tags, placeholders and entities hold Latin letters whatever the language.
_NO_WORDS = re.compile(r"<[^<>]*>|\{[^{}]*\}|&[a-z]+;")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def check(subject: Subject) -> Iterator[Problem]:
    """Find mixed words, look-alike words and invisible characters in all that is authored."""
    for entry in subject.looked_at:
        for part, text in _texts(entry):
            for below, message in faults(text):
                yield subject.problem(entry, message, *part, below=below)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the letters of a text.

    Its line in the text, from 0, and the message.
    """
    cyrillic_text = len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) / 4
    for match in _WORD.finditer(text):
        message = _fault(match.group(), cyrillic_text=cyrillic_text)
        if message:
            yield text[: match.start()].count("\n"), message
    hidden = _INVISIBLE.search(text)
    if hidden:
        message = f"an invisible character (U+{ord(hidden.group()):04X}) stands here; delete it"
        yield text[: hidden.start()].count("\n"), message


def _texts(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for language in LANGUAGES:
        yield ("title", language), entry.title.authored(language)
        for part, text in entry.texts(language):
            yield part, _NO_WORDS.sub(lambda found: " " * len(found.group()), text)
        for number, phrasing in enumerate(entry.phrasings[language]):
            yield ("phrasings", language, number), phrasing
        for number, scrap in enumerate(entry.follow_ups[language]):
            yield ("follow_ups", language, number), scrap


def _fault(word: str, *, cyrillic_text: bool) -> str | None:
    cyrillic, latin = _CYRILLIC.findall(word), _LATIN.findall(word)
    if cyrillic and latin:
        few, alphabet = (latin, "Latin") if len(latin) <= len(cyrillic) else (cyrillic, "Cyrillic")
        which = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in dict.fromkeys(few))
        return f"the word {word!r} holds {alphabet} {which}; write it in one alphabet"
    if cyrillic_text and latin and word not in _TRULY_LATIN and _LOOK_ALIKE_WORD.fullmatch(word):
        return f"{word!r} is in Latin letters that look Cyrillic; write it in Cyrillic"
    return None
