"""`python -m bot understand`: what a program and what an editor is shown."""

import json
from datetime import date
from io import StringIO

import pytest

from bot.cli import main
from bot.cli.understand import understand_lines
from knowledge import load_knowledge
from rules import load_rulebook

TODAY = date(2026, 11, 28)


def test_each_line_gives_one_object_and_a_bad_one_stops_no_other() -> None:
    lines = [
        '{"text": "Докторанд, 20 дана. Колико пара?"}',
        "not JSON",
        '{"text": "can I go?", "language": "sr-Latn"}',
    ]
    out = StringIO()
    understand_lines(load_knowledge(load_rulebook()), lines, out, TODAY)
    first, second, third = map(json.loads, out.getvalue().splitlines())
    assert first["language"] == "sr-Cyrl"
    assert first["questions"] == [{"kind": "money", "span": [20, 31]}]
    assert {
        "slot": "duration", "value": {"days": 20}, "span": [11, 18],
        "of": "asker", "cycle": None, "time": "planned", "sure": True,
    } in first["slots"]  # fmt: skip
    assert second["error"]["code"] == "invalid_json"
    assert third["language"] == "sr-Latn"
    assert [question["kind"] for question in third["questions"]] == ["permission"]


def test_a_person_reads_what_was_understood_with_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["understand", "mogu li na praksu 3 meseca"]) == 0
    shown = capsys.readouterr().out
    assert "question" in shown
    assert "permission" in shown
    assert "“3 meseca”" in shown


def test_without_a_message_an_example_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand"]) == 2
    assert "python -m bot understand" in capsys.readouterr().err
