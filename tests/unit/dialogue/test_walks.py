"""Random walks through the tools: nobody is ever stuck, and nothing is asked twice."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.assistant import Assistant
from tests.reliability.length import of_length
from tests.shared import RULEBOOK
from tests.unit.dialogue.walker import Walker, languages

OPENINGS = (
    "/eligibility", "/eligibility study", "/eligibility phd", "/grant", "/grant 20 days",
    "/duration", "/duration 45 days phd", "/grade", "/deadlines", "/start account",
    "/start eligibility", "prva godina osnovnih, 5 meseci, može?", "doktorand, 20 dana, vozom",
    "can I go as a teacher for 3 days with 6 hours?", "diplomirao sam, praksa 3 meseca",
)  # fmt: skip
WORDS = (
    "yes", "da", "не", "ne znam", "I don't know", "student", "doktorand", "мастер", "osnovne",
    "second year", "prva", "20 days", "45 dana", "5 months", "један семестар", "8 meseci ranije",
    "from 15 September 2025 to 14 October 2025", "0", "8", "400", "-3", "3.5", "6 hours", "1000000",
    "5 do 6 meseci", "ili 10 ili 20 dana", "15.2.2027-30.6.2027 ili 1.3.2027-15.7.2027",
    "nijedan", "no more", "vozom", "B", "61", "2026-10-01", "asdf qwer", "30.2.2026", "99999999999",
    "back", "nazad", "why", "zašto", "change", "izmeni", "and with 5 months?", "a za 10 dana?",
    "Is the Diploma Supplement free of charge?", "Koliko ECTS daje BIP?", "source?", "još",
    "cancel", "откажи", "/cancel", "/language", "/help", "?", "1",
)  # fmt: skip
FORGED = (
    "a:1:rates:none", "a:1:semester_start:2026", "a:1:stay1:x", "a:1:mark:Z", "a:1:days:9999",
    "a:1:year:0", "a:1:duration:0d", "a:1:programme:none", "a:1:role:dean", "a:1:used:9999d",
    "a:1:mark:unknown", "a:1:stay1:unknown", "a:1:ects:9999999", "i:1:change:mark", "i:1:show",
    "i:1:change:stay3", "i:1:change:rates", "i:1:share", "i:1:picture", "i:1:calendar", "k:x:y:z",
    "m:ub:99", "t:grant:teaching", "t:duration:study", "i:1:change:travel_days", "i:1:back",
)  # fmt: skip

Step = Callable[[Walker], None]


def tap_shown(place: int) -> Step:
    """Tap one of the buttons of the last reply."""

    def step(walker: Walker) -> None:
        shown = [button.data for button in walker.person.buttons if button.data]
        if shown:
            walker.taps(shown[place % len(shown)])

    return step


def tap_stale(place: int) -> Step:
    """Tap a button of any reply so far."""

    def step(walker: Walker) -> None:
        if walker.seen:
            walker.taps(walker.seen[place % len(walker.seen)].data)

    return step


def type_label(place: int) -> Step:
    """Type what stands on a button instead of tapping it."""

    def step(walker: Walker) -> None:
        if walker.person.buttons:
            walker.types(walker.person.buttons[place % len(walker.person.buttons)])

    return step


def say(text: str) -> Step:
    """Type these words."""
    return lambda walker: walker.says(text)


def tap(data: str) -> Step:
    """Tap a button with this data, whether there is one or not."""
    return lambda walker: walker.taps(data)


PLACES = st.integers(0, 40)
STEPS = st.one_of(
    PLACES.map(tap_shown),
    PLACES.map(tap_shown),
    PLACES.map(tap_shown),
    PLACES.map(type_label),
    PLACES.map(tap_stale),
    st.sampled_from(WORDS).map(say),
    st.sampled_from(WORDS).map(say),
    st.sampled_from(OPENINGS).map(say),
    st.sampled_from(languages()).map(tap),
    st.sampled_from(FORGED).map(tap),
)


@settings(
    max_examples=of_length(short=150, long=3000),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    opening=st.sampled_from(OPENINGS),
    steps=st.lists(STEPS, min_size=4, max_size=24),
    language=st.sampled_from(["en", "sr", "hr"]),
)
def test_a_walk_through_the_tools_always_leads_on(
    assistant: Assistant, opening: str, steps: list[Step], language: str
) -> None:
    walker = Walker(assistant, RULEBOOK, language)
    walker.says(opening)
    for step in steps:
        step(walker)
    walker.finishes()
    walker.says("/cancel")
    assert walker.interview is None


@settings(max_examples=of_length(short=60, long=1000), deadline=None, derandomize=True)
@given(opening=st.sampled_from(OPENINGS[:11]), places=st.lists(PLACES, max_size=12))
def test_buttons_alone_lead_to_a_result(
    assistant: Assistant, opening: str, places: list[int]
) -> None:
    walker = Walker(assistant, RULEBOOK)
    walker.says(opening)
    for place in places:
        tap_shown(place)(walker)
    walker.finishes()
    assert walker.person.replies
