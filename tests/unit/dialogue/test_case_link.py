"""A case fits into a deep link, comes back as it was, and a damaged link says so."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.case_link import CaseLinkError, OpenedLink, decode, encode
from bot.messages.effect import Outcome
from bot.messages.naming import names_all_of, words_of
from tests.unit.dialogue.person import Person

_CYCLES = st.sampled_from(["bachelor", "master", "doctoral", "integrated", "unknown"])
_TRUTH = st.sampled_from([True, False, "unknown"])
_DAY = st.dates().filter(lambda day: 2001 <= day.year <= 2150).map(lambda day: day.isoformat())
_DURATION = st.one_of(
    st.just("unknown"),
    st.builds(lambda days: {"days": days}, st.integers(0, 4000)),
    st.fixed_dictionaries({"months": st.integers(0, 60), "days": st.integers(0, 29)}),
    st.builds(lambda semesters: {"semesters": semesters}, st.integers(0, 9)),
    st.builds(lambda first, last: {"from": first, "to": last}, _DAY, _DAY),
)
_CASES = st.fixed_dictionaries(
    {},
    optional={
        "programme": st.sampled_from(["study", "short_phd", "bip", "traineeship", "teaching"]),
        "role": st.sampled_from(["student", "graduate", "teacher", "administrative", "unknown"]),
        "cycle": _CYCLES,
        "mobility_cycle": _CYCLES,
        "registered": _TRUTH,
        "degree_programme": _TRUTH,
        "covers_term": _TRUTH,
        "contract": _TRUTH,
        "green_travel": _TRUTH,
        "fewer_opportunities": _TRUTH,
        "year": st.integers(1, 100),
        "days": st.integers(0, 400),
        "hours": st.one_of(st.integers(0, 1000), st.sampled_from([7.5, 2.25, "unknown"])),
        "ects": st.one_of(st.integers(0, 300), st.just(2.5)),
        "duration": _DURATION,
        "used": _DURATION,
    },
)
_MARK = st.one_of(
    st.sampled_from(["A", "B", "C", "D", "E", "F"]),
    st.builds(lambda grade: {"grade": grade}, st.integers(5, 10)),
    st.builds(lambda points: {"points": points}, st.integers(0, 100)),
    st.just({"points": 60.5}),
)
_STAY = _DURATION.filter(lambda stay: stay != "unknown")
_OTHER_FORMS = st.one_of(
    st.tuples(st.just("grade"), st.builds(lambda mark: {"mark": mark}, _MARK)),
    st.tuples(
        st.just("grade"),
        st.builds(lambda marks: {"mark": marks}, st.lists(_MARK, min_size=1, max_size=12)),
    ),
    st.tuples(st.just("deadlines"), st.builds(lambda day: {"semester_start": day}, _DAY)),
    st.tuples(
        st.just("account"),
        st.builds(
            lambda stays: {f"stay{number}": stay for number, stay in enumerate(stays, start=1)},
            st.lists(_STAY, min_size=1, max_size=6),
        ),
    ),
)


@given(
    case=st.one_of(
        st.tuples(st.sampled_from(["eligibility", "grant", "duration", "options"]), _CASES),
        _OTHER_FORMS,
    ),
    asks_on=st.booleans(),
)
def test_every_case_comes_back_as_it_was_and_fits_telegrams_limit(
    case: tuple[str, dict[str, Any]], asks_on: bool
) -> None:
    form, answers = case
    payload = encode(form, answers, asks_on=asks_on)
    assert payload is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert decode(payload) == OpenedLink(form, answers, asks_on)


@given(answers=_CASES, data=st.data())
def test_a_link_that_was_cut_or_changed_says_so(
    answers: dict[str, object], data: st.DataObject
) -> None:
    payload = encode("eligibility", answers)
    assert payload is not None
    place = data.draw(st.integers(5, len(payload) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019_-"))
    for damaged in (payload[:place], payload[:place] + letter + payload[place + 1 :]):
        try:
            decoded = decode(damaged)
        except CaseLinkError:
            continue
        assert decoded == OpenedLink("eligibility", answers)


@pytest.mark.parametrize("payload", ["case_", "case_!!", "case_AAAA", "grant", "case_" + "A" * 59])
def test_nonsense_is_not_a_case(payload: str) -> None:
    with pytest.raises(CaseLinkError):
        decode(payload)


def test_what_a_link_cannot_carry_gives_no_link() -> None:
    assert encode("eligibility", {"ects": 2.505}) is None
    assert encode("eligibility", {"ects": 99999}) is None
    assert encode("grade", {"mark": {"points": "sixty"}}) is None
    assert encode("grade", {"mark": ["C"] * 40}) is None
    assert encode("pets", {"mark": "C"}) is None


def grounds(text: str) -> set[str]:
    told = text.rpartition("Taken into account: ")
    assert told[1]
    return set(told[2].rstrip(".").split(", "))


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("PhD student, 20 days, by train, how much?", "1,330 EUR"),
        ("/grade 61", "7 (Good)"),
        ("/deadlines 2027-10-01", "24 September 2027"),
        ("/duration 45 days", "45 days"),
        ("staff, teaching 3 days with 7.5 hours", "teaching"),
    ],
)
def test_a_link_opens_the_result_with_what_it_rests_on(
    ana: Person, told: str, verdict: str
) -> None:
    shown = ana.says(told)
    assert verdict.lower() in shown.lower()
    forwarded = ana.taps("Share")
    payload = ana.buttons[0].start
    assert payload is not None
    boris = Person(ana.assistant)
    opened = boris.says(f"/start {payload}")
    assert opened.partition("\n")[0] == forwarded.partition("\n")[0]
    assert all(names_all_of(words_of(opened), one) for one in grounds(forwarded))
    assert boris.replies[-1].outcome is Outcome.ANSWER


def test_stays_of_a_cycle_travel_in_a_link(ana: Person) -> None:
    ana.says("/start account")
    ana.taps("5 months")
    ana.says("from 15 September 2025 to 14 October 2025")
    ana.taps("No more")
    ana.taps("Share")
    boris = Person(ana.assistant)
    assert "6 months left" in boris.says(f"/start {ana.buttons[0].start}")


def test_a_link_with_half_a_case_opens_what_can_be_said_of_it(ana: Person) -> None:
    payload = encode("eligibility", {"programme": "traineeship", "duration": {"months": 3}})
    opened = ana.says(f"/start {payload}")
    assert ana.replies[-1].outcome is Outcome.ANSWER
    assert "3 months" in opened
    ana.taps("Other conditions")
    assert ana.replies[-1].outcome is Outcome.ASK


def test_a_link_that_goes_on_asks_the_next_question(ana: Person) -> None:
    payload = encode("grant", {"programme": "short_phd", "days": 20}, asks_on=True)
    ana.says(f"/start {payload}")
    assert ana.replies[-1].outcome is Outcome.ASK


def test_two_peoples_cases_never_mix_and_ones_own_comes_back(ana: Person) -> None:
    ana.says("I am a bachelor student in the second year")
    own = dict(ana.session.case)
    payload = encode("duration", {"duration": {"days": 45}, "role": "student", "cycle": "doctoral"})
    opened = ana.says(f"/start {payload}")
    assert "in place of your own" in opened
    assert {slot: kept.value for slot, kept in ana.session.case.items()} == {
        "duration": {"days": 45}, "role": "student", "cycle": "doctoral",
    }  # fmt: skip
    ana.says(f"/start {ana.buttons[-1].start}")
    assert ana.labels[-1] == "Back to my own case"
    assert {slot: kept.value for slot, kept in ana.session.case.items()} == {
        slot: kept.value for slot, kept in own.items()
    }


def test_a_forged_link_whose_values_no_rule_takes_asks_for_them(ana: Person) -> None:
    for form, answers in (
        ("grant", {"programme": "short_phd", "days": 4000}),
        ("grade", {"mark": {"grade": 15}}),
        ("account", {"stay1": {"days": 0}, "stay2": {"months": 0, "days": 4000}}),
        ("deadlines", {"semester_start": "2179-06-01"}),
        ("duration", {"duration": {"from": "2027-03-01", "to": "2027-02-01"}}),
    ):
        said = ana.says(f"/start {encode(form, answers)}")
        assert said
        assert ana.replies[-1].outcome in (Outcome.ASK, Outcome.ANSWER)


def test_what_is_copied_tells_the_result_what_it_rests_on_and_where_it_stands(ana: Person) -> None:
    ana.says("PhD student, 20 days, by train, how much?")
    ana.taps("Share")
    copied = next(button.copy for button in ana.buttons if button.copy)
    assert len(copied) <= 256
    assert "1,330 EUR" in copied.partition("\n")[0]
    assert "20 days" in copied
    assert "Outgoing" in copied
