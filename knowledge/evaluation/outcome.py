"""What people would have got: the right answer, a wrong one, suggestions, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.thresholds import Measured, Thresholds

SUGGESTIONS = 3
# Limits of what thresholds may do, as shares. Questions answered with an entry that is not even a
# neighbour of the right one; questions that nothing answers, answered; and met with suggestions.
MOST_WRONG = 0.01
MOST_OUTSIDE = 0.03
MOST_BOTHERED = 0.15


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put to the finder.

    Attributes:
        expected: the id of the entry that answers it; None when nothing does.
        found: ids and scores, best first.
        answers: whether the best entry gives an answer (and is no gap).
        neighbour: the best entry is another one, but tells one of the expected entry's facts, or
            one of the two leads to the other as related.
    """

    expected: str | None
    found: Sequence[tuple[str, float]]
    answers: bool
    neighbour: bool = False

    @property
    def best(self) -> float:
        """The score of the best entry."""
        return self.found[0][1] if self.found else 0.0

    @property
    def lead(self) -> float:
        """How far the best entry is ahead of the next."""
        return self.best - (self.found[1][1] if len(self.found) > 1 else 0.0)

    def rank(self) -> int | None:
        """The place of the expected entry, from 0; None when it was not found."""
        names = [name for name, _ in self.found]
        return names.index(self.expected) if self.expected in names else None


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
    def within_limits(self) -> bool:
        """Whether so few people are led astray that the bot may answer as often as this."""
        return (
            self.wrong - self.near <= MOST_WRONG
            and self.outside <= MOST_OUTSIDE
            and self.bothered <= MOST_BOTHERED
        )


def trade_off(asked: Iterable[Asked], thresholds: Thresholds) -> TradeOff:
    """What the thresholds give on these questions."""
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
    """What the thresholds give, for keeping."""
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
    """The thresholds that answer most questions rightly within the limits.

    Of equal ones the most cautious is taken; where nothing keeps within the limits, the most
    cautious of all. The second part is the best for each value of `answer`, for comparison.
    """
    by_answer = [_best(_grid(asked, step / 20)) for step in range(2, 17)]
    return _best(by_answer), by_answer


def _best(options: Sequence[TradeOff]) -> TradeOff:
    def cautious(one: TradeOff) -> tuple[float, float, float]:
        return one.thresholds.answer, one.thresholds.margin, one.thresholds.suggest

    allowed = [one for one in options if one.within_limits]
    if not allowed:
        return max(options, key=cautious)
    return max(allowed, key=lambda one: (one.right, one.reached, cautious(one)))


def _grid(asked: Sequence[Asked], answer: float) -> list[TradeOff]:
    return [
        trade_off(asked, Thresholds(answer=answer, suggest=suggest, margin=margin))
        for margin in (0.02, 0.05, 0.08, 0.1, 0.15, 0.2)
        for suggest in (0.05, 0.1, 0.15, 0.2)
        if suggest <= answer
    ]


def reliability(asked: Iterable[Asked]) -> list[tuple[float, float, int]]:
    """For each tenth of the scores: the mean score, the share that was right, how many."""
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
