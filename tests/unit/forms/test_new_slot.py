"""A new slot takes one row of the table and its messages, and nothing else."""

from dataclasses import dataclass
from datetime import date

import pytest

from bot.dialogue.interview.asking import Interviewer
from bot.dialogue.interview.form_policy import Dialogue
from bot.dialogue.state.session import Session
from bot.forms import Card, Why
from bot.forms.case_link import OpenedLink, decode, encode
from bot.forms.form import Answers
from bot.forms.slot import Slot, SlotType
from bot.forms.slot_checks import one_of
from bot.forms.slot_options import fixed
from bot.forms.slot_wording import fact
from bot.forms.slots import SLOTS
from bot.messages.effect import Effect, Reply
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import AnswerReading, understand
from bot.understanding.answers.answers import NOT_UNDERSTOOD, AnswerContext
from knowledge import Knowledge
from locales import Locale, Text, catalogue
from rules import Rulebook, StatedCondition
from tests.unit.dialogue.person import NOON

TODAY = NOON.date()
VOICE = Voice(Locale.EN)
MESSAGES = {
    "conversation.ask.pet": "Which animal comes along?",
    "conversation.fact.pet": "animal: {value}",
    "conversation.option.pet.cat": "A cat",
    "conversation.option.pet.dog": "A dog",
    "conversation.why.pet": "Not every host has room.",
}


def _pet(answer: AnswerContext, _slot: str) -> AnswerReading:
    named = {"cat", "dog"} & set(answer.message.words)
    return AnswerReading(named.pop()) if len(named) == 1 else NOT_UNDERSTOOD


PET = Slot(
    name="pet",
    type=SlotType.CHOICE,
    parse=_pet,
    validate=one_of(fixed("cat", "dog")),
    options=fixed("cat", "dog"),
    columns=2,
    corrections=("kitten",),
    allowed="option",
    code=27,
    codes=("cat", "dog", "unknown"),
)


@dataclass(frozen=True)
class PetForm:
    """A form that asks for the new slot."""

    name = "grade"
    facts = frozenset({"pet"})
    required = frozenset({"pet"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        del today
        return () if "pet" in answers else ("pet",)

    def why(self, fact: str, answers: Answers) -> Why:
        del answers
        return Why(Text(f"conversation.why.{fact}"), None)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> object:
        del today
        return answers["pet"]

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        del voice, today
        return Card("Animal", f"It is a {answers['pet']}.", ())


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook, knowledge: Knowledge) -> Dialogue:
    monkeypatch.setitem(SLOTS, "pet", PET)
    words = catalogue.load(Locale.EN, "conversation")
    for message, text in MESSAGES.items():
        monkeypatch.setitem(words._catalog, message, text)
    forms = {"grade": PetForm()}
    return Dialogue(rulebook, Interviewer(rulebook, knowledge, forms))


def shown(effects: tuple[Effect, ...]) -> tuple[str, list[str], list[str]]:
    (reply,) = effects
    assert isinstance(reply, Reply)
    buttons = [button for row in reply.buttons for button in row]
    return plain(reply.html), [one.label for one in buttons], [one.data for one in buttons]


def test_the_new_slot_is_asked_explained_and_taken_by_button_and_by_typing(
    form: Dialogue,
) -> None:
    asked, effects = form.open("grade", {}, Session.new(), VOICE, TODAY)
    text, labels, data = shown(effects)
    assert "Which animal comes along?" in text
    assert labels[:2] == ["A cat", "A dog"]

    tapped = form.tap_answer(asked, tuple(data[1].split(":")[1:]), VOICE, TODAY)
    assert tapped is not None
    assert "It is a dog." in shown(tapped[1])[0]

    typed = form.words("the cat", understand("the cat", TODAY), asked, VOICE, TODAY)
    assert typed is not None
    assert "animal: a cat" in shown(typed[1])[0]

    why = form.tap_step(asked, ("1", "why"), VOICE, TODAY)
    assert why is not None
    assert "Not every host has room." in shown(why[1])[0]


def test_the_new_slot_is_checked_worded_and_carried_by_a_link(form: Dialogue) -> None:
    asked, _ = form.open("grade", {"pet": "elephant"}, Session.new(), VOICE, TODAY)
    assert asked.form is not None
    assert not asked.form.answers
    assert fact("pet", "cat", VOICE) == "animal: a cat"

    payload = encode("grade", {"pet": "dog"})
    assert payload is not None
    assert decode(payload) == OpenedLink("grade", {"pet": "dog"})
