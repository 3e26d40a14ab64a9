"""The few values that stand for everything a fact could be."""

import pytest

from rules import Rulebook
from rules.completions import possible_values
from rules.condition import Case, CaseValue, Level, Numbers
from rules.duration import Stay
from rules.facts import CYCLES
from rules.programme import Programme
from tests.unit.rules.conftest import PROGRAMMES

STUDENT_PROGRAMMES = ("study", "short_phd", "bip", "traineeship")
LENGTHS = [*(Stay(days, 0) for days in range(1, 400)), *(Stay(0, number) for number in range(1, 6))]
GIVEN = [Stay(0, 0), Stay(20, 0), Stay(90, 0), Stay(340, 0), Stay(359, 0), Stay(360, 0), Stay(0, 1)]


@pytest.fixture(scope="module")
def numbers(rulebook: Rulebook) -> Numbers:
    return rulebook.numbers(None)


def standing(
    programme: Programme, planned: Stay, used: Stay, numbers: Numbers
) -> tuple[Level, ...]:
    """How a student of each cycle stands with a length planned and a length used."""
    levels = []
    for cycle in CYCLES:
        facts: dict[str, CaseValue] = {
            "role": "student",
            "cycle": cycle,
            "covers_term": True,
            "duration": planned,
            "used": used,
        }
        levels += [
            one.judge(Case(facts, facts, numbers)).level
            for one in programme.conditions
            if "duration" in one.facts
        ]
    return tuple(levels)


@pytest.mark.parametrize("name", STUDENT_PROGRAMMES)
@pytest.mark.parametrize("used", GIVEN, ids=str)
def test_every_length_to_plan_stands_like_one_of_the_values_tried(
    name: str, used: Stay, numbers: Numbers
) -> None:
    programme = PROGRAMMES[name]
    tried = possible_values(programme, ["duration"], {"used": used}, numbers)["duration"]
    known = {standing(programme, one, used, numbers) for one in tried if isinstance(one, Stay)}
    for length in LENGTHS:
        assert standing(programme, length, used, numbers) in known, length


@pytest.mark.parametrize("name", STUDENT_PROGRAMMES)
@pytest.mark.parametrize("planned", GIVEN[1:], ids=str)
def test_every_length_used_stands_like_one_of_the_values_tried(
    name: str, planned: Stay, numbers: Numbers
) -> None:
    programme = PROGRAMMES[name]
    tried = possible_values(programme, ["used"], {"duration": planned}, numbers)["used"]
    known = {standing(programme, planned, one, numbers) for one in tried if isinstance(one, Stay)}
    for length in (Stay(0, 0), *LENGTHS):
        assert standing(programme, planned, length, numbers) in known, length


def test_a_number_is_tried_at_and_below_its_limit(numbers: Numbers) -> None:
    tried = possible_values(PROGRAMMES["bip"], ["ects", "year"], {}, numbers)
    assert tried["ects"] == (3, 0)
    assert tried["year"] == (2, 1)
