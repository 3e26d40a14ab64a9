"""A narrow entry is told only where the question holds a word of its own."""

from dataclasses import replace

import pytest

from knowledge import Entry, Knowledge
from knowledge.evaluation.question import STRANGERS, LabelledQuestion, read_questions
from knowledge.own_words import OwnWords
from knowledge.understanding import prepare


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("ub-refund", "How much is the Erasmus grant?"),
        ("ub-refund", "kolika je stipendija"),
        ("visa", "What do I need for an exchange?"),
        ("accommodation", "Колико траје размена?"),
        ("ub-first-year-student", "mogu li studenti na razmenu"),
        ("zero-grant-place", "Колико новца има за размену?"),
    ],
)
def test_a_broad_question_has_no_word_of_a_narrow_entry(
    knowledge: Knowledge, entry: str, question: str
) -> None:
    assert not knowledge.has_own_words(knowledge.entries[entry], question)


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("ub-refund", "when would I have to return the scholarship"),
        ("ub-refund", "kad moram da vratim pare"),
        ("visa", "do i need a vissa for spain"),
        ("accommodation", "има ли дом за мене"),
        ("ub-first-year-student", "brucoš sam, mogu li na razmenu"),
        ("zero-grant-place", "може ли размена са нултом стипендијом"),
    ],
)
def test_a_narrow_question_has_one(knowledge: Knowledge, entry: str, question: str) -> None:
    assert knowledge.has_own_words(knowledge.entries[entry], question)


def test_nothing_is_demanded_for_overviews_and_small_talk(knowledge: Knowledge) -> None:
    for name in ("overview-money", "talk-hello"):
        assert knowledge.own_words(knowledge.entries[name]) == ()
        assert knowledge.has_own_words(knowledge.entries[name], "grmpf")


def test_an_editor_reads_which_words_an_entry_needs(knowledge: Knowledge) -> None:
    assert "refund*" in knowledge.own_words(knowledge.entries["ub-refund"])
    assert "bruco*" in knowledge.own_words(knowledge.entries["ub-first-year-student"])


def test_hardly_any_right_answer_is_lost(knowledge: Knowledge) -> None:
    asked = [
        (knowledge.entries[one.entry], one)
        for one in (*read_questions(), *read_questions(STRANGERS))
        if one.entry is not None
    ]
    lost: list[LabelledQuestion] = [
        one for entry, one in asked if not knowledge.has_own_words(entry, one.text)
    ]
    assert len(asked) > 2000
    assert len(lost) <= 0.005 * len(asked), [one.text for one in lost]


def test_an_editor_may_name_the_words_or_ask_for_none(knowledge: Knowledge) -> None:
    visa = knowledge.entries["visa"]
    named: Entry = replace(visa, id="named", needs=(("паса",), ("passport",)))
    free: Entry = replace(visa, id="free", needs=((), ()))
    finder = prepare([visa], [], [])
    words = OwnWords({"named": ["@visa"], "free": ["@visa"]}, [named, free], finder)
    assert words.are_in("gde mi je pasa", named)
    assert not words.are_in("what is this", named)
    assert words.are_in("what is this", free)
