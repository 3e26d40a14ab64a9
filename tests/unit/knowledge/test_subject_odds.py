"""Whether a message is about mobility at all is told by its words, each counted by itself."""

from itertools import chain
from pathlib import Path

import pytest

from bot.dialogue import policy
from knowledge import EntryKind, Knowledge
from tests.tables import read_table

_OTHERS = read_table(Path(__file__).with_name("other_subjects.yaml"))


def _share_declined(texts: list[str], knowledge: Knowledge) -> float:
    declined = sum(knowledge.subject.log_odds(text) <= policy.ANOTHER_SUBJECT for text in texts)
    return declined / len(texts)


@pytest.mark.parametrize("language", ["en", "sr-Latn", "sr-Cyrl"])
def test_nine_of_ten_messages_about_other_things_are_known_as_such(
    language: str, knowledge: Knowledge
) -> None:
    assert _share_declined(_OTHERS[language], knowledge) >= 0.9


def test_one_of_a_hundred_follow_ups_at_most_is_taken_for_another_subject(
    knowledge: Knowledge,
) -> None:
    asked_on = [
        text
        for entry in knowledge.entries.values()
        if entry.kind is not EntryKind.TALK
        for text in chain.from_iterable(entry.follow_ups.values())
    ]
    assert _share_declined(asked_on, knowledge) <= 0.01


@pytest.mark.parametrize(
    "text",
    [
        "may I take my dog along on Erasmus?",
        "how many days count as one month?",
        "a za 3 puta po 2 časa?",
        "кад иде предлог директору?",
        "who signs?",
        "sa kim se dogovaram oko predmeta",
        "а у Лисабону?",
        "",
    ],
)
def test_what_is_asked_of_mobility_is_about_mobility(text: str, knowledge: Knowledge) -> None:
    assert knowledge.subject.log_odds(text) > policy.ANOTHER_SUBJECT


def test_words_of_mobility_outweigh_one_of_another_subject(knowledge: Knowledge) -> None:
    alone = knowledge.subject.log_odds("pizza")
    beside = knowledge.subject.log_odds("pizza, and the scholarship for a traineeship abroad?")
    assert alone <= policy.ANOTHER_SUBJECT < beside
