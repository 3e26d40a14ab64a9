"""A case fits into a deep link, comes back as it was, and a damaged link says so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.case_link import CaseLinkError, decode, encode

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
        "hours": st.one_of(st.integers(0, 1000), st.just("unknown")),
        "ects": st.integers(0, 300),
        "duration": _DURATION,
        "used": _DURATION,
    },
)


@given(tool=st.sampled_from(["eligibility", "grant", "duration"]), answers=_CASES)
def test_every_case_comes_back_as_it_was_and_fits_telegrams_limit(
    tool: str, answers: dict[str, object]
) -> None:
    payload = encode(tool, answers)
    assert payload is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert decode(payload) == (tool, answers)


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
        assert decoded == ("eligibility", answers)


@pytest.mark.parametrize("payload", ["case_", "case_!!", "case_AAAA", "grant", "case_" + "A" * 59])
def test_nonsense_is_not_a_case(payload: str) -> None:
    with pytest.raises(CaseLinkError):
        decode(payload)


def test_what_a_link_cannot_carry_gives_no_link() -> None:
    assert encode("eligibility", {"ects": 2.5}) is None
    assert encode("grade", {"mark": "C"}) is None
