"""From the model's probabilities to a score that means something: the share that is right."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

_SMALLEST = 1e-6
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What speaks for and against every answer to one message.

    Attributes:
        outside: the model's probability that no label is meant.
        unknown: the share of the message that was never seen.
        words: how many words the message has; the model is less sure of a long one than it could
            be, for everything beside the question blurs it.
    """

    outside: float
    unknown: float
    words: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one answer.

    Attributes:
        probability: the model's own, among all labels and the outside.
        about: what holds for every answer to the message.
    """

    probability: float
    about: Circumstances

    def terms(self) -> tuple[float, ...]:
        """The evidence as the curve adds it up."""
        return (
            1.0,
            _log_odds(self.probability),
            _log_odds(self.about.outside),
            self.about.unknown,
            math.log1p(self.about.words),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over the evidence.

    Attributes:
        shift: what is added to the odds; negative for a model that is too sure.
        slope: how much the model's own log-odds count.
        outside: how much the log-odds of the outside count.
        unknown: how much unknown words count.
        words: how much the logarithm of the number of words counts.
    """

    shift: float = 0.0
    slope: float = 1.0
    outside: float = 0.0
    unknown: float = 0.0
    words: float = 0.0

    def scores(self, probabilities: Sequence[float], about: Circumstances) -> list[float]:
        """The share of answers with this evidence that are right, 0 to 1, for each probability."""
        rest = (
            self.shift
            + self.outside * _log_odds(about.outside)
            + self.unknown * about.unknown
            + self.words * math.log1p(about.words)
        )
        return [_logistic(rest + self.slope * _log_odds(one)) for one in probabilities]

    @classmethod
    def learn(cls, answers: Sequence[tuple[Evidence, bool, float]]) -> "Calibration":
        """The curve that fits answers to held-out messages best.

        `answers` gives the evidence, whether the answer was right, and how much it counts. Found by
        Newton's method; a weak prior towards the model's own odds keeps the curve finite when all
        answers were right.
        """
        points = [(evidence.terms(), right, weight) for evidence, right, weight in answers]
        prior = astuple(cls())
        factors, size = list(prior), range(len(prior))
        for _ in range(_ROUNDS):
            gradient = [factor - expected for factor, expected in zip(factors, prior, strict=True)]
            curvature = [[float(row == column) for column in size] for row in size]
            for terms, right, weight in points:
                expected = _logistic(sum(a * b for a, b in zip(factors, terms, strict=True)))
                error = weight * (expected - right)
                spread = weight * expected * (1 - expected)
                for row in size:
                    gradient[row] += error * terms[row]
                    for column in size:
                        curvature[row][column] += spread * terms[row] * terms[column]
            step = _solve(curvature, gradient)
            factors = [factor - move for factor, move in zip(factors, step, strict=True)]
            if max(map(abs, step)) < 1e-9:
                break
        return cls(*factors)


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a small symmetric positive system, by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot in range(size):
        for row in range(pivot + 1, size):
            factor = rows[row][pivot] / rows[pivot][pivot]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[pivot], strict=True)]
    solution = [0.0] * size
    for pivot in reversed(range(size)):
        known = sum(rows[pivot][column] * solution[column] for column in range(pivot + 1, size))
        solution[pivot] = (rows[pivot][size] - known) / rows[pivot][pivot]
    return solution


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(probability / (1 - probability))


def _logistic(odds: float) -> float:
    if odds >= 0:
        return 1 / (1 + math.exp(-odds))
    power = math.exp(odds)
    return power / (1 + power)
