"""The cases that a coordinator reads and adds to: `tests/unit/rules/*.yaml`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rules import Rulebook
from rules.command_line.json_lines import answer_line
from rules.command_line.questions import answer
from rules.facts import PROGRAMMES
from rules.strict_yaml import read_yaml

FOLDER = Path(__file__).parent
FEWEST = 12


@dataclass(frozen=True)
class Case:
    programme: str
    place: str
    name: str
    facts: dict[str, Any]
    expected: dict[str, Any]


def read_cases(file: Path) -> Iterator[Case]:
    document = read_yaml(file)
    content: Any = document.check_keys((), required=("programme", "person", "cases"))
    for number, given in enumerate(content["cases"]):
        path = ("cases", number)
        document.check_keys(
            path,
            required=("case", "outcome"),
            optional=("facts", "without", "reasons", "missing"),
        )
        facts = {**content["person"], **given.get("facts", {})}
        for fact in given.get("without", []):
            del facts[fact]
        expected = {
            "outcome": given["outcome"],
            "reasons": given.get("reasons", []),
            "missing": given.get("missing", []),
        }
        place = f"{file.name}:{document.line(path)}"
        yield Case(content["programme"], place, given["case"], facts, expected)


CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in read_cases(file)]


def in_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place} {case.name}")
def test_a_case_comes_out_as_the_sources_say(case: Case, rulebook: Rulebook) -> None:
    line = json.dumps({"programme": case.programme, "facts": case.facts}, default=in_json).encode()
    found: Any = answer_line(
        line, lambda question: answer("check", question, rulebook, lambda: date(2026, 11, 22))
    )
    assert "error" not in found, found
    came_out = {
        "outcome": found["outcome"],
        "reasons": [reason["rule"] for reason in found["reasons"]],
        "missing": found["missing"],
    }
    assert came_out == case.expected
    levels = {"not_eligible": {"fails"}, "depends": {"depends"}}
    assert {reason["outcome"] for reason in found["reasons"]} == levels.get(found["outcome"], set())
    assert all(reason["text"] and reason["source"] for reason in found["reasons"])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_programme_has_its_cases_and_every_outcome_among_them(programme: str) -> None:
    outcomes = [case.expected["outcome"] for case in CASES if case.programme == programme]
    assert len(outcomes) >= FEWEST
    assert set(outcomes) == {"eligible", "not_eligible", "depends", "incomplete"}


def test_every_condition_fails_or_stays_open_in_some_case(rulebook: Rulebook) -> None:
    named = {rule for case in CASES for rule in case.expected["reasons"]}
    conditions = {one.id for name in PROGRAMMES for one in rulebook.conditions(name)}
    assert conditions == named
