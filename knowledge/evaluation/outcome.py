"""What people would have got: the right answer, a wrong one, suggestions, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.threshold_file import Measured
from knowledge.thresholds import Thresholds

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put to the finder.

    Attributes:
        expected: the id of the entry that answers it; None when nothing does.
        found: ids and scores, best first.
        answers: whether the best entry gives an answer (and is no gap).
        neighbour: the best entry is another one, but tells one of the expected entry's facts, or
            one of the two leads to the other as related.
        also: other entries that answer it as well.
    """

    expected: str | None
    found: Sequence[tuple[str, float]]
    answers: bool
    neighbour: bool = False
    also: Sequence[str] = ()

    @property
    def best(self) -> float:
        """The score of the best entry."""
        return self.found[0][1] if self.found else 0.0

    @property
    def lead(self) -> float:
        """How far the best entry is ahead of the next."""
        return self.best - (self.found[1][1] if len(self.found) > 1 else 0.0)

    def rank(self) -> int | None:
        """Return the first place of an entry that answers it, from 0; None when none was found."""
        right = {self.expected, *self.also}
        places = (place for place, (name, _) in enumerate(self.found) if name in right)
        return next(places, None)


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What thresholds give. Shares of the questions of each kind, 0 to 1.

    Attributes:
        thresholds: the thresholds.
        right: answered with the right entry.
        wrong: answered with another one.
        near: those of them that were answered with a neighbour of the right one.
        reached: the right entry was the answer, or among the suggestions.
        outside: questions that nothing answers, answered nevertheless (gaps do not count: they say
            that the rules are silent).
        bothered: questions that nothing answers, met with suggestions.
    """

    thresholds: Thresholds
    right: float
    wrong: float
    near: float
    reached: float
    outside: float
    bothered: float

    @property
    def worth(self) -> float:
        """What is maximised: a wrong answer undoes a right one.

        A suggestion is half an answer, and so is a neighbour: it tells a part of it, or leads to it
        by a button. The questions that nothing answers count as much as a fourth of the others, and
        suggestions to them are a tenth of a wrong answer.
        """
        halves = self.reached - self.right + self.near
        beside = self.outside + 0.1 * self.bothered
        return self.right + 0.5 * halves - (self.wrong - self.near) - 0.25 * beside


def trade_off(asked: Iterable[Asked], thresholds: Thresholds) -> TradeOff:
    """Return what the thresholds give on these questions."""
    inside = right = wrong = near = reached = outside = outside_answered = bothered = 0
    for one in asked:
        answered = one.best >= thresholds.answer and one.lead >= thresholds.margin
        if one.expected is None:
            outside += 1
            outside_answered += answered and one.answers
            bothered += not answered and one.best >= thresholds.suggest
            continue
        inside += 1
        rank = one.rank()
        if answered:
            right += rank == 0
            wrong += rank != 0
            near += rank != 0 and one.neighbour
            reached += rank == 0
        elif rank is not None and rank < SUGGESTIONS:
            reached += one.best >= thresholds.suggest
    return TradeOff(
        thresholds,
        right / max(inside, 1),
        wrong / max(inside, 1),
        near / max(inside, 1),
        reached / max(inside, 1),
        outside_answered / max(outside, 1),
        bothered / max(outside, 1),
    )


def measured(asked: Sequence[Asked], thresholds: Thresholds, on: date) -> Measured:
    """Return what the thresholds give, for keeping."""
    inside = sum(one.expected is not None for one in asked)
    given = trade_off(asked, thresholds)
    return Measured(
        thresholds,
        on,
        questions=inside,
        right=given.right,
        wrong=given.wrong,
        reached=given.reached,
        outside_questions=len(asked) - inside,
        outside_answered=given.outside,
    )


def choose(asked: Sequence[Asked]) -> tuple[TradeOff, list[TradeOff]]:
    """Return the thresholds of the greatest worth, and the best for each value of `answer`.

    Of equal ones the most cautious is taken.
    """
    best_by_answer = [
        max(
            (trade_off(asked, thresholds) for thresholds in _grid(answer)),
            key=lambda one: (one.worth, one.thresholds.margin, one.thresholds.suggest),
        )
        for answer in (step / 20 for step in range(2, 17))
    ]
    best = max(best_by_answer, key=lambda one: (one.worth, one.thresholds.answer))
    return best, best_by_answer


def _grid(answer: float) -> Iterator[Thresholds]:
    for margin in (0.0, 0.05, 0.1, 0.15, 0.2):
        for suggest in (0.05, 0.1, 0.15, 0.2):
            if suggest <= answer:
                yield Thresholds(answer=answer, suggest=suggest, margin=margin)


def reliability(asked: Iterable[Asked]) -> list[tuple[float, float, int]]:
    """Return for each tenth of the scores: the mean, the share that was right, how many."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for one in asked:
        bins[min(int(one.best * 10), 9)].append((one.best, one.rank() == 0))
    return [
        (
            sum(score for score, _ in group) / len(group),
            sum(right for _, right in group) / len(group),
            len(group),
        )
        for group in bins
        if group
    ]
