"""Reminders of deadlines: offered under them, set and removed, shown in the case, worded."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.pages import reminders
from bot.messages.effect import KeepReminders
from bot.messages.event import Event, Said, Tapped, Unreadable
from bot.messages.reminder import StoredReminder
from locales import Locale
from tests.unit.dialogue.person import NOON, Person


class Somebody(Person):
    """A person whom a reminder can reach."""

    def _do(self, content: Said | Tapped | Unreadable) -> str:
        return self._does(Event(content, self.client_language, reachable=True))


@pytest.fixture
def ana(assistant: Assistant) -> Somebody:
    ana = Somebody(assistant)
    ana.says("/deadlines 15 February 2027")
    return ana


def kept(ana: Person) -> list[tuple[str, int, str]]:
    """What is to be kept after the last event: which, how far ahead, and when."""
    (one,) = (effect for effect in ana.effects if isinstance(effect, KeepReminders))
    return [
        (stored.reminder.name, stored.reminder.ahead, due.isoformat())
        for stored, due in one.reminders
    ]


def stored(ana: Person) -> StoredReminder:
    (one,) = (effect for effect in ana.effects if isinstance(effect, KeepReminders))
    return one.reminders[0][0]


def test_under_deadlines_one_can_be_reminded_at_nine_a_week_and_a_day_before(
    ana: Somebody,
) -> None:
    page = ana.taps("Remind me")
    assert "9:00, Belgrade time" in page
    # The proposal is due on the 8th of February, the documents on the 12th.
    for line in ("1 February 2027", "5 February 2027", "7 February 2027", "11 February 2027"):
        assert line in page
    assert ana.labels == ["Set 1", "Set 2", "Set 3", "Set 4"]
    assert "(set)" in ana.taps("Set 1")
    assert kept(ana) == [("asss-proposal-2027-1", 7, "2027-02-01T09:00:00+01:00")]
    ana.taps("Set 4")
    assert [due for *_, due in kept(ana)] == [
        "2027-02-01T09:00:00+01:00",
        "2027-02-11T09:00:00+01:00",
    ]


def test_it_can_be_typed_and_removed_again(ana: Somebody) -> None:
    assert "9:00" in ana.says("remind me")
    ana.says("2")
    assert len(kept(ana)) == 1
    ana.says("remove 2")
    assert kept(ana) == []


def test_the_case_shows_what_is_set(ana: Somebody) -> None:
    ana.says("podsetite me")
    ana.says("1")
    case = ana.says("/case")
    assert "Reminders:" in case
    assert "1 February 2027" in case
    ana.taps("Reminders")
    ana.taps("Remove 1")
    assert kept(ana) == []
    assert "Reminders:" not in ana.says("/case")


def test_nothing_is_offered_for_deadlines_that_have_passed(assistant: Assistant) -> None:
    ana = Somebody(assistant)
    ana.says("/deadlines 15 February 2026")
    assert "Remind me" not in ana.labels


def test_where_no_reminder_could_come_nobody_is_offered_one(assistant: Assistant) -> None:
    visitor = Person(assistant)
    visitor.says("/deadlines 15 February 2027")
    assert "Remind me" not in visitor.labels


def test_a_reminder_says_what_is_due_and_when_in_the_persons_language(
    ana: Somebody, assistant: Assistant
) -> None:
    ana.says("remind me")
    ana.says("1")
    one = stored(ana)
    morning = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
    reply = assistant.reminder_words(one, morning)
    assert "proposal" in reply.html
    assert "8 February 2027" in reply.html
    assert "7 days" in reply.html
    serbian = assistant.reminder_words(replace(one, locale=Locale.SR_LATN), morning)
    assert "Podsetnik" in serbian.html
    assert "8. februar 2027." in serbian.html


def test_a_deadline_that_moved_is_told_with_the_day_before(
    ana: Somebody, assistant: Assistant
) -> None:
    ana.says("remind me")
    ana.says("1")
    told = replace(stored(ana), day=date(2027, 2, 6))
    current = assistant.reminder_due(told, NOON)
    assert current is not None
    now, due = current
    assert (now.day, due.isoformat()) == (date(2027, 2, 8), "2027-02-01T09:00:00+01:00")
    reply = assistant.reminder_words(now, NOON, told.day)
    assert "before, it was 6 February 2027" in reply.html


def test_a_button_of_an_older_page_switches_what_it_stood_beside(ana: Somebody) -> None:
    ana.taps("Remind me")
    ana.taps("Set 1")
    ana.taps("Set 2")
    (second,) = (button.data for button in ana.buttons if button.label == "Remove 2")
    ana.session = replace(ana.session, form=None)
    ana.taps("Remove 1")
    ana.sends_data(second)
    assert kept(ana) == []
    # A button of before they had a code shows what is set, and switches nothing.
    ana.sends_data("r:on:1")
    assert not any(isinstance(effect, KeepReminders) for effect in ana.effects)


def test_one_more_than_can_be_kept_is_said_to_be_one_too_many(
    ana: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "_MOST", 2)
    ana.taps("Remind me")
    for wish in ("Set 1", "Set 2"):
        ana.taps(wish)
    page = ana.taps("Set 3")
    assert "largest number of reminders (2)" in page
    assert page.count("(set)") == 2
