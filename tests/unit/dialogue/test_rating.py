"""Who is asked whether an answer helped: those who got a probable one, or a verdict."""

from dataclasses import dataclass
from datetime import date

import pytest

from bot.dialogue import policy
from bot.dialogue.entries.deadline_days import DeadlineDays
from bot.dialogue.entries.responses import Responder
from bot.dialogue.state.session import Session
from bot.messages.effect import Effect, Reply
from bot.messages.voice import Voice
from knowledge import EntryKind, Knowledge, Match
from locales import Locale
from rules import Rulebook
from tests.unit.dialogue.person import Person

TODAY = date(2026, 11, 29)


@dataclass
class Shown:
    responder: Responder

    def rated(self, kind: EntryKind, *scores: float) -> str | None:
        entries = [one for one in self.responder.knowledge.entries.values() if one.kind is kind]
        matches = [Match(entry, score) for entry, score in zip(entries, scores, strict=False)]
        _, effects = self.responder.tell(matches, Session(), Voice(Locale.EN), TODAY)
        return _reply(effects).rated


def _reply(effects: tuple[Effect, ...]) -> Reply:
    (reply,) = (one for one in effects if isinstance(one, Reply))
    return reply


@pytest.fixture
def shown(knowledge: Knowledge, rulebook: Rulebook) -> Shown:
    return Shown(Responder(knowledge, {}, DeadlineDays(rulebook)))


def test_a_probable_answer_is_asked_about_by_its_entry(shown: Shown) -> None:
    first = next(
        one for one in shown.responder.knowledge.entries.values() if one.kind is EntryKind.ANSWER
    )
    assert shown.rated(EntryKind.ANSWER, policy.MIDDLING - 0.01) == f"entry:{first.id}"


def test_a_sure_answer_and_one_of_several_are_not(shown: Shown) -> None:
    assert shown.rated(EntryKind.ANSWER, policy.MIDDLING) is None
    assert shown.rated(EntryKind.ANSWER, 0.6, 0.6) is None


@pytest.mark.parametrize("kind", [EntryKind.GAP, EntryKind.TALK])
def test_an_honest_no_and_small_talk_are_not(shown: Shown, kind: EntryKind) -> None:
    assert shown.rated(kind, 0.6) is None


def test_a_verdict_is_asked_about_by_its_tool_and_a_question_back_is_not(ana: Person) -> None:
    ana.says("/duration")
    assert [reply.rated for reply in ana.replies] == [None]
    ana.says("45 days")
    assert [reply.rated for reply in ana.replies] == ["form:duration"]
