"""What other programs are told of the shapes, and a programme explained as one JSON object."""

import json

import pytest

from rules.command_line import main
from rules.facts import FACTS
from tests.unit.rules.conftest import PROGRAMMES


def told(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> dict[str, object]:
    assert main(arguments) == 0
    found: dict[str, object] = json.loads(capsysbinary.readouterr().out)
    return found


def test_the_shapes_of_every_question_and_answer_are_printed(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    shapes = told(capsysbinary, "schema")
    defined = shapes["$defs"]
    assert isinstance(defined, dict)
    assert {"check_question", "check_answer", "explain_answer", "error"} <= defined.keys()
    facts = defined["check_question"]["properties"]["facts"]["properties"]
    assert facts.keys() == FACTS.keys()


@pytest.mark.parametrize("programme", list(PROGRAMMES))
def test_a_programme_that_is_named_is_explained_without_a_line(
    capsysbinary: pytest.CaptureFixture[bytes], programme: str
) -> None:
    found = told(capsysbinary, "explain", programme, "--json")
    assert found["programme"] == programme
    conditions = found["conditions"]
    assert isinstance(conditions, list)
    assert len(conditions) >= len(PROGRAMMES[programme].conditions)
    assert all(one["quote"] and one["source"] for one in conditions)
