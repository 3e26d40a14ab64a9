"""Every example of `kinds/`: whose case is told, in which cycle and time, and what is asked."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import SlotValue, Understanding, understand
from locales import fold, to_latin
from tests.tables import check_rows, read_table

TODAY = date(2026, 11, 28)
FOLDER = Path(__file__).parent / "kinds"


KINDS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def examples(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, example in enumerate(read_table(FOLDER / f"{kind}.yaml"), start=1):
        yield f"{kind}.yaml {number}, {example['text']!r}", example


def written_forms(text: str) -> Iterator[str]:
    """As it stands, in Latin letters, and as people type without č, ć, š, ž and đ."""
    latin = to_latin(text)
    plain = latin.translate(str.maketrans("čćšžČĆŠŽ", "ccszCCSZ")).replace("đ", "dj")
    yield from dict.fromkeys((text, latin, plain))


def as_an_editor_writes_it(slot: SlotValue) -> str:
    value = slot.value
    if isinstance(value, dict):
        value = " ".join(f"{count} {unit}" for unit, count in value.items())
    words = [slot.slot, str(value)]
    words += ["other"] if slot.of == "other" else []
    words += [f"in {slot.cycle}"] if slot.cycle else []
    words += [slot.time] if slot.time != "planned" else []
    return " ".join(words)


def shown_of(seen: Understanding) -> dict[str, Any]:
    return {
        "slots": sorted(map(as_an_editor_writes_it, seen.slots)),
        "about": seen.about,
        "asks": [question.kind.value for question in seen.questions],
        "small_talk": seen.small_talk,
        "ambiguous": {one.slot: [one.reason, *one.values] for one in seen.ambiguous},
        "unplaced": [fold(one.text) for one in seen.unplaced],
    }


def faults(example: dict[str, Any], seen: Understanding) -> Iterator[str]:
    expected = {"about": "asker", "small_talk": None, **example}
    if "slots" in expected:
        expected["slots"] = sorted(expected["slots"])
    for name, value in shown_of(seen).items():
        if name in expected and value != expected[name]:
            yield f"{name}: {value}"
    case = seen.case
    for slot, value in example.get("case", {}).items():
        if case.get(slot) != value:
            yield f"{slot} in the case is {case.get(slot)}"


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_understood_in_every_way_of_writing(kind: str) -> None:
    check_rows(examples(kind), is_understood_in_every_way_of_writing)


def is_understood_in_every_way_of_writing(example: dict[str, Any]) -> None:
    wrong = [
        f"{text}: {fault}"
        for text in written_forms(example["text"])
        for fault in faults(example, understand(text, TODAY))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_every_span_holds_words_of_the_message_as_given(kind: str) -> None:
    for text in chain.from_iterable(
        written_forms(example["text"]) for _, example in examples(kind)
    ):
        seen = understand(text, TODAY)
        placed = [
            one.span for group in (seen.slots, seen.questions, seen.ambiguous) for one in group
        ]
        assert all(text[start:end].strip() for start, end in placed), (text, placed)
