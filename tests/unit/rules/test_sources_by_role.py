"""The section that is cited is the one about the person: researchers have one of their own."""

import pytest

from rules import Rulebook, parse_facts
from tests.unit.rules.conftest import TODAY

RESEARCH, STAFF = "ub-outgoing/research-staff", "ub-outgoing/staff-"


@pytest.mark.parametrize("programme", ["teaching", "training"])
def test_a_researcher_with_too_few_hours_is_shown_the_section_on_researchers(
    rulebook: Rulebook, programme: str
) -> None:
    facts = {"role": "researcher", "contract": True, "duration": {"days": 5}, "hours": 4}
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    assert [(one.rule, one.source) for one in verdict.reasons] == [(f"{programme}.hours", RESEARCH)]


@pytest.mark.parametrize(
    ("programme", "role", "section"),
    [
        ("teaching", "teacher", "ub-outgoing/teaching-staff"),
        ("training", "administrative", "ub-outgoing/administrative-staff"),
    ],
)
def test_others_are_shown_the_section_on_them(
    rulebook: Rulebook, programme: str, role: str, section: str
) -> None:
    facts = {"role": role, "contract": True, "duration": {"days": 5}, "hours": 4}
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    assert [one.source for one in verdict.reasons] == [section]


@pytest.mark.parametrize("programme", ["teaching", "training"])
def test_conditions_stated_for_a_researcher_name_no_section_on_others(
    rulebook: Rulebook, programme: str
) -> None:
    stated = rulebook.conditions(programme, role="researcher", on=TODAY)
    assert {one.source for one in stated} == {RESEARCH, f"{STAFF}contract", f"{STAFF}duration"}
