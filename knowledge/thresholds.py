"""Where answering and suggesting begin, as scores of the finder."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import ThresholdsForm

_SHAPE: TypeAdapter[ThresholdsForm] = TypeAdapter(ThresholdsForm)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which the bot acts.

    Attributes:
        answer: from here on the best entry is the answer, if it is ahead by `margin`.
        suggest: from here on an entry is worth asking "did you mean".
        margin: how far the best must be ahead of the next entry of another question.
    """

    answer: float
    suggest: float
    margin: float


def read_thresholds(file: Path) -> Thresholds:
    """The thresholds that were chosen by `python -m knowledge evaluate`.

    Raises:
        KnowledgeError: when the file is missing or not as it should be.
    """
    problems: list[Problem] = []
    document = read(file, problems)
    form = validate(document, _SHAPE, problems) if document else None
    if form is None:
        raise KnowledgeError(problems)
    return Thresholds(answer=form.answer, suggest=form.suggest, margin=form.margin)
