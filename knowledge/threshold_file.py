"""The file of thresholds, with what they were measured to give."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import ThresholdsForm
from knowledge.thresholds import Thresholds

_SHAPE: TypeAdapter[ThresholdsForm] = TypeAdapter(ThresholdsForm)


@dataclass(frozen=True, slots=True)
class Measured:
    """Thresholds with what they give, in shares of 1.

    Attributes:
        thresholds: the thresholds.
        on: the day of the measurement.
        questions: how many questions have an entry.
        right: answered with the right entry.
        wrong: answered with another one.
        reached: the right entry was the answer, or among the suggestions.
        outside_questions: how many questions nothing answers.
        outside_answered: those that were answered nevertheless.
    """

    thresholds: Thresholds
    on: date
    questions: int
    right: float
    wrong: float
    reached: float
    outside_questions: int
    outside_answered: float


def read_thresholds(file: Path) -> Thresholds:
    """Return the thresholds in force."""
    return read_measured(file).thresholds


def read_measured(file: Path) -> Measured:
    """Return the thresholds in force, with what they were measured to give.

    Raises:
        KnowledgeError: when the file is missing or not as it should be.
    """
    problems: list[Problem] = []
    document = read(file, problems)
    form = validate(document, _SHAPE, problems) if document else None
    if form is None:
        raise KnowledgeError(problems)
    figures = form.figures
    return Measured(
        Thresholds(answer=form.answer, suggest=form.suggest, margin=form.margin),
        form.measured_on,
        figures.questions,
        figures.right,
        figures.wrong,
        figures.reached,
        figures.outside_questions,
        figures.outside_answered,
    )


_FILE = """\
# Where answering and suggesting begin, as scores of the finder, and what that gives on the
# questions of knowledge/evaluation/strangers. Written by `python -m knowledge evaluate --choose`.
answer: {0.thresholds.answer:.2f}
suggest: {0.thresholds.suggest:.2f}
margin: {0.thresholds.margin:.2f}
measured_on: {0.on}
figures:
  questions: {0.questions}
  right: {0.right:.3f}
  wrong: {0.wrong:.3f}
  reached: {0.reached:.3f}
  outside_questions: {0.outside_questions}
  outside_answered: {0.outside_answered:.3f}
"""


def write_thresholds(file: Path, measured: Measured) -> None:
    """Keep thresholds together with what they were measured to give."""
    file.write_text(_FILE.format(measured), encoding="utf-8")
