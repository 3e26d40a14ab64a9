"""Questions without an answer, grouped by meaning; none of a group that is fewer than three people.

Two questions belong together when the finder (with the second opinion, where it is on) takes them
for the same entry, or when they are of nearly the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.storage.questions import KeptQuestion, week_of
from locales import fold

FEWEST_PEOPLE = 3
_ALIKE = 80.0
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that mean the same.

    Attributes:
        samples: how they were put, the commonest first.
        questions: how many there were.
        people: at least so many people asked.
        near: the entry that is nearest; None where none is near.
    """

    samples: tuple[str, ...]
    questions: int
    people: int
    near: str | None


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
    # Numbers of people mean something within a week alone: the best week is the least there were.
    weeks: dict[str, set[str]] = defaultdict(set)
    for one in members:
        if one.who:
            weeks[week_of(one.day)].add(one.who)
    people = max((len(who) for who in weeks.values()), default=0)
    kind, _, entry = key.partition(":")
    return QuestionGroup(
        tuple(text for text, _ in times.most_common(_SAMPLES)),
        len(members),
        people,
        entry if kind == "entry" and entry else None,
    )
