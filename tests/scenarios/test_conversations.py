"""The conversations of `conversations/`: what is said, what must be answered, what is then known.

A file is a subject, a conversation is a person, a turn is what they do and what must come of it;
`talking.Turn` lists its fields. Words are whole words; `this | that` is either, `semest*` any
ending, `{study.maximum_months}` a parameter of the rules.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from bot.dialogue.assistant import Assistant
from rules import load_rulebook
from rules.parameter import Parameter
from tests.scenarios.talking import FOLDER, Conversation, Numbers, Subject, Talk, load_subjects

SUBJECTS = load_subjects()
PLAYS = [
    pytest.param(name, one, id=f"{name}-{one.language}-{one.who.replace(' ', '_')}")
    for name, subject in SUBJECTS.items()
    for one in subject.conversations
]


@pytest.fixture(scope="session")
def parameters() -> Mapping[str, Parameter]:
    return load_rulebook().parameters


@pytest.mark.parametrize(("name", "conversation"), PLAYS)
def test_a_conversation_goes_as_an_editor_wrote_it(
    assistant: Assistant, parameters: Mapping[str, Parameter], name: str, conversation: Conversation
) -> None:
    numbers = Numbers(parameters, SUBJECTS[name].numbers)
    talk = Talk(assistant, conversation.language, numbers)
    wrong = []
    for number, turn in enumerate(conversation.turns, start=1):
        place = f"{name}.yaml, {conversation.who!r}, turn {number} ({turn.words[:60]!r})"
        missed = talk.take(turn)
        if turn.known_miss is not None and not missed:
            wrong.append(f"{place}: is right now; take out known_miss: {turn.known_miss!r}")
        elif turn.known_miss is None:
            wrong += [f"{place}: {one}" for one in missed]
    assert not wrong, "\n" + "\n".join(wrong)


def test_people_talk_in_all_three_ways_of_writing() -> None:
    languages = [one.language for subject in SUBJECTS.values() for one in subject.conversations]
    for serbian in ("sr-Latn", "sr-Cyrl"):
        assert languages.count(serbian) >= len(languages) // 3, f"too few are in {serbian}"


def test_every_file_is_a_subject_and_everybody_in_it_somebody_else() -> None:
    assert [file.name for file in FOLDER.iterdir() if file.suffix != ".yaml"] == []
    for name, subject in SUBJECTS.items():
        people = [(one.who, one.language) for one in subject.conversations]
        assert len(people) == len(set(people)), f"{name}.yaml has somebody twice"


def _subject(**turn: Any) -> dict[str, Any]:
    return {"about": "a", "conversations": [{"who": "b", "language": "en", "turns": [turn]}]}


@pytest.mark.parametrize(
    "turn",
    [
        {"says": "hello"},
        {"says": "hello", "taps": "Yes", "contains": "hello"},
        {"contains": "hello"},
        {"says": "hello", "contains": "hello", "containz": "hello"},
        {"says": True, "contains": "hello"},
    ],
)
def test_a_turn_that_would_test_nothing_is_refused(turn: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Subject.model_validate(_subject(**turn))
