"""The long runs in pieces: `make soak`, or `python -m tests.reliability.soak --only kills`.

A piece is one test with an amount and a seed of its own; several may run side by side. What was run
stands in a ledger, a line of JSON for each piece, so that a run which was stopped goes on where it
ended: only pieces that passed count. A piece that failed is repeated with the line that is printed.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forking import fork
from tests.reliability.flood import faults_in

ROOT = Path(__file__).parents[2]
LEDGER = ROOT / ".cache" / "soak.jsonl"
_HERE = "tests/reliability"


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of run.

    Attributes:
        test: which test it repeats; or, where `is_program`, the program that is forked.
        goal: how much there is to be in the end.
        piece: how much of it one run of the test is.
        is_program: whether it is a program that is forked with everything loaded: a test takes as
            long to begin as a few thousand updates take.
    """

    test: str
    goal: int
    piece: int
    is_program: bool = False


COURSES = {
    "kills": Course(
        f"{_HERE}/test_kills.py::test_kills_at_random_moments_lose_nothing_and_repeat_only_what_was"
        "_not_noted",
        1_000,
        100,
    ),
    "replica-kills": Course(
        f"{_HERE}/test_replica_kills.py::test_whichever_replica_is_killed_nothing_is_lost_and_the"
        "_order_is_kept",
        200,
        20,
    ),
    "office-kills": Course(
        f"{_HERE}/test_office_kills.py::test_kills_at_random_moments_lose_no_word_and_send_none_to"
        "_a_wrong_person",
        200,
        100,
    ),
    "office-replica-kills": Course(
        f"{_HERE}/test_office_kills.py::test_whichever_replica_is_killed_no_word_is_lost_or_goes"
        "_astray",
        60,
        30,
    ),
    "announcement-kills": Course(
        f"{_HERE}/test_announcement_kills.py::test_whenever_it_is_killed_everybody_gets_the"
        "_announcement_once",
        200,
        50,
    ),
    "pooler-kills": Course(
        f"{_HERE}/test_replica_kills.py::test_behind_a_pooler_too_nothing_is_lost_and_the_order_is"
        "_kept",
        100,
        20,
    ),
    "updates": Course("tests.reliability.flood", 1_000_000, 10_000, is_program=True),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What was run, as a line of the ledger."""

    course: str
    seed: int
    amount: int
    passed: bool
    seconds: float
    told: list[str]


def read_ledger(ledger: Path) -> list[Piece]:
    """Return the pieces that were run."""
    if not ledger.exists():
        return []
    lines = ledger.read_text(encoding="utf-8").splitlines()
    return [Piece(**json.loads(line)) for line in lines]


def done(pieces: list[Piece], course: str) -> int:
    """How much of a course has passed."""
    return sum(each.amount for each in pieces if each.course == course and each.passed)


def next_seed(pieces: list[Piece], course: str) -> int:
    """Return a seed that no piece of the course has had."""
    return 1 + max((each.seed for each in pieces if each.course == course), default=0)


def run(course: str, seed: int, amount: int) -> tuple[Piece, str]:
    """Run a piece. Returns it with what it printed."""
    settings = {"SOAK": "1", "SOAK_SEED": str(seed), "SOAK_AMOUNT": str(amount)}
    begun = time.monotonic()
    run_it = _fork if COURSES[course].is_program else _test
    passed, printed = run_it(COURSES[course].test, settings)
    told = [line.strip() for line in printed.splitlines() if line.startswith("  ")]
    took = round(time.monotonic() - begun, 1)
    return Piece(course, seed, amount, passed, took, told if passed else []), printed


def _test(test: str, settings: Mapping[str, str]) -> tuple[bool, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode == 0, ran.stdout


def _fork(program: str, settings: Mapping[str, str]) -> tuple[bool, str]:
    with TemporaryDirectory(prefix="razmena-soak-") as folder:
        out, log = Path(folder, "out"), Path(folder, "log")

        async def ended() -> int:
            forked = await fork(program, settings, {**os.environ, **settings}, log, out)
            return await forked.wait()

        passed = asyncio.run(ended()) == 0
        faults = faults_in(log.read_text(encoding="utf-8"))
        return passed and not faults, "\n".join((out.read_text(encoding="utf-8"), *faults))


def main(arguments: list[str] | None = None) -> int:
    """Run what is missing; returns 1 when a piece failed."""
    parser = argparse.ArgumentParser(description="Run the long reliability tests in pieces.")
    parser.add_argument("--only", action="append", choices=sorted(COURSES))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin none after it")
    parser.add_argument("--side-by-side", type=int, default=1, help="so many at the same time")
    parser.add_argument("--ledger", type=Path, default=LEDGER)
    chosen = parser.parse_args(arguments)
    chosen.ledger.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + chosen.seconds
    with ThreadPoolExecutor(chosen.side_by_side) as at_once:
        for name in chosen.only or COURSES:
            course = COURSES[name]
            while (so_far := done(read_ledger(chosen.ledger), name)) < course.goal:
                if time.monotonic() > until:
                    break
                seed = next_seed(read_ledger(chosen.ledger), name)
                amounts = [
                    min(course.piece, course.goal - begun)
                    for begun in range(so_far, course.goal, course.piece)[: chosen.side_by_side]
                ]
                running = [
                    at_once.submit(run, name, seed + place, amount)
                    for place, amount in enumerate(amounts)
                ]
                # Each is written down as it ends, also behind one that failed.
                passed = [_note(each.result(), chosen.ledger) for each in as_completed(running)]
                if not all(passed):
                    return 1
            _show(f"{name}: {done(read_ledger(chosen.ledger), name)} of {course.goal}")
    return 0


def _note(ran: tuple[Piece, str], ledger: Path) -> bool:
    """Write a piece down and tell of it; return whether it passed."""
    piece, printed = ran
    with ledger.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(piece)) + "\n")
    for line in piece.told:
        _show(f"{piece.course}, seed {piece.seed}: {line} ({piece.seconds:.0f} s)")
    if not piece.passed:
        seeded = f"SOAK_SEED={piece.seed} SOAK_AMOUNT={piece.amount}"
        _show(f"{printed}\nfailed: SOAK=1 {seeded}, {COURSES[piece.course].test}")
    return piece.passed


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
