"""Remains of the other language, and of drafts."""

import re
from collections.abc import Iterator

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.language import function_words
from knowledge.problem import Problem
from locales import fold

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_DRAFT = re.compile(
    r"\b(?:TODO|FIXME|XXX|lorem ipsum|допунити|dopuniti)\b|\?\?\?|…\s*$", re.MULTILINE
)
# The share of Latin words from which a Serbian text looks untranslated; names and English terms
# (Learning Agreement, Transcript of Records) make up less.
_MOSTLY_LATIN = 0.6


def check(subject: Subject) -> Iterator[Problem]:
    """Yield Serbian texts with English in them, English texts with Serbian, and drafts."""
    for entry in subject.looked_at:
        yield from _serbian(subject, entry)
        yield from _english(subject, entry)
        for language in LANGUAGES:
            for part, text in entry.texts(language):
                draft = _DRAFT.search(text)
                if draft:
                    message = f"{draft.group().strip()!r} looks like a draft; finish the answer"
                    yield subject.problem(entry, message, *part)


def _words(subject: Subject, entry: Entry, language: str) -> list[str]:
    return _WORD.findall(subject.answers[entry.id, language].words)


def _serbian(subject: Subject, entry: Entry) -> Iterator[Problem]:
    in_latin = function_words()["serbian"]
    for part, words in (
        ("answer", _words(subject, entry, "sr")),
        ("title", _WORD.findall(entry.title.sr)),
    ):
        latin = [word for word in words if not _CYRILLIC.search(word)]
        serbian = [
            word for word in latin if _is_one_of(in_latin, word) or re.search("[čćžšđČĆŽŠĐ]", word)
        ]
        if serbian:
            message = f"Serbian is authored in Cyrillic; {serbian[0]!r} is in Latin letters"
            yield subject.problem(entry, message, part, "sr")
        elif part == "answer" and len(latin) > _MOSTLY_LATIN * len(words):
            message = "the Serbian answer is mostly in Latin letters; is it translated?"
            yield subject.problem(entry, message, part, "sr")
    english = function_words()["english"]
    latin_runs = " ".join(_words(subject, entry, "sr"))
    run = re.search(r"(?:\b[A-Za-z]+\b ?){6,}", latin_runs)
    if run and sum(word in english for word in run.group().lower().split()) >= 2:
        message = f"seems to hold English: {run.group()[:50].strip()!r}"
        yield subject.problem(entry, message, "answer", "sr")


def _english(subject: Subject, entry: Entry) -> Iterator[Problem]:
    serbian = function_words()["serbian"]
    for part, words in (
        ("answer", _words(subject, entry, "en")),
        ("title", _WORD.findall(entry.title.en)),
    ):
        cyrillic = [word for word in words if _CYRILLIC.search(word)]
        if cyrillic:
            message = f"the English {part} holds Cyrillic: {cyrillic[0]!r}"
            yield subject.problem(entry, message, part, "en")
        remains = dict.fromkeys(word for word in words if _is_one_of(serbian, word))
        if len(remains) > 1:
            message = f"the English {part} seems to hold Serbian: {', '.join(remains)}"
            yield subject.problem(entry, message, part, "en")


def _is_one_of(small_words: frozenset[str], word: str) -> bool:
    """Return whether it is one of the small words, and not an abbreviation such as STA."""
    return not word.isupper() and fold(word) in small_words
