"""From the model's probabilities to a score that means something: the share that is right."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

_SMALLEST = 1e-6
_GREATEST = 1 - _SMALLEST
_ROUNDS = 50
# The factors are rounded, so that the last bits of a sum do not depend on the machine.
_DIGITS = 6


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

    def terms(self) -> tuple[float, float, float]:
        """Return what the curve adds up for every answer."""
        return _log_odds(self.outside), self.unknown, math.log1p(self.words)


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
        """Return the evidence as the curve adds it up."""
        return (1.0, _log_odds(self.probability), *self.about.terms())


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
        """Return the share of answers with this evidence that are right, for each probability."""
        outside, unknown, words = about.terms()
        rest = self.shift + self.outside * outside + self.unknown * unknown + self.words * words
        slope = self.slope
        return [_logistic(rest + slope * _log_odds(one)) for one in probabilities]

    @classmethod
    def learn(cls, answers: Sequence[tuple[Evidence, bool, float]]) -> "Calibration":
        """Return the curve that fits answers to held-out messages best.

        `answers` gives the evidence, whether the answer was right, and how much it counts. Found by
        Newton's method; a weak prior towards the model's own odds keeps the curve finite when all
        answers were right.
        """
        prior = np.array(astuple(cls()))
        terms = np.array([evidence.terms() for evidence, _, _ in answers]).reshape(-1, len(prior))
        right = np.array([right for _, right, _ in answers], dtype=float)
        weight = np.array([weight for _, _, weight in answers])
        factors = prior.copy()
        for _ in range(_ROUNDS):
            expected = 1 / (1 + np.exp(-np.clip(terms @ factors, -60, 60)))
            gradient = factors - prior + terms.T @ (weight * (expected - right))
            spread = weight * expected * (1 - expected)
            curvature = np.eye(len(prior)) + (terms * spread[:, None]).T @ terms
            step = np.linalg.solve(curvature, gradient)
            factors -= step
            if np.abs(step).max() < 1e-9:
                break
        return cls(*(round(float(factor), _DIGITS) for factor in factors))


def _log_odds(probability: float) -> float:
    if probability < _SMALLEST:
        probability = _SMALLEST
    elif probability > _GREATEST:
        probability = _GREATEST
    return math.log(probability / (1 - probability))


def _logistic(odds: float) -> float:
    if odds >= 0:
        return 1 / (1 + math.exp(-odds))
    power = math.exp(odds)
    return power / (1 + power)
