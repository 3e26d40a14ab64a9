"""Each programme's conditions as they were released: names, order, questions, paragraphs, roles.

Programs know conditions by their names, people are asked in their order, and every reason names the
paragraph that it comes from. A second writing of all that, next to the sources.
"""

import pytest

from locales import Locale, render
from rules import Rulebook, parse_facts
from tests.unit.rules.conftest import PROGRAMMES, TODAY

UB = "ub-outgoing/"
# A date range of a long stay is counted by the 360-day rule.
DESCRIBED = {
    "study": ("long-term-study", True),
    "short_phd": ("short-term-phd", False),
    "bip": ("bip", False),
    "traineeship": ("traineeship", True),
    "teaching": ("teaching-staff", False),
    "training": ("administrative-staff", False),
}
STATED = """
study.role introduction: role
study.registered outgoing-students: role registered
study.degree_programme study-conditions: degree_programme
study.second_year study-conditions: role cycle year
study.current_cycle study-conditions: role cycle mobility_cycle
study.duration long-term-study: duration cycle covers_term
study.twelve_months maximum-duration: role cycle duration used
short_phd.role short-term-phd: role
short_phd.registered outgoing-students: role registered
short_phd.doctoral short-term-phd: role cycle
short_phd.duration short-term-phd: duration
short_phd.twelve_months maximum-duration: role cycle duration used
bip.role bip: role
bip.registered outgoing-students: role registered
bip.second_year study-conditions: role cycle year
bip.through_faculty bip: through_faculty
bip.virtual_part bip: virtual_part
bip.ects bip: ects
bip.duration bip: duration
bip.twelve_months maximum-duration: role cycle duration used
traineeship.role traineeship: role
traineeship.registered traineeship: role registered
traineeship.second_year study-conditions: role cycle year
traineeship.applied_while_enrolled graduate-traineeship: role applied_while_enrolled
traineeship.within_year graduate-traineeship: role within_year
traineeship.before_project_end graduate-traineeship: role before_project_end
traineeship.duration traineeship: duration
traineeship.twelve_months maximum-duration: role cycle duration used
teaching.role teaching-staff: role
teaching.contract staff-contract: contract
teaching.duration staff-duration: duration
teaching.hours teaching-staff: hours
training.role administrative-staff: role
training.contract staff-contract: contract
training.duration staff-duration: duration
training.hours administrative-staff: hours
""".strip().splitlines()


def test_every_programme_states_its_conditions_in_the_order_of_its_source() -> None:
    stated = [
        f"{one.id} {one.source.removeprefix(UB)}: {' '.join(one.facts)}"
        for programme in PROGRAMMES.values()
        for one in programme.conditions
    ]
    assert stated == STATED
    assert all(one.source.startswith(UB) for each in PROGRAMMES.values() for one in each.conditions)


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_programme_is_described_where_it_says_and_counts_as_it_should(name: str) -> None:
    programme = PROGRAMMES[name]
    assert programme.name == name
    section, counts_long = DESCRIBED[name]
    assert (programme.source, programme.counts_long) == (f"{UB}{section}", counts_long)


def test_every_condition_names_the_numbers_that_may_go_out_of_date_with_it() -> None:
    stated = {
        one.id: " ".join(one.parameters)
        for programme in PROGRAMMES.values()
        for one in programme.conditions
        if one.parameters
    }
    short_stay = "short_stay.minimum_days short_stay.maximum_days"
    staff_stay = "staff.minimum_days staff.maximum_days"
    cycle = "cycle.maximum_months cycle.maximum_semesters"
    assert stated == {
        "study.second_year": "study.minimum_year",
        "study.duration": "study.minimum_semesters study.doctoral_minimum_months",
        "study.twelve_months": f"{cycle} study.maximum_months",
        "short_phd.duration": short_stay,
        "short_phd.twelve_months": cycle,
        "bip.second_year": "bip.minimum_year",
        "bip.ects": "bip.minimum_ects",
        "bip.duration": "bip.minimum_days bip.maximum_days",
        "bip.twelve_months": cycle,
        "traineeship.second_year": "traineeship.minimum_year",
        "traineeship.within_year": "traineeship.graduate_years",
        "traineeship.duration": "traineeship.minimum_months",
        "traineeship.twelve_months": f"{cycle} traineeship.maximum_months",
        "teaching.duration": staff_stay,
        "teaching.hours": "teaching.minimum_hours",
        "training.duration": staff_stay,
        "training.hours": "training.minimum_hours",
    }


FOR_STUDENTS = "This mobility is for students, not for staff."
TEACHING = "staff mobility for teaching (STA)"
TRAINING = "staff mobility for training (STT)"
BOTH = f"{TEACHING} and {TRAINING}"
STUDENTS_GO = "Possible for you: study mobility, short-term PhD mobility, BIP and traineeship."


@pytest.mark.parametrize(
    ("programme", "role", "reason", "change"),
    [
        (
            "study",
            "graduate",
            "After graduation only a traineeship is possible.",
            (
                "You would have to be a student again. Possible for you: traineeship, if you "
                "applied for it while still enrolled."
            ),
        ),
        (
            "bip",
            "teacher",
            FOR_STUDENTS,
            f"You would have to be a student. Staff can choose: {BOTH}.",
        ),
        (
            "short_phd",
            "administrative",
            FOR_STUDENTS,
            f"You would have to be a student. Staff can choose: {TRAINING}.",
        ),
        (
            "traineeship",
            "assistant",
            "A traineeship is for students and recent graduates, not for staff.",
            f"You would have to be a student or a recent graduate. Staff can choose: {BOTH}.",
        ),
        (
            "teaching",
            "administrative",
            "Administrative staff can go for training (STT), not for teaching (STA).",
            f"You would have to be a professor or a researcher. Possible for you: {TRAINING}.",
        ),
        (
            "teaching",
            "student",
            "Staff mobility for teaching (STA) is for employees.",
            f"You would have to be employed as a professor or a researcher. {STUDENTS_GO}",
        ),
        (
            "training",
            "graduate",
            "Staff mobility for training (STT) is for employees.",
            "You would have to be employed at the University. Possible for you: traineeship.",
        ),
    ],
)
def test_who_may_not_go_reads_why_and_what_is_open_instead(
    rulebook: Rulebook, programme: str, role: str, reason: str, change: str
) -> None:
    verdict = rulebook.check(programme, parse_facts({"role": role}), on=TODAY)
    assert verdict.outcome == "not_eligible"
    assert [render(one.text, Locale.EN) for one in verdict.reasons] == [reason]
    assert [render(one, Locale.EN) for one in verdict.would_change] == [change]


@pytest.mark.parametrize("programme", ["short_phd", "bip", "traineeship", "teaching"])
def test_the_limits_of_a_stay_come_from_the_section_of_the_condition(
    rulebook: Rulebook, programme: str
) -> None:
    (length,) = (one for one in rulebook.conditions(programme) if one.id == f"{programme}.duration")
    assert length.parameters
    assert {rulebook.parameter(name).reference for name in length.parameters} == {length.source}
