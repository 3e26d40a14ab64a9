"""Every example of the YAML files beside this one, read as its editor expects.

An example says everything that must be read from its text: what it does not list must not be read.
README.md in this folder tells how to write one.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding import Reading, read
from locales import fold, to_latin

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent
# Left out of the comparison unless an example lists them: they follow from other fields.
ONLY_IF_LISTED = ("days", "past_cycle")
NOT_COMPARED = (
    "text", "folded", "spans", "facts", "unclear", "institutions_named", "grade_list", "inexact",
    "unplaced", "understanding",
)  # fmt: skip


def examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, example in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            yield pytest.param(example, id=f"{path.stem}-{number}-{fold(example['text'])[:48]}")


NAMED_WITH_CERTAINTY = ("kragujevac_ambiguous", False)

EXAMPLES = list(examples())


def as_an_editor_writes_it(reading: Reading) -> dict[str, Any]:
    """The fields that hold something, facts among them, with one word per grade in a list."""
    shown: dict[str, Any] = dict(reading.facts)
    for field in fields(reading):
        value = getattr(reading, field.name)
        empty = value is None or value == () or (field.name, value) == NAMED_WITH_CERTAINTY
        if field.name not in NOT_COMPARED and not empty:
            shown[field.name] = list(value) if isinstance(value, tuple) else value
    if reading.inexact:
        shown["inexact"] = sorted(reading.inexact)
    if len(reading.institutions_named) > 1:
        shown["institutions_named"] = list(reading.institutions_named)
    if len(reading.grade_list) > 1:
        shown["grade_list"] = [f"{mark.kind} {mark.value}" for mark in reading.grade_list]
    return shown


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_its_editor_expects(example: dict[str, Any]) -> None:
    today = example.get("today", TODAY)
    reading = read(example["text"], today)
    expected = dict(example.get("reads", {}))
    shown = as_an_editor_writes_it(reading)
    for name in ONLY_IF_LISTED:
        if name not in expected:
            shown.pop(name, None)
    assert {name: plain(value) for name, value in shown.items()} == expected
    unclear = {one.field: one.reason for one in reading.unclear}
    assert unclear == example.get("unclear", {})
    assert unplaced(reading) == [fold(text) for text in example.get("unplaced", [])]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_reads_the_same_in_every_way_of_writing(example: dict[str, Any]) -> None:
    text = example["text"]
    today = example.get("today", TODAY)
    expected = comparable(read(text, today))
    assert comparable(read(to_latin(text), today)) == expected
    assert comparable(read(without_diacritics(to_latin(text)), today)) == expected


def without_diacritics(text: str) -> str:
    """As people type on a keyboard without č, ć, š, ž and đ."""
    return text.translate(str.maketrans("čćšžČĆŠŽ", "ccszCCSZ")).replace("đ", "dj")


def comparable(reading: Reading) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    unclear = [(one.field, one.reason) for one in reading.unclear]
    left = [("unplaced", text) for text in unplaced(reading)]
    return as_an_editor_writes_it(reading), unclear + left


def unplaced(reading: Reading) -> list[str]:
    return [reading.folded[start:end] for start, end in reading.unplaced]


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
