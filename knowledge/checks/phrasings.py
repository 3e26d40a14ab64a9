"""How people ask: enough ways, really different ones, and each leading to one entry only."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.problem import Problem
from locales import fold

LEAST_PHRASINGS = 6
# Two phrasings whose folded words overlap by more than this share are one.
SAME = 0.8
_WORD = re.compile(r"[^\W_]+")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield entries with too few phrasings, and phrasings that two entries share."""
    owners: dict[tuple[str, ...], Entry] = {}
    for entry in subject.entries:
        looked_at = subject.only is None or entry.id in subject.only
        for language in LANGUAGES:
            if looked_at:
                yield from _too_few(subject, entry, language)
            for number, phrasing in enumerate(entry.phrasings[language]):
                key = words_of(phrasing)
                part = ("phrasings", language, number)
                if not key:
                    yield subject.problem(entry, "a phrasing without words; remove it", *part)
                    continue
                owner = owners.setdefault(key, entry)
                if owner is not entry:
                    message = (
                        f"the phrasing {phrasing!r} is also one of {owner.id} "
                        f"({owner.file}:{owner.line}); it can lead to one entry only"
                    )
                    yield subject.problem(entry, message, *part)


def _too_few(subject: Subject, entry: Entry, language: str) -> Iterator[Problem]:
    # Of an entry with hundreds no more are compared than are needed.
    different = len(list(islice(really_different(entry.phrasings[language]), LEAST_PHRASINGS)))
    if different < LEAST_PHRASINGS:
        total = len(entry.phrasings[language])
        message = (
            f"{different} really different phrasings in {language} (of {total}); at least "
            f"{LEAST_PHRASINGS} are needed; two with nearly the same words count as one"
        )
        yield subject.problem(entry, message, "phrasings", language)


def really_different(phrasings: Iterable[str]) -> Iterator[str]:
    """Yield the phrasings whose words overlap by at most `SAME` with each earlier one."""
    kept: list[set[str]] = []
    for phrasing in phrasings:
        words = set(words_of(phrasing))
        if words and all(overlap(words, other) <= SAME for other in kept):
            kept.append(words)
            yield phrasing


def words_of(phrasing: str) -> tuple[str, ...]:
    """Return the folded words of a phrasing: two with the same words are the same question."""
    return tuple(_WORD.findall(fold(phrasing)))


def overlap(one: set[str], other: set[str]) -> float:
    """Return the share of words that two phrasings have in common (Jaccard), 0 to 1."""
    return len(one & other) / (len(one | other) or 1)
