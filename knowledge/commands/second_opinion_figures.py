"""What the second opinion gains on fresh questions by their kind, and what it costs."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from knowledge.evaluation.outcome import Asked, trade_off
from knowledge.evaluation.question import LabelledQuestion
from knowledge.evaluation.run import Workbench
from knowledge.second_opinion import Ranker, SecondOpinion, gaps_of, load_second_opinion
from knowledge.second_opinion.learning import changed_since
from knowledge.threshold_file import read_thresholds
from knowledge.understanding import origin_of

_HEADING = f"{'':<24} {'n':>4}  first  three  right  wrong  | nothing answers: n  answered"


def compare(
    bench: Workbench, folder: Path, questions: Sequence[LabelledQuestion], out: TextIO
) -> None:
    """Print the figures of fresh questions, with words alone and with the second opinion."""
    if not questions:
        return
    second_opinion = load_second_opinion()
    _print(bench, folder, questions, None, out)
    if second_opinion is None:
        out.write("second opinion: not installed (EXTRAS=semantic)\n\n")
        return
    _print(bench, folder, questions, second_opinion, out)
    origin = origin_of(list(bench.entries.values()), bench.meanings, bench.outside)
    changed = changed_since(second_opinion.head, origin)
    if changed:
        out.write(
            f"{len(changed)} of {len(origin.labels)} entries have changed since the second opinion "
            "was learned: python -m knowledge prepare --second-opinion\n\n"
        )


def _print(
    bench: Workbench,
    folder: Path,
    questions: Sequence[LabelledQuestion],
    second_opinion: SecondOpinion | None,
    out: TextIO,
) -> None:
    thresholds = read_thresholds(folder / "thresholds.yaml")
    gaps = gaps_of(bench.entries.values())
    ranker = Ranker(bench.finder, thresholds, second_opinion, gaps)
    asked: list[Asked] = []
    times: list[float] = []
    for question in questions:
        begun = time.perf_counter()
        asked.append(bench.ask(question.text, question, ranker))
        times.append(1000 * (time.perf_counter() - begun))
    times.sort()
    means = "words alone" if second_opinion is None else f"words and {second_opinion.name}"
    out.write(
        f"Fresh questions, {means}: median {times[len(times) // 2]:.2f} ms, "
        f"99 in 100 within {times[len(times) * 99 // 100]:.1f} ms\n{_HEADING}\n"
    )
    for kind in ("", *dict.fromkeys(question.group for question in questions)):
        of_kind = [
            one
            for question, one in zip(questions, asked, strict=True)
            if kind in ("", question.group)
        ]
        inside = [one for one in of_kind if one.expected is not None]
        given = trade_off(of_kind, thresholds)
        out.write(
            f"{kind or 'all':<24} {len(inside):>4}  {_within(inside, 1):.3f}  "
            f"{_within(inside, 3):.3f}  {given.right:.3f}  {given.wrong:.3f}  | "
            f"{len(of_kind) - len(inside):>18}  {given.outside:.3f}\n"
        )
    out.write("\n")


def _within(asked: Sequence[Asked], places: int) -> float:
    ranks = [one.rank() for one in asked]
    return sum(rank is not None and rank < places for rank in ranks) / max(len(ranks), 1)
