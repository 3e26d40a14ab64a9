"""`bot ask --json`: one line's fault is that line's answer, and the others are answered."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from bot.cli.ask import answer_lines
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Effect
from bot.messages.event import Event, Said


def answered(
    assistant: Assistant, texts: Iterable[str], *, one_conversation: bool = False
) -> list[dict[str, Any]]:
    target = io.StringIO()
    lines = [json.dumps({"text": text}) for text in texts]
    answer_lines(assistant, lines, target, one_conversation=one_conversation)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def test_decimal_hours_and_credits_are_answered_and_so_is_what_comes_behind(
    assistant: Assistant,
) -> None:
    replies = answered(
        assistant,
        (
            "teaching 5 days, 7.5 hours, professor with a contract",
            "BIP 2,5 ESPB 10 dana",
            "БИП 2,5 ЕСПБ 10 дана",
            "/grade 1000 points",
            "how long is a BIP?",
        ),
    )
    assert [reply.get("outcome") for reply in replies] == ["answer"] * 3 + ["ask", "answer"]


@pytest.mark.parametrize("one_conversation", [False, True])
def test_an_unexpected_fault_answers_its_line_and_goes_on(
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    one_conversation: bool,
) -> None:
    respond = Assistant.respond

    def spoilt(
        self: Assistant, session: Session, event: Event, now: datetime
    ) -> tuple[Session, tuple[Effect, ...]]:
        if event.content == Said("spoilt"):
            raise KeyError("no words for it")
        return respond(self, session, event, now)

    monkeypatch.setattr(Assistant, "respond", spoilt)
    question = "how long is a BIP?"
    first, fault, last = answered(
        assistant, (question, "spoilt", question), one_conversation=one_conversation
    )
    assert fault["error"]["code"] == "internal"
    assert first["outcome"] == last["outcome"] == "answer"
    assert "KeyError" in caplog.text


@pytest.mark.slow
def test_bytes_that_are_no_text_spoil_their_own_line_only() -> None:
    lines = b'{"text": "BIP \xff"}\n{"text": "how long is a BIP?"}\n{"text": "\\ud800"}\n'
    run = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json"],
        input=lines,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    spoilt, whole, half = map(json.loads, run.stdout.splitlines())
    assert spoilt["error"]["field"] == half["error"]["field"] == "text"
    assert whole["outcome"] == "answer"


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("semester_start", "2027-99-99"),
        ("distance_km", "z"),
        ("distance_km", -1),
        ("programme", "nope"),
        ("rates", "call-2029"),
        ("travel_days", 99),
        ("green_travel", "perhaps"),
        ("cycle", ["master"]),
    ],
)
def test_a_case_with_a_wrong_value_is_refused_and_the_next_line_answered(
    assistant: Assistant, slot: str, value: object
) -> None:
    lines = [
        json.dumps({"text": "/case", "case": {slot: value}}),
        json.dumps({"text": "how long is a BIP?"}),
    ]
    target = io.StringIO()
    answer_lines(assistant, lines, target, one_conversation=False)
    refused, other = map(json.loads, target.getvalue().splitlines())
    assert refused["error"]["code"] == "invalid_value"
    assert refused["error"]["field"] == f"case.{slot}"
    assert other["outcome"] == "answer"


def test_the_limit_of_travel_days_goes_by_the_rest_of_the_case(assistant: Assistant) -> None:
    target = io.StringIO()
    lines = [
        json.dumps(
            {
                "text": "/case",
                "case": {"travel_days": 4, "rates": "call-2025", "green_travel": green},
            }
        )
        for green in (True, False)
    ]
    answer_lines(assistant, lines, target, one_conversation=False)
    by_train, by_plane = map(json.loads, target.getvalue().splitlines())
    assert by_train["case"]["travel_days"] == 4
    assert by_plane["error"]["field"] == "case.travel_days"
    assert "between 0 and" in by_plane["error"]["message"]
