"""Values that a message tells only together with what was told before it."""

from datetime import date

import pytest

from bot.dialogue.completion import complete
from bot.dialogue.state.case import KeptSlot
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.session import FormState, Last, Session
from bot.messages.json_value import Json
from bot.understanding import understand
from rules import Rulebook

TODAY = date(2026, 9, 1)


def _case(**slots: Json) -> Session:
    return Session(case={name: KeptSlot(value, "", "2026-09-01") for name, value in slots.items()})


def _result(tool: str, **answers: Json) -> Session:
    return Session(form=FormState(tool, 1, answers), last=Last(computed=True))


def _told(text: str, session: Session) -> dict[str, Json]:
    case = complete(understand(text, TODAY), session).case
    return {name: case[name] for name in ("used", "duration", "hours", "points") if name in case}


EARLIER = _case(used={"months": 3})
PLANNED = _case(used={"months": 3}, duration={"months": 5})
STAFF = _result("eligibility", role="teacher", duration={"days": 4}, hours=8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wait, it was 7 months", {"used": {"months": 7}}),
        ("било је 7 месеци", {"used": {"months": 7}}),
        ("and then 2 more months", {"used": {"months": 2}}),
        ("i još 2 meseca na praksi", {"used": {"months": 2}}),
        ("no wait, graz was 6 not 3", {"used": {"months": 6}}),
        ("ne, 6", {"used": {"months": 6}}),
        ("an internship of 4 then?", {"duration": {"months": 4}}),
    ],
)
def test_the_earlier_stay_is_corrected_or_added_to(text: str, told: dict[str, Json]) -> None:
    assert _told(text, EARLIER) == told


@pytest.mark.parametrize("text", ["can I do 2 more months?", "i još 2 meseca?", "4 months in Graz"])
def test_a_stay_of_its_own_stays_planned(text: str) -> None:
    assert "used" not in _told(text, EARLIER)


def test_where_a_stay_is_planned_the_correction_is_of_that_one() -> None:
    assert _told("it was 7 months", PLANNED) == {"duration": {"months": 7}}
    assert _told("it was 7 months", Session()) == {"duration": {"months": 7}}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("no wait, 3 hours each", 12),
        ("а по 3", 12),
        ("1 a day then", 4),
        ("извините, по 2 сата", 8),
    ],
)
def test_hours_of_every_day_are_those_of_all_days(text: str, hours: int) -> None:
    assert _told(text, STAFF) == {"hours": hours}


def test_other_days_keep_the_hours_of_every_day() -> None:
    session = _result("eligibility", role="teacher", duration={"days": 2}, hours=6)
    session = Session(form=session.form, last=session.last, focus=Focus(hours_a_day=3.0))
    assert _told("ipak 3 dana", session) == {"duration": {"days": 3}, "hours": 9}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("I stay till 20 May now", ("2027-05-03", "2027-05-20")),
        ("ипак до 5. јуна", ("2027-05-03", "2027-06-05")),
        ("starting 10 May", ("2027-05-10", "2027-05-16")),
    ],
)
def test_a_date_alone_is_an_end_of_the_stay(text: str, ends: tuple[str, str]) -> None:
    stay: Json = {"from": "2027-05-03", "to": "2027-05-16"}
    told = _told(text, _case(duration=stay))
    assert told == {"duration": {"from": ends[0], "to": ends[1]}}


def test_a_day_alone_is_of_the_month_of_the_semester_told_before() -> None:
    session = _result("deadlines", semester_start="2027-02-17")
    case = complete(understand("they moved it to the 24th", TODAY), session).case
    assert case["semester_start"] == "2027-02-24"


@pytest.mark.parametrize(
    ("text", "told"),
    [("and 31?", {"days": 31}), ("ipak 20", {"days": 20}), ("no, 16", {"days": 16})],
)
def test_a_number_alone_is_another_value_of_what_was_counted(
    text: str, told: dict[str, Json]
) -> None:
    assert _told(text, _result("grant", programme="bip", days=10)) == {"duration": told}


def test_a_number_alone_after_points_is_points() -> None:
    assert _told("a 49?", _result("grade", mark={"points": 83})) == {"points": 49}


def test_a_number_beside_months_used_is_months_as_far_as_a_cycle_has_them(
    rulebook: Rulebook,
) -> None:
    most = rulebook.numbers(TODAY).whole("cycle.maximum_months")
    assert _told(f"and {most}?", EARLIER)["duration"] == {"months": most}
    assert "duration" not in _told(f"and {most + 1}?", EARLIER)
