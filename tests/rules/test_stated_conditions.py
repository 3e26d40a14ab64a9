"""Each programme's conditions as they were released: names, order, questions, paragraphs.

Programs know conditions by their names, people are asked in their order, and every reason names the
paragraph that it comes from. A second writing of all that, next to the sources.
"""

import pytest

from rules.programmes import PROGRAMMES

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
