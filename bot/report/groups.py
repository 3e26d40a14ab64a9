"""Questions without an answer, grouped by meaning; none of a group that is fewer than three people.

Two questions belong together when the finder (with the second opinion, where it is on) takes them
for the same entry, or when they are of nearly the same words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.storage.questions import KeptQuestion, week_of
from locales import fold

FEWEST_PEOPLE = 3
_ALIKE = 80.0
_SAMPLES = 3
_WORD = re.compile(r"\w+")
_LEFT_OUT = "…"
_SEVERAL_LEFT_OUT = re.compile(r"…(?:\s+…)+")
# Such as "koliko": a shorter word alone says nothing of what was asked.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that mean the same.

    Attributes:
        samples: how they were put, the commonest first; words that fewer than three people used
            are left out.
        questions: how many there were.
        people: at least so many people asked.
        near: the entry that is nearest; None where none is near.
    """

    samples: tuple[str, ...]
    questions: int
    people: int
    near: str | None

    @property
    def shown(self) -> str:
        """How the group is shown: in words that enough people used, or as what is nearest."""
        return " / ".join(self.samples) or f"{_LEFT_OUT} ({self.near or _LEFT_OUT})"


def group_questions(
    questions: Iterable[KeptQuestion], nearest: Callable[[str], str | None]
) -> tuple[tuple[QuestionGroup, ...], int]:
    """Return the groups of enough people, largest first, and how many questions are in no such one.

    Args:
        questions: what was not answered.
        nearest: the entry that a question is nearest to; None for none.
    """
    clusters: dict[str, list[KeptQuestion]] = defaultdict(list)
    seen: dict[str, str] = {}
    for question in questions:
        if question.text not in seen:
            seen[question.text] = _key(question.text, clusters, nearest)
        clusters[seen[question.text]].append(question)
    groups = [_group(key, members) for key, members in clusters.items()]
    shown = [one for one in groups if one.people >= FEWEST_PEOPLE]
    hidden = sum(one.questions for one in groups if one.people < FEWEST_PEOPLE)
    return tuple(sorted(shown, key=lambda one: (-one.people, -one.questions, one.samples))), hidden


def _key(text: str, clusters: Iterable[str], nearest: Callable[[str], str | None]) -> str:
    entry = nearest(text)
    if entry is not None:
        return f"entry:{entry}"
    words = fold(text)
    alike = (key for key in clusters if fuzz.token_sort_ratio(key, words) >= _ALIKE)
    return next(alike, words)


def _group(key: str, members: list[KeptQuestion]) -> QuestionGroup:
    times = Counter(one.text for one in members)
    people = _people(members)
    common = _common_words(members)
    samples = dict.fromkeys(_of_common(text, common) for text, _ in times.most_common())
    kind, _, entry = key.partition(":")
    return QuestionGroup(
        tuple(one for one in samples if one)[:_SAMPLES],
        len(members),
        people,
        entry if kind == "entry" and entry else None,
    )


def _people(members: Iterable[KeptQuestion]) -> int:
    """Return how many people asked these at least.

    Their numbers mean something within a week alone: the best week is the least there were.
    """
    weeks: dict[str, set[str]] = defaultdict(set)
    for one in members:
        if one.who:
            weeks[week_of(one.day)].add(one.who)
    return max((len(who) for who in weeks.values()), default=0)


def _common_words(members: Iterable[KeptQuestion]) -> set[str]:
    """Return the words that enough people used: what one person wrote is shown to nobody."""
    users: dict[str, list[KeptQuestion]] = defaultdict(list)
    for one in members:
        for word in set(_WORD.findall(fold(one.text))):
            users[word].append(one)
    return {word for word, using in users.items() if _people(using) >= FEWEST_PEOPLE}


def _of_common(text: str, common: Container[str]) -> str:
    """Return a question of common words alone; empty where it has none to speak of."""
    shown = _WORD.sub(lambda word: word[0] if fold(word[0]) in common else _LEFT_OUT, text)
    if not any(len(word) > _SHORT for word in _WORD.findall(shown)):
        return ""
    return _SEVERAL_LEFT_OUT.sub(_LEFT_OUT, shown)
