"""What a conversation says of entries before a message is read."""

from dataclasses import replace
from typing import Any

import pytest

from bot.dialogue.bond import Bond
from bot.dialogue.context.context import Context
from bot.dialogue.context.context_prior import ContextPrior
from bot.dialogue.state.focus import Focus
from knowledge import Entry, EntryKind, Knowledge
from rules.facts import STAFF_PROGRAMMES


@pytest.fixture(scope="module")
def prior(knowledge: Knowledge) -> ContextPrior:
    return ContextPrior(knowledge)


def _told(entry: Entry, **others: Any) -> Context:
    """Return the context of a message that goes on closely from the answer of an entry."""
    whose = None if entry.institution == "any" else str(entry.institution)
    focus = Focus((entry.id,), told=True, institution=whose)
    context = Context(focus, Bond.CLOSE, None, None, {}, frozenset(), asks_again=False)
    return replace(context, **others)


def _of_another(knowledge: Knowledge, entry: Entry) -> Entry | None:
    same = entry.same_question
    others = (one for one in knowledge.entries.values() if one.same_question == same)
    found = (one for one in others if one.institution not in (entry.institution, "any"))
    return next(found, None) if same is not None else None


def test_nothing_is_said_of_small_talk(prior: ContextPrior, knowledge: Knowledge) -> None:
    talk = [one for one in knowledge.entries.values() if one.kind is EntryKind.TALK]
    assert talk
    for told in list(knowledge.entries.values())[::7]:
        log_odds = prior.log_odds(_told(told, matter="study", institution="uk"))
        assert not log_odds[[knowledge.places[one.id] for one in talk]].any()


def test_the_same_question_is_answered_for_the_institution_named_now(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    answered = 0
    for entry in knowledge.entries.values():
        other = _of_another(knowledge, entry)
        if other is not None and entry.kind is EntryKind.ANSWER:
            log_odds = prior.log_odds(_told(entry, institution=str(other.institution)))
            assert log_odds[knowledge.places[other.id]] > log_odds[knowledge.places[entry.id]]
            answered += 1
    assert answered > 3


def test_a_student_is_not_told_of_staff_mobility_nor_the_other_way_round(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    entries = knowledge.entries.values()
    told = next(one for one in entries if one.kind is EntryKind.ANSWER and not one.programme)
    of_staff = [knowledge.places[one.id] for one in entries if one.programme in STAFF_PROGRAMMES]
    of_study = [knowledge.places[one.id] for one in entries if one.programme == "study"]
    teacher = prior.log_odds(_told(told, who={"role": "teacher"}))
    student = prior.log_odds(_told(told, who={"role": "student"}))
    assert (teacher[of_staff] > student[of_staff]).all()
    assert (teacher[of_study] < student[of_study]).all()


def test_a_loose_bond_says_less_of_the_topic_than_a_close_one(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    entries = knowledge.entries.values()
    told = next(one for one in entries if one.related and one.institution == "any")
    related = knowledge.places[told.related[0]]
    close, loose = (
        prior.log_odds(_told(told, bond=bond))[related] for bond in (Bond.CLOSE, Bond.LOOSE)
    )
    assert close > loose > 0


def test_after_an_answer_its_neighbours_come_before_strangers(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    told = next(
        entry
        for entry in knowledge.entries.values()
        if entry.kind is EntryKind.ANSWER and entry.related and entry.institution == "ub"
    )
    focus = Focus((told.id,), told=True, institution="ub")
    context = Context(focus, Bond.CLOSE, None, None, {}, frozenset(), asks_again=False)
    log_odds = prior.log_odds(context)

    def of(entry: Entry) -> float:
        return float(log_odds[knowledge.places[entry.id]])

    strangers = [one for one in knowledge.entries.values() if one.institution == "uk"]
    assert of(knowledge.entries[told.related[0]]) > max(map(of, strangers))
