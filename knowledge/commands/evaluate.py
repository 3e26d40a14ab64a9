"""`evaluate`: how well questions are found, and which thresholds that allows."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from knowledge.commands.second_opinion_figures import compare
from knowledge.evaluation.noise import VARIANTS
from knowledge.evaluation.outcome import Asked, TradeOff, choose, measured, reliability, trade_off
from knowledge.evaluation.question import FOLDER, FRESH, STRANGERS, LabelledQuestion, read_questions
from knowledge.evaluation.run import Workbench, set_up
from knowledge.threshold_file import read_thresholds, write_thresholds

NAME = "evaluate"
HELP = "Measure how well questions are found; with --choose, set the thresholds by it."
_MOST_PAIRS = 15


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options on what to measure."""
    parser.add_argument(
        "--questions", type=Path, default=FOLDER, help="folder of labelled questions"
    )
    parser.add_argument(
        "--strangers",
        type=Path,
        default=STRANGERS,
        help="folder of questions by people who have not seen the entries; the thresholds are "
        "chosen on these",
    )
    parser.add_argument(
        "--fresh",
        type=Path,
        default=FRESH,
        help="folder of questions that nothing is tuned on, a file for each kind",
    )
    parser.add_argument("--quick", action="store_true", help="leave the ten-fold run out")
    parser.add_argument("--choose", action="store_true", help="write thresholds.yaml")
    parser.add_argument(
        "--misses", action="store_true", help="print every question that went wrong"
    )


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print the report."""
    bench = set_up(chosen.folder)
    questions = read_questions(chosen.questions)
    asked = bench.ask_all(questions)
    out.write(f"{len(bench.entries)} entries, {len(questions)} labelled questions\n\n")
    if not chosen.quick:
        _held_out(bench, out)
    if not questions:
        out.write(f"no labelled questions in {chosen.questions}: nothing can be measured\n")
        return 0
    _accuracy(questions, asked, out)
    compare(bench, chosen.folder, read_questions(chosen.fresh), out)
    _noise(bench, questions, asked, out)
    _reliability("Reliability on the labelled questions", asked, out)
    _pairs(asked, out)
    if chosen.misses:
        _misses(questions, asked, out)
    _thresholds(bench, asked, chosen, out)
    return 0


def _thresholds(
    bench: Workbench, asked: Sequence[Asked], chosen: argparse.Namespace, out: TextIO
) -> None:
    """Weigh what thresholds give to strangers; with `--choose`, keep the best."""
    strangers = read_questions(chosen.strangers)
    if not strangers:
        out.write(f"no questions in {chosen.strangers}: thresholds cannot be weighed\n")
        return
    put = bench.ask_all(strangers)
    out.write(f"{len(strangers)} questions by strangers, on which the thresholds are chosen: ")
    out.write(f"first {_share(put, 1):.3f}, among three {_share(put, 3):.3f}\n\n")
    best, others = choose(put)
    _trade_offs(others, best, out)
    file = chosen.folder / "thresholds.yaml"
    if chosen.choose:
        write_thresholds(file, measured(put, best.thresholds, chosen.on))
        out.write(f"written to {file}\n")
    thresholds = read_thresholds(file)
    out.write(f"in force, for strangers: {_line(trade_off(put, thresholds))}\n")
    out.write(f"in force, labelled questions: {_line(trade_off(asked, thresholds))}\n")


def _share(asked: Sequence[Asked], within: int) -> float:
    inside = [one.rank() for one in asked if one.expected is not None]
    return sum(rank is not None and rank < within for rank in inside) / max(len(inside), 1)


def _held_out(bench: Workbench, out: TextIO) -> None:
    asked, outside = bench.held_out()
    out.write(
        f"Ten-fold, {len(asked)} phrasings each asked of a finder that has not seen it: "
        f"first {_share(asked, 1):.3f}, among three {_share(asked, 3):.3f}\n\n"
    )
    _reliability("Reliability on held-out phrasings", asked, out)
    best = sorted((one.best for one in outside), reverse=True)
    if best:
        out.write(
            f"{len(best)} held-out questions that nothing answers: highest score {best[0]:.2f}, "
            f"a tenth above {best[len(best) // 10]:.2f}, half above {best[len(best) // 2]:.2f}\n\n"
        )


def _accuracy(questions: Sequence[LabelledQuestion], asked: Sequence[Asked], out: TextIO) -> None:
    out.write(f"{'labelled questions':<24} {'n':>5}  first  among three\n")
    groups: dict[str, list[Asked]] = {"all": []}
    for question, one in zip(questions, asked, strict=True):
        if one.expected is not None:
            for name in ("all", question.locale.tag, question.group):
                groups.setdefault(name, []).append(one)
    out.writelines(
        f"{name:<24} {len(own):>5}  {_share(own, 1):.3f}  {_share(own, 3):.3f}\n"
        for name, own in groups.items()
    )
    out.write("\n")


def _noise(
    bench: Workbench, questions: Sequence[LabelledQuestion], asked: Sequence[Asked], out: TextIO
) -> None:
    out.write(f"as they are: first {_share(asked, 1):.3f}, among three {_share(asked, 3):.3f}\n")
    for name, variant in VARIANTS.items():
        noisy = bench.ask_all(questions, variant)
        out.write(f"{name}: first {_share(noisy, 1):.3f}, among three {_share(noisy, 3):.3f}\n")
    out.write("\n")


def _reliability(title: str, asked: Sequence[Asked], out: TextIO) -> None:
    out.write(f"{title}\nscore  right      n\n")
    out.writelines(
        f"{score:.2f}   {right:.2f}   {number:>5}\n" for score, right, number in reliability(asked)
    )
    out.write("\n")


def _pairs(asked: Sequence[Asked], out: TextIO) -> None:
    pairs = Counter(
        (one.expected, one.found[0][0])
        for one in asked
        if one.expected is not None and one.found and one.rank() != 0
    )
    out.write("entries that are taken for another (expected, found, how often)\n")
    out.writelines(
        f"{expected} -> {found}  {number}\n"
        for (expected, found), number in pairs.most_common(_MOST_PAIRS)
    )
    out.write("\n")


def _misses(questions: Sequence[LabelledQuestion], asked: Sequence[Asked], out: TextIO) -> None:
    out.write("questions that went wrong\n")
    for question, one in zip(questions, asked, strict=True):
        if one.rank() != 0:
            found = ", ".join(f"{name} {score:.2f}" for name, score in one.found[:3])
            out.write(f"{question.group} {question.text!r} {one.expected}: {found}\n")
    out.write("\n")


def _trade_offs(others: Sequence[TradeOff], best: TradeOff, out: TextIO) -> None:
    out.write("thresholds: what each value of `answer` gives with the best margin for it\n")
    out.writelines(f"{_line(one)}{'  <- best' if one is best else ''}\n" for one in others)
    out.write("\n")


def _line(one: TradeOff) -> str:
    thresholds = one.thresholds
    return (
        f"answer {thresholds.answer:.2f} suggest {thresholds.suggest:.2f} "
        f"margin {thresholds.margin:.2f}: right {one.right:.3f} wrong {one.wrong:.3f} "
        f"(near {one.near:.3f}) reached {one.reached:.3f}; outside answered {one.outside:.3f} "
        f"suggested {one.bothered:.3f}"
    )
