"""A long run that was stopped goes on where it ended, and a piece that failed does not count."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.reliability import soak
from tests.reliability.soak import COURSES, Piece


def test_a_stopped_run_goes_on_with_new_seeds_and_counts_what_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, ran = tmp_path / "soak.jsonl", []

    def run(course: str, seed: int, amount: int) -> tuple[Piece, str]:
        ran.append((seed, amount))
        return Piece(course, seed, amount, seed != 2, 0.1, []), "what the test printed"

    monkeypatch.setattr(soak, "run", run)
    arguments = ["--only", "kills", "--ledger", str(ledger)]
    assert soak.main(arguments) == 1
    assert soak.done(soak.read_ledger(ledger), "kills") == COURSES["kills"].piece
    assert soak.main(arguments) == 0
    assert [seed for seed, _ in ran] == list(range(1, len(ran) + 1))
    assert soak.done(soak.read_ledger(ledger), "kills") == COURSES["kills"].goal
    assert soak.main(arguments) == 0
    assert len(ran) == len(soak.read_ledger(ledger))


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_every_course_repeats_what_exists(course: soak.Course) -> None:
    if course.is_program:
        assert callable(import_module(course.test).main)
        return
    file, name = course.test.split("::")
    assert f"def {name}(" in (soak.ROOT / file).read_text(encoding="utf-8")


def test_a_piece_that_is_forked_answers_people_among_strange_updates() -> None:
    piece, printed = soak.run("updates", 3, 200)
    assert piece.passed, printed
    assert "200 strange updates" in piece.told[0]


def test_pieces_that_run_side_by_side_are_counted_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "soak.jsonl"

    def run(course: str, seed: int, amount: int) -> tuple[Piece, str]:
        return Piece(course, seed, amount, True, 0.1, []), ""

    monkeypatch.setattr(soak, "run", run)
    assert soak.main(["--only", "kills", "--side-by-side", "3", "--ledger", str(ledger)]) == 0
    pieces = soak.read_ledger(ledger)
    assert soak.done(pieces, "kills") == COURSES["kills"].goal
    assert len({piece.seed for piece in pieces}) == len(pieces)
