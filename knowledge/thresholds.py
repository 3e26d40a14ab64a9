"""Where answering and suggesting begin, as scores of the finder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which the bot acts.

    Attributes:
        answer: from here on the best entry is the answer, if it is ahead by `margin`.
        suggest: when the best entry is no answer, from here on it and the next two are worth asking
            "did you mean".
        margin: how far the best must be ahead of the next entry of another question.
    """

    answer: float
    suggest: float
    margin: float
