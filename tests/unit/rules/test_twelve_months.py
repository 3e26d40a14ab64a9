"""Twelve months in a cycle: which of the stays is over, by how much, and what is left, in words."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from locales import Locale, render
from rules import Rulebook, Verdict, load_rulebook, parse_facts
from rules.institutions import BUILT_IN
from tests.unit.rules.conftest import TODAY

PERSON = {
    "role": "student",
    "registered": True,
    "degree_programme": True,
    "cycle": "master",
    "mobility_cycle": "master",
    "covers_term": True,
}
NEXT_CYCLE = "The count starts again in the next study cycle."
MIXED = (
    "Semesters and months cannot be added up: the rules do not say how long a "
    "semester is. Ask the faculty's coordinator how many of the 12 months it counts as."
)


def checked(
    rulebook: Rulebook, planned: dict[str, Any], used: dict[str, Any], programme: str = "study"
) -> Verdict:
    facts = parse_facts({**PERSON, "duration": planned, "used": used})
    return rulebook.check(programme, facts, on=TODAY)


def words(verdict: Verdict) -> tuple[list[str], list[str]]:
    """Its reasons and what would change it, in English."""
    return (
        [render(reason.text, Locale.EN) for reason in verdict.reasons],
        [render(change, Locale.EN) for change in verdict.would_change],
    )


@pytest.mark.parametrize(
    ("planned", "used", "reason", "change"),
    [
        (
            {"months": 13},
            {"months": 0},
            "13 months is too long: one cycle allows at most 12 months.",
            "Plan at most 12 months, less what you have already used in this cycle.",
        ),
        (
            {"semesters": 3},
            {"days": 0},
            "3 semesters is too long: one cycle allows at most 12 months.",
            "Plan at most 12 months, less what you have already used in this cycle.",
        ),
        (
            {"months": 7},
            {"months": 6},
            "6 months and 7 months make 13 months; one cycle allows at most 12 months.",
            "At most 6 months more can be planned in this cycle.",
        ),
        (
            {"days": 220},
            {"days": 155},
            (
                "155 days and 220 days make 12 months and 15 days; one cycle "
                "allows at most 12 months."
            ),
            "At most 6 months and 25 days more can be planned in this cycle.",
        ),
        (
            {"semesters": 2},
            {"semesters": 1},
            ("1 semester and 2 semesters make 3 semesters; one cycle allows at most 12 months."),
            "At most 1 semester more can be planned in this cycle.",
        ),
        (
            {"months": 2},
            {"months": 12},
            "Nothing is left: one study cycle allows 12 months, and 12 months are used.",
            NEXT_CYCLE,
        ),
        (
            {"semesters": 1},
            {"semesters": 2},
            "Nothing is left: one study cycle allows 12 months, and 2 semesters are used.",
            NEXT_CYCLE,
        ),
        (
            {"months": 2},
            {"semesters": 3},
            "Nothing is left: one study cycle allows 12 months, and 3 semesters are used.",
            NEXT_CYCLE,
        ),
        (
            {"semesters": 1},
            {"months": 12},
            "Nothing is left: one study cycle allows 12 months, and 12 months are used.",
            NEXT_CYCLE,
        ),
        (
            {"months": 12},
            {"semesters": 2},
            "2 semesters and 12 months is too much: one cycle allows at most 12 months.",
            "Plan less, and ask the faculty's coordinator how much a semester counts.",
        ),
        (
            {"months": 12},
            {"semesters": 1},
            "1 semester and 12 months is too much: one cycle allows at most 12 months.",
            "Plan less, and ask the faculty's coordinator how much a semester counts.",
        ),
    ],
)
def test_who_is_over_reads_what_is_over_and_what_is_left(
    rulebook: Rulebook, planned: dict[str, int], used: dict[str, int], reason: str, change: str
) -> None:
    verdict = checked(rulebook, planned, used)
    assert [one.rule for one in verdict.reasons] == ["study.twelve_months"]
    assert words(verdict) == ([reason], [change])


@pytest.mark.parametrize(
    ("planned", "used"),
    [
        ({"months": 7}, {"semesters": 1}),
        ({"months": 5}, {"semesters": 2}),
        ({"semesters": 1}, {"months": 11, "days": 29}),
        ({"semesters": 2}, {"days": 1}),
    ],
)
def test_semesters_beside_months_depend_as_long_as_neither_is_over(
    rulebook: Rulebook, planned: dict[str, int], used: dict[str, int]
) -> None:
    verdict = checked(rulebook, planned, used)
    assert verdict.outcome == "depends"
    assert words(verdict) == ([MIXED], [])


@pytest.mark.parametrize(
    ("planned", "used"),
    [
        ({"months": 12}, {"days": 0}),
        ({"months": 6}, {"months": 6}),
        ({"days": 200}, {"days": 160}),
        ({"semesters": 1}, {"semesters": 1}),
    ],
)
def test_twelve_months_in_all_are_allowed(
    rulebook: Rulebook, planned: dict[str, int], used: dict[str, int]
) -> None:
    assert checked(rulebook, planned, used).outcome == "eligible"


def shortened(folder: Path, group: str) -> Rulebook:
    """The rules with the longest single stay of a group put down to ten months."""
    shutil.copytree(BUILT_IN, folder)
    file = folder / "ub" / "parameters" / f"{group}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("value: 12,") == 1
    file.write_text(text.replace("value: 12,", "value: 10,"), encoding="utf-8")
    return load_rulebook(folder)


@pytest.mark.parametrize("programme", ["study", "traineeship"])
def test_a_single_stay_has_a_limit_of_its_own(tmp_path: Path, programme: str) -> None:
    rulebook = shortened(tmp_path / "parameters", programme)
    assert checked(rulebook, {"months": 10}, {"months": 2}, programme).outcome == "eligible"
    verdict = checked(rulebook, {"months": 10, "days": 1}, {"months": 1}, programme)
    assert [one.rule for one in verdict.reasons] == [f"{programme}.twelve_months"]
    assert words(verdict) == (
        ["10 months and 1 day is too long: a single stay may last at most 10 months."],
        ["At most 10 months at a time are possible."],
    )
    both = checked(rulebook, {"months": 10}, {"months": 3}, programme)
    assert words(both)[1] == ["At most 9 months more can be planned in this cycle."]
    little = checked(rulebook, {"months": 10, "days": 30}, {"days": 0}, programme)
    assert words(little)[1] == ["At most 10 months at a time are possible."]


@pytest.mark.parametrize("programme", ["short_phd", "bip"])
def test_the_limit_of_another_programme_changes_nothing(tmp_path: Path, programme: str) -> None:
    rulebook = shortened(tmp_path / "parameters", "study")
    facts = {
        **PERSON,
        "cycle": "doctoral",
        "duration": {"days": 20},
        "used": {"months": 11},
        "through_faculty": True,
        "virtual_part": True,
        "ects": 3,
    }
    assert rulebook.check(programme, parse_facts(facts), on=TODAY).outcome == "eligible"
