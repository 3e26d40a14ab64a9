"""The case of `ask --json`: the same names of slots in what is given and in what is answered."""

import io
import json
from typing import Any

import pytest

from bot.cli.ask import answer_lines
from bot.dialogue.assistant import Assistant


def answered(
    assistant: Assistant, *lines: dict[str, Any], one_conversation: bool = False
) -> list[dict[str, Any]]:
    target = io.StringIO()
    source = [json.dumps(line) for line in lines]
    answer_lines(assistant, source, target, one_conversation=one_conversation)
    return [json.loads(line) for line in target.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("61 points, which grade?", {"points": 61}),
        ("which grade is a C?", {"ects_grade": "C"}),
        ("grade 8 in ECTS?", {"grade": 8}),
        ("61 and 75 points, which grades?", {"points": [61, 75]}),
        (
            "PhD student, 20 days, how much money?",
            {"role": "student", "cycle": "doctoral", "programme": "short_phd",
             "duration": {"days": 20}},
        ),
        ("I used 5 months in this cycle, how many are left?", {"used": {"months": 5}}),
        (
            "I used 5 months and 4 months in my master, how many are left?",
            {"role": "student", "cycle": "master", "used": {"months": 9}},
        ),
    ],
)  # fmt: skip
def test_a_reply_names_the_slots_that_it_rests_on(
    assistant: Assistant, text: str, case: dict[str, Any]
) -> None:
    (reply,) = answered(assistant, {"text": text})
    assert reply["case"] == case


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("which grade is it?", {"points": 61}, "61 points"),
        ("which grade is it?", {"ects_grade": "c"}, "8 (Very good)"),
        ("which grades are these?", {"points": [61, 75]}, "75 points"),
        ("how much money?", {"cycle": "doctoral", "duration": {"days": 20}}, "1,280 EUR"),
        ("how much is left?", {"used": {"months": 4}}, "8 months left"),
        ("how long can I go?", {"institution": "ub", "role": "teacher"}, "Belgrade"),
    ],
)
def test_what_a_reply_names_may_be_given_with_the_next_question(
    assistant: Assistant, text: str, case: dict[str, Any], expected: str
) -> None:
    first, again = answered(assistant, {"text": text, "case": case}, {"text": "hello"})
    assert expected in first["text"]
    assert again["case"] == {}
    (repeated,) = answered(assistant, {"text": text, "case": first["case"]})
    assert repeated["text"] == first["text"]


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ({"points": 161}, "case.points"),
        ({"points": "61"}, "case.points"),
        ({"ects_grade": "Q"}, "case.ects_grade"),
        ({"grade": 12}, "case.grade"),
        ({"institution": "bologna"}, "case.institution"),
        ({"mark": {"points": 61}}, "case.mark"),
        ({"days": 20}, "case.days"),
    ],
)
def test_what_no_slot_can_hold_is_refused_by_its_name(
    assistant: Assistant, case: dict[str, Any], field: str
) -> None:
    (refused,) = answered(assistant, {"text": "hello", "case": case})
    assert refused["error"]["field"] == field


@pytest.mark.parametrize("question", ["can I go?", "may I?", "mogu li?", "смем ли?"])
def test_whether_one_may_go_is_decided_by_the_case_that_is_given(
    assistant: Assistant, question: str
) -> None:
    case = {
        "role": "student", "registered": True, "degree_programme": True, "cycle": "bachelor",
        "year": 1, "programme": "study", "duration": {"months": 5},
    }  # fmt: skip
    (reply,) = answered(assistant, {"text": question, "case": case})
    assert reply["outcome"] == "answer"
    assert reply["text"].startswith(("No", "Ne", "Не"))


def test_that_a_whole_term_is_covered_is_not_asked_when_it_was_told(assistant: Assistant) -> None:
    case = {
        "role": "student", "registered": True, "degree_programme": True, "cycle": "master",
        "programme": "study", "duration": {"months": 5}, "covers_term": True,
        "used": {"months": 0},
    }  # fmt: skip
    (reply,) = answered(assistant, {"text": "can I go?", "case": case})
    assert reply["text"].startswith("Yes")


def test_a_slot_that_was_removed_does_not_come_back(assistant: Assistant) -> None:
    replies = answered(
        assistant,
        {"text": "master student, 5 months used, how much is left?"},
        {"text": "/case"},
        {"text": "remove 3"},
        {"text": "hello"},
        one_conversation=True,
    )
    assert replies[0]["case"]["used"] == {"months": 5}
    assert "of earlier mobility" in replies[2]["text"]
    for reply in replies[2:]:
        assert reply["case"] == {"cycle": "master", "role": "student"}
