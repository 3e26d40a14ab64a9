"""From a model's probability to a score that means something: the share that is right."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over the log-odds of the model's probability (Platt).

    Attributes:
        slope: how much the model's own odds count.
        shift: what is added to them; negative for a model that is too sure.
    """

    slope: float = 1.0
    shift: float = 0.0

    def score(self, probability: float) -> float:
        """The share of answers with this probability that are right, 0 to 1."""
        return _logistic(self.slope * _log_odds(probability) + self.shift)

    @classmethod
    def learn(cls, held_out: Sequence[tuple[float, bool]]) -> "Calibration":
        """The curve that fits held-out answers best, by Newton's method.

        `held_out` gives the probability of each answer and whether it was right. A weak prior
        towards the model's own probability keeps the curve finite when all were right.
        """
        points = [(_log_odds(probability), right) for probability, right in held_out]
        slope, shift = 1.0, 0.0
        for _ in range(25):
            # Gradient and curvature of the penalised likelihood.
            g_slope, g_shift = slope - 1.0, shift
            h_slope, h_both, h_shift = 1.0, 0.0, 1.0
            for odds, right in points:
                expected = _logistic(slope * odds + shift)
                error, spread = expected - right, expected * (1 - expected)
                g_slope += error * odds
                g_shift += error
                h_slope += spread * odds * odds
                h_both += spread * odds
                h_shift += spread
            determinant = h_slope * h_shift - h_both * h_both
            step_slope = (g_slope * h_shift - g_shift * h_both) / determinant
            step_shift = (g_shift * h_slope - g_slope * h_both) / determinant
            slope, shift = slope - step_slope, shift - step_shift
            if abs(step_slope) + abs(step_shift) < 1e-9:
                break
        return cls(max(slope, 0.05), shift)


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(probability / (1 - probability))


def _logistic(odds: float) -> float:
    if odds >= 0:
        return 1 / (1 + math.exp(-odds))
    power = math.exp(odds)
    return power / (1 + power)
