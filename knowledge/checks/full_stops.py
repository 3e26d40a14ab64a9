"""A blank after every full stop: "boda.je" is a link on a phone, and reads badly anywhere."""

import re
from collections.abc import Iterator

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.problem import Problem

# Tags, placeholders and entities are no sentences.
_NO_WORDS = re.compile(r"<[^<>]*>|\{[^{}]*\}|&[a-z]+;")
# Two letters before it, so that "e.g." and "d.o.o." are none; one behind it.
_NO_BLANK = re.compile(r"[^\W\d_]{2,}\.[^\W\d_]+")
_ADDRESS = re.compile(r"(?:[\w.+-]+@)?(?:[a-z0-9-]+\.)+(?:rs|eu|org|com|net|edu)")
_TOKEN = re.compile(r"[\w.@+-]+")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the full stops of titles and answers that the next word follows at once."""
    for entry in subject.looked_at:
        for language in LANGUAGES:
            shown = [(("title", language), entry.title.authored(language)), *entry.texts(language)]
            for part, text in shown:
                for below, message in faults(text):
                    yield subject.problem(entry, message, *part, below=below)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 0, and the message for every full stop without a blank."""
    words = _NO_WORDS.sub(lambda found: " " * len(found.group()), text)
    for token in _TOKEN.finditer(words):
        found = _NO_BLANK.search(token.group())
        if found is not None and not _ADDRESS.fullmatch(token.group().rstrip(".")):
            message = (
                f"no blank after the full stop in {found.group()!r}; put one there, "
                "Telegram may take it for a link"
            )
            yield words[: token.start()].count("\n"), message
