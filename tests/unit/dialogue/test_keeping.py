"""Results to keep or pass on, deep links, groups and inline mode."""

from datetime import date

from icalendar import Calendar

from bot.dialogue.state.session import Session
from bot.messages.effect import Outcome, Reply
from bot.messages.event import ChatKind, Event, Said
from bot.messages.markup import plain
from tests.unit.dialogue.person import NOON, Person


def test_the_picture_of_an_estimate_holds_the_figures_of_its_text(ana: Person) -> None:
    ana.says("PhD student, 20 days, by train, how much?")
    text = ana.taps("Picture")
    picture = ana.replies[0].picture
    assert picture is not None
    assert [part.size for part in picture.parts] == [980, 300, 50]
    assert "1,330 EUR" in picture.headline
    for part in picture.parts:
        assert part.label in text
        assert part.amount in text


def test_a_result_to_forward_opens_the_same_case_for_its_reader(ana: Person) -> None:
    ana.says("PhD student, 20 days, by train, how much?")
    ana.taps("Share")
    payload = ana.buttons[0].start
    boris = Person(ana.assistant)
    assert "1,330 EUR" in boris.says(f"/start {payload}")


def test_a_damaged_case_link_says_so(ana: Person) -> None:
    assert "incomplete or was changed" in ana.says("/start case_AXYZ")


def test_deadlines_come_as_all_day_events_with_reminders(ana: Person) -> None:
    ana.says("/deadlines 2027-10-01")
    ana.taps("Add to calendar")
    file = ana.replies[0].file
    assert file is not None
    assert file.name.endswith(".ics")
    events = Calendar.from_ical(file.text).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2027, 9, 24), date(2027, 9, 28)]
    assert all(event.walk("VALARM") for event in events)


def test_a_feed_holds_the_days_of_the_file(ana: Person) -> None:
    ana.says("/deadlines 2027-10-01")
    ana.taps("Add to calendar")
    file, feed = ana.replies[0].file, ana.replies[0].feed
    assert file is not None
    assert feed is not None
    served = ana.assistant.calendar(feed, NOON)
    assert served is not None
    both = [Calendar.from_ical(text).walk("VEVENT") for text in (file.text, served)]
    assert [(e["uid"], e.decoded("dtstart")) for e in both[0]] == [
        (e["uid"], e.decoded("dtstart")) for e in both[1]
    ]
    assert "coordinators" in both[0][0]["description"]
    assert "https://" in both[0][0]["description"]
    assert ana.assistant.calendar(feed, NOON) == served


def test_a_name_that_is_no_feeds_has_no_calendar(ana: Person) -> None:
    for name in ("", "asss-00000000-en-1", "asss-00010101-en-1", "asss-20271001-en-zzzzzzz", "x"):
        assert ana.assistant.calendar(name, NOON) is None


def test_deep_links_open_a_tool_a_topic_and_an_entry(ana: Person) -> None:
    assert "Which kind of mobility" in ana.says("/start grant")
    assert "Academy Šumadija" in ana.says("/start topic-asss")
    assert "ECTS" in ana.says("/start entry-ub-bip-ects")
    assert "published rules" in ana.says("/start nothing-of-ours")


def test_a_deep_link_is_in_no_language(marko: Person) -> None:
    marko.says("/start account")
    assert marko.replies[0].locale == "sr_Cyrl"


def test_the_account_tells_what_is_left_of_the_cycle(ana: Person) -> None:
    ana.says("/start account")
    ana.taps("5 months")
    ana.says("from 15 September 2025 to 14 October 2025")
    text = ana.taps("No more")
    assert "No more" not in text
    assert "6 months left" in text
    picture_text = ana.taps("Picture")
    assert "6 months" in picture_text


def _in_group(person: Person, text: str) -> tuple[Session, list[Reply]]:
    event = Event(Said(text), client_language="en", chat_kind=ChatKind.GROUP)
    session, effects = person.assistant.respond(Session.new(), event, NOON)
    return session, [effect for effect in effects if isinstance(effect, Reply)]


def test_an_interview_asked_for_in_a_group_goes_on_in_private(ana: Person) -> None:
    session, replies = _in_group(ana, "/grant 20 days")
    assert session.form is None
    assert replies[-1].outcome is Outcome.ASK
    payload = replies[-1].buttons[0][0].start
    assert payload is not None
    assert "20 days" in ana.says(f"/start {payload}")


def test_an_answer_in_a_group_is_short_of_buttons_that_talk_on(ana: Person) -> None:
    _, replies = _in_group(ana, "/ask how many ECTS must a BIP give?")
    assert "3 ECTS" in plain(replies[0].html)
    assert all(button.start is not None for row in replies[0].buttons for button in row)


def test_inline_mode_offers_a_computed_result_and_answers_with_sources(ana: Person) -> None:
    results = ana.assistant.inline("45 days phd", "en", NOON)
    assert results[0].id == "tool-duration"
    assert "30 days" in results[0].html
    bip = ana.assistant.inline("bip ects", "en", NOON)
    assert any("3 ECTS" in one.html and "Outgoing Mobility" in one.html for one in bip)
    assert len({one.id for one in bip}) == len(bip)
    assert ana.assistant.inline("zxcvbnm qwerty", "en", NOON) == ()
