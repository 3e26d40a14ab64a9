"""Which labelled questions are not found among the first three, and how many come first.

`python -m tests.unit.knowledge.known_misses` asks them all and writes it down anew. Read what
changed before you keep it: a question that joined the list is one that people no longer get
answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.evaluation.outcome import SUGGESTIONS, Asked
from knowledge.evaluation.question import LabelledQuestion, read_questions
from knowledge.evaluation.run import set_up
from knowledge.parts import FOLDER
from tests.tables import read_table

FILE = Path(__file__).parent / "known_misses.yaml"
_HEAD = """\
# Labelled questions whose entry is not among the first three found, and per file and language the
# share whose entry comes first. Written by `python -m tests.unit.knowledge.known_misses`.

"""


@dataclass(frozen=True)
class Found:
    """How the labelled questions are found.

    Attributes:
        missed: per entry, the questions that do not find it among the first three.
        first: per file and language, the share of questions that find their entry first.
    """

    missed: Mapping[str, Sequence[str]]
    first: Mapping[str, Mapping[str, float]]


def judge(questions: Sequence[LabelledQuestion], asked: Sequence[Asked]) -> Found:
    """How questions were found; those that nothing answers are left out."""
    missed: dict[str, list[str]] = {}
    ranks: dict[str, dict[str, list[int | None]]] = {}
    for question, one in zip(questions, asked, strict=True):
        if question.entry is None:
            continue
        rank = one.rank()
        ranks.setdefault(question.group, {}).setdefault(question.locale.tag, []).append(rank)
        if rank is None or rank >= SUGGESTIONS:
            missed.setdefault(question.entry, []).append(question.text)
    first = {
        group: {
            tag: round(sum(rank == 0 for rank in own) / len(own), 3)
            for tag, own in by_language.items()
        }
        for group, by_language in ranks.items()
    }
    return Found(missed, first)


def read() -> Found:
    """What was last written down."""
    content: Any = read_table(FILE)
    return Found(content["missed"], content["first"])


def main() -> None:
    """Ask all questions, and write down how they are found."""
    questions = read_questions()
    found = judge(questions, set_up(FOLDER).ask_all(questions))
    content = {
        "missed": {entry: sorted(texts) for entry, texts in sorted(found.missed.items())},
        "first": {group: dict(shares) for group, shares in found.first.items()},
    }
    written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    FILE.write_text(_HEAD + written, encoding="utf-8")


if __name__ == "__main__":
    main()
