"""`classify`: the finder on somebody else's examples, line by line."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from knowledge.finder import Finder
from knowledge.problem import KnowledgeError, Problem

NAME = "classify"
HELP = "Learn labels from a file of examples, then label the lines of standard input."

# Without tuning lines: a label is known when it is likelier right than wrong.
_UNTUNED = 0.5


class _Asked(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    text: str


class _Example(_Asked):
    label: Annotated[str, Field(min_length=1)]


class _Tuning(_Asked):
    label: Annotated[str, Field(min_length=1)] | None


_Line = TypeVar("_Line", bound=_Asked)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files as arguments."""
    parser.add_argument("--json", action="store_true", help="JSON Lines in and out (the only form)")
    parser.add_argument("--examples", type=Path, required=True, help="lines of text and label")
    parser.add_argument(
        "--tune",
        type=Path,
        help="lines of text and label, null for out of scope: the threshold for known is the one "
        "with the highest mean of two shares, of labelled lines known and right, and of the others "
        "refused",
    )


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Learn, tune, and answer every line."""
    examples = [
        (example.text, example.label) for example in _read(chosen.examples, TypeAdapter(_Example))
    ]
    if not examples:
        raise KnowledgeError([Problem(chosen.examples, 1, "there are no examples in this file")])
    finder = Finder.fit(examples)
    threshold = _UNTUNED
    if chosen.tune:
        threshold = _tuned(finder, list(_read(chosen.tune, TypeAdapter(_Tuning))))
    shape = TypeAdapter(_Asked)
    for line in sys.stdin:
        answer = _answer(finder, threshold, shape, line)
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return 0


def _read(file: Path, shape: TypeAdapter[_Line]) -> Iterator[_Line]:
    try:
        # Not splitlines: JSON may hold U+2028 inside a string.
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Problem(file, 1, f"cannot be read: {error}")]) from error
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield shape.validate_json(line)
        except ValidationError as error:
            message = f'is not {{"text": "…", "label": "…"}}: {_first(error)}'
            problems.append(Problem(file, number, message))
    if problems:
        raise KnowledgeError(problems)


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    place = ".".join(map(str, fault["loc"]))
    return f"{place}: {fault['msg']}" if place else fault["msg"]


def _answer(
    finder: Finder, threshold: float, shape: TypeAdapter[_Asked], line: str
) -> dict[str, object]:
    try:
        asked = shape.validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        code = "invalid_json" if fault["type"] == "json_invalid" else "invalid_value"
        field = str(fault["loc"][0]) if fault["loc"] else ""
        return {"error": {"code": code, "message": _first(error), "field": field}}
    label, score = finder.rank(asked.text)[0]
    return {"label": label, "score": round(score, 4), "known": score >= threshold}


def _tuned(finder: Finder, lines: Sequence[_Tuning]) -> float:
    """Return the threshold with the highest mean of both shares; of equal ones the lowest."""
    judged = [(finder.rank(line.text)[0], line.label) for line in lines]
    inside = [(score, found == label) for (found, score), label in judged if label is not None]
    outside = [score for (_, score), label in judged if label is None]

    def worth(threshold: float) -> float:
        known = sum(right for score, right in inside if score >= threshold)
        refused = sum(score < threshold for score in outside)
        return known / max(len(inside), 1) + refused / max(len(outside), 1)

    return max(_thresholds(score for (_, score), _ in judged), key=lambda one: (worth(one), -one))


def _thresholds(scores: Iterable[float]) -> list[float]:
    """Return 0, which refuses nothing, and the middles between neighbouring scores, about 500."""
    ordered = sorted(set(scores))
    middles = [(low + high) / 2 for low, high in pairwise(ordered)]
    step = max(len(middles) // 500, 1)
    return [0.0, *middles[::step]]
