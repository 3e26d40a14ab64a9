"""Every example of the YAML files beside this one, read as its editor expects.

An example says everything that must be read from its text: what it does not list must not be read.
README.md in this folder tells how to write one.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import Understanding, understand
from bot.understanding.lengths.stay_lengths import in_days
from locales import fold, to_latin
from tests.tables import check_rows, read_table

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent


SUBJECTS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def examples(subject: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, example in enumerate(read_table(FOLDER / f"{subject}.yaml"), start=1):
        yield f"{subject}.yaml {number}, {example['text']!r}", example


def as_an_editor_writes_it(seen: Understanding) -> dict[str, Any]:
    """What was told, facts among them, with one word per grade in a list."""
    shown: dict[str, Any] = {
        slot.slot: slot.value
        for slot in seen.slots
        if not slot.sure and slot.time in {"planned", "done"}
    }
    inexact = sorted(shown)
    shown |= seen.case
    shown.pop("programme", None)
    marks = seen.marks
    for kind in {mark.slot for mark in marks}:
        values = {str(mark.value) for mark in marks if mark.slot == kind}
        if len(values) == 1:
            shown[kind] = next(mark.value for mark in marks if mark.slot == kind)
    if len(marks) > 1:
        names = {"points": "points", "ects_grade": "ects", "grade": "grade"}
        shown["grade_list"] = [f"{names[mark.slot]} {mark.value}" for mark in marks]
    if "semester_start" in shown:
        shown["semester_start"] = date.fromisoformat(shown["semester_start"])
    several = seen.institutions if len(seen.institutions) > 1 else ()
    lists = {"programmes": seen.programmes, "institutions_named": several, "inexact": inexact}
    shown |= {name: list(values) for name, values in lists.items() if values}
    shown |= {"in_the_city": list(seen.in_the_city)} if seen.in_the_city else {}
    return shown | ({"other_institution": True} if seen.names_another_institution else {})


def unclear_in(seen: Understanding) -> dict[str, str]:
    limits = {slot.slot: "bound" for slot in seen.slots if slot.time == "limit"}
    return limits | {one.slot: one.reason for one in seen.ambiguous if one.slot != "institution"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_example_is_read_as_its_editor_expects(subject: str) -> None:
    check_rows(examples(subject), is_read_as_expected)


def is_read_as_expected(example: dict[str, Any]) -> None:
    today = example.get("today", TODAY)
    seen = understand(example["text"], today)
    expected = dict(example.get("reads", {}))
    days = expected.pop("days", None)
    shown = as_an_editor_writes_it(seen)
    assert {name: plain(value) for name, value in shown.items()} == expected
    assert days is None or in_days(shown.get("duration")) == days
    assert unclear_in(seen) == example.get("unclear", {})
    assert unplaced(seen) == [fold(text) for text in example.get("unplaced", [])]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_example_reads_the_same_in_every_way_of_writing(subject: str) -> None:
    check_rows(examples(subject), reads_the_same_in_every_way_of_writing)


def reads_the_same_in_every_way_of_writing(example: dict[str, Any]) -> None:
    text = example["text"]
    today = example.get("today", TODAY)
    expected = comparable(understand(text, today))
    assert comparable(understand(to_latin(text), today)) == expected
    assert comparable(understand(without_diacritics(to_latin(text)), today)) == expected


def without_diacritics(text: str) -> str:
    """As people type on a keyboard without č, ć, š, ž and đ."""
    return text.translate(str.maketrans("čćšžČĆŠŽ", "ccszCCSZ")).replace("đ", "dj")


def comparable(seen: Understanding) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    unclear = sorted((one.slot, one.reason) for one in seen.ambiguous)
    left = [("unplaced", text) for text in unplaced(seen)]
    return as_an_editor_writes_it(seen), unclear + left


def unplaced(seen: Understanding) -> list[str]:
    return [fold(one.text) for one in seen.unplaced]


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
