"""Asking an office: offered, shown, edited, agreed to; silence while it has the conversation."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.assistant import Assistant
from bot.messages.effect import AskOffice, LeaveOffice, Reply, TellOffice
from bot.messages.event import ChatKind, Event, Said, Tapped, Unreadable
from bot.office import Office, Offices, read_hours
from knowledge import Knowledge
from locales import Locale
from rules import Rulebook
from tests.unit.dialogue.person import NOON, Person

GENERAL = Office(-100, read_hours("mon-fri 9-15"), answers_within=2)
UNKNOWN = "how much does the visa cost?"


class Somebody(Person):
    """A person whom an answer can reach later."""

    def _do(self, content: Said | Tapped | Unreadable) -> str:
        return self._does(Event(content, self.client_language, reachable=True))


def person(knowledge: Knowledge, rulebook: Rulebook, offices: Offices, language: str) -> Person:
    return Somebody(Assistant(knowledge, rulebook, offices=offices), language)


@pytest.fixture
def ana(knowledge: Knowledge, rulebook: Rulebook) -> Person:
    return person(knowledge, rulebook, Offices(general=GENERAL), "en")


@pytest.fixture
def two(knowledge: Knowledge, rulebook: Rulebook) -> Person:
    offices = Offices({"ub": Office(-1), "uk": Office(-2)})
    return person(knowledge, rulebook, offices, "en")


def asked(ana: Person) -> AskOffice:
    (one,) = (effect for effect in ana.effects if isinstance(effect, AskOffice))
    return one


def while_it_has(ana: Person, content: Said | Unreadable, **more: object) -> tuple[object, ...]:
    event = Event(content, "en", reachable=True, with_office=True, **more)
    ana.session, effects = ana.assistant.respond(ana.session, event, NOON)
    return effects


def test_it_is_offered_where_nothing_is_known_and_sent_only_after_it_was_shown(
    ana: Person,
) -> None:
    ana.says("I am a master's student")
    ana.says(UNKNOWN)
    preview = ana.taps("Ask the office")
    assert UNKNOWN in preview
    assert "master's studies" in preview
    assert "not even your name" in preview
    assert not any(isinstance(one, AskOffice) for one in ana.effects)
    receipt = ana.taps("Send")
    sent = asked(ana)
    assert sent.text.startswith(UNKNOWN)
    assert sent.text in preview
    assert sent.text in receipt
    assert (sent.institution, sent.locale) == (None, Locale.EN)


def test_the_facts_can_be_left_out(ana: Person) -> None:
    ana.says("I am a master's student")
    ana.says(UNKNOWN)
    ana.taps("Ask the office")
    ana.taps("Without the facts")
    ana.taps("Send")
    assert asked(ana).text == UNKNOWN


def test_the_question_can_be_edited_and_another_subject_leaves_the_preview(ana: Person) -> None:
    ana.says(f"ask the office: {UNKNOWN}")
    ana.taps("Edit")
    assert "cats" in ana.says("And cats?")
    ana.says("thanks")
    ana.says("yes")
    assert not any(isinstance(one, AskOffice) for one in ana.effects)


@pytest.mark.parametrize(
    ("typed", "question", "yes"),
    [
        ("ask the office: is there parking?", "is there parking?", "send"),
        ("pitaj kancelariju da li ima parkinga", "da li ima parkinga", "pošalji"),
        ("Питајте канцеларију: има ли паркинга?", "има ли паркинга?", "пошаљи"),
        ("/office is there parking?", "is there parking?", "yes"),
    ],
)
def test_all_of_it_can_be_typed(ana: Person, typed: str, question: str, yes: str) -> None:
    assert question in ana.says(typed)
    ana.says(yes)
    assert asked(ana).text == question


@pytest.mark.parametrize("no", ["cancel", "ne", "Do not send"])
def test_nothing_is_sent_when_the_person_says_no_and_the_old_button_does_nothing(
    ana: Person, no: str
) -> None:
    ana.says("ask the office")
    ana.says("is there parking?")
    old = next(button.data for button in ana.buttons if button.label == "Send")
    assert "Nothing was sent" in ana.says(no)
    ana.sends_data(old)
    ana.says("yes")
    assert not any(isinstance(one, AskOffice) for one in ana.effects)


def test_a_second_tap_on_send_sends_nothing_more(ana: Person) -> None:
    ana.says("ask the office: is there parking?")
    old = next(button.data for button in ana.buttons if button.label == "Send")
    ana.sends_data(old)
    assert asked(ana).text == "is there parking?"
    ana.sends_data(old)
    assert not any(isinstance(one, AskOffice) for one in ana.effects)


def test_a_long_question_is_asked_for_again(ana: Person) -> None:
    ana.says("ask the office")
    assert "2,500" in ana.says("why? " * 600)
    assert "is there parking?" in ana.says("is there parking?")


def test_the_office_that_is_meant_is_asked_for_where_that_is_not_known(two: Person) -> None:
    two.says("ask the office: is there parking?")
    assert two.labels[:2] == ["University of Belgrade", "University of Kragujevac"]
    assert "University of Kragujevac" in two.taps("Kragujevac")
    two.taps("Send")
    assert (asked(two).institution, asked(two).name) == ("uk", "University of Kragujevac")


def test_when_it_is_closed_it_says_so_and_when_it_opens(ana: Person) -> None:
    # The 22nd of November 2026 is a Sunday.
    preview = ana.says("ask the office: is there parking?")
    assert "opens on 23 November 2026 at 9:00" in preview
    assert "2 working days" in preview


def test_nobody_is_offered_an_office_that_is_not_there_or_for_another_subject(
    knowledge: Knowledge, rulebook: Rulebook, ana: Person
) -> None:
    nobody = person(knowledge, rulebook, Offices(), "en")
    nobody.says(UNKNOWN)
    assert "Ask the office" not in nobody.labels
    assert "office" not in dict(nobody.assistant.commands(Locale.EN))
    ana.says("give me a recipe for a chocolate cake")
    assert "Ask the office" not in ana.labels


def test_in_a_group_nothing_is_offered_and_nothing_asked(ana: Person) -> None:
    for text in (UNKNOWN, "/office is there parking?", "ask the office: is there parking?"):
        event = Event(Said(text), "en", ChatKind.GROUP)
        _, effects = ana.assistant.respond(ana.session, event, NOON)
        replies = [one for one in effects if isinstance(one, Reply)]
        labels = [button.label for one in replies for row in one.buttons for button in row]
        assert "Ask the office" not in labels
        assert "Send" not in labels


def test_while_the_office_has_the_conversation_the_bot_says_nothing(ana: Person) -> None:
    before = ana.session
    assert while_it_has(ana, Said("and 45 days?")) == (TellOffice("and 45 days?"),)
    assert while_it_has(ana, Said("or 50"), edited=True) == (TellOffice("or 50", edited=True),)
    assert while_it_has(ana, Said("somebody's words"), aside=True) == (
        TellOffice("somebody's words"),
    )
    assert ana.session == before


def test_what_cannot_be_passed_on_is_told(ana: Person) -> None:
    (reply,) = while_it_has(ana, Unreadable("voice"))
    assert "was not sent" in reply.html
    told, reply = while_it_has(ana, Said("see the picture"), attached="photo")
    assert told == TellOffice("see the picture")
    assert "without what you attached" in reply.html


def test_commands_still_work_and_done_gives_the_conversation_back(ana: Person) -> None:
    (reply,) = while_it_has(ana, Said("/grant 20 days"))
    assert "Which kind of mobility is it?" in reply.html
    left, reply = while_it_has(ana, Said("/done"))
    assert left == LeaveOffice()
    assert "I answer again" in reply.html
    assert "no conversation with an office" in ana.says("/done")


def test_where_an_answer_could_not_come_later_nobody_is_offered_one(
    knowledge: Knowledge, rulebook: Rulebook
) -> None:
    visitor = Person(Assistant(knowledge, rulebook, offices=Offices(general=GENERAL)))
    visitor.says(UNKNOWN)
    assert "Ask the office" not in visitor.labels


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 27, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 27, 13, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 14, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 28, 10, 0, tzinfo=UTC), False),
    ],
)
def test_office_hours_go_by_the_clock_of_belgrade(moment: datetime, is_open: bool) -> None:
    hours = read_hours("mon-thu 8:30-16, fri 9-15")
    assert hours.is_open(moment) is is_open
    assert hours.opens(datetime(2026, 11, 27, 14, 0, tzinfo=UTC)).isoformat() == (
        "2026-11-30T08:30:00+01:00"
    )


@pytest.mark.parametrize("text", ["", "9-15", "mon", "fri-mon 9-15", "mon 15-9", "mon 9-25"])
def test_what_are_no_office_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: days and times"):
        read_hours(text)
