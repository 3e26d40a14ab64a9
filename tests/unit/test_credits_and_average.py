"""A pack may ask for credits won before and for a grade average; both are told and judged."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from locales import Locale, render
from rules import load_rulebook, parse_facts
from rules.institutions import Registry
from tests.unit.dialogue.person import CLIENTS, Person
from tests.unit.dub import assistant_with, change, copied, in_use

ROW = "{{value: {0}, unit: {1}, reference: dub-exchange/study, checked_on: 2026-11-29}}"
CONDITION = "  - {{kind: {0}, least: study.{1}, source: dub-exchange/study, quote: It is asked.}}\n"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Assistant]:
    """Dubravica with both conditions; each test takes it into use by itself."""
    folder = copied(Path(tmp_path_factory.mktemp("packs")))
    file = folder / "programmes" / "study.yaml"
    credits_, average = ROW.format(60, "ects"), ROW.format(7.5, "number")
    change(file, "numbers:\n", f"numbers:\n  won: {credits_}\n  average: {average}\n")
    asked = CONDITION.format("earned_ects", "won") + CONDITION.format("minimum_average", "average")
    change(file, "conditions:\n", f"conditions:\n{asked}")
    return assistant_with(folder)


@pytest.fixture
def assistant(loaded: tuple[Registry, Assistant]) -> Iterator[Assistant]:
    with in_use(loaded[0]):
        yield loaded[1]


@pytest.mark.parametrize(
    ("language", "turns", "said"),
    [
        ("en", ("third-year bachelor at Dubravica, average 7.1, may I go for a semester?",),
         "No, an average of 7.1 is not enough: at least 7.5 is required."),
        ("en", ("third-year bachelor at Dubravica, I have 42 ECTS, may I go for a semester?",),
         "No, 42 ECTS credits is not enough: you must have earned at least 60"),
        ("sr-Latn", ("studiram u Dubravici, treća godina, prosek 6,9, mogu li na razmenu?",),
         "Ne, prosek 6,9 nije dovoljan: traži se najmanje 7,5."),
        ("sr-Latn", ("treća godina osnovnih u Dubravici, prosek 6,9, mogu li na semestar?",
                     "a sa 7,8?"), "Da, možete da idete na studijsku mobilnost"),
        ("sr-Cyrl", ("Трећа година у Дубравици, имам 70 ЕСПБ, просек 8, могу ли на семестар?",),
         "Да, можете да идете на студијску мобилност"),
        ("en", ("I have 30 ECTS, could I leave for 5 months, Dubravica?",),
         "30 ECTS credits is not enough: you must have earned at least 60"),
        ("en", ("I'm a 3rd year bachelor at Dubravica, average 7.1, 70 credits, 5 months?",),
         "An average of 7.1 is not enough: at least 7.5 is required."),
        ("en", ("could I leave for 5 months, Dubravica?",),
         "Your grade average must be at least 7.5"),
        ("en", ("what average do I need for an exchange from Dubravica?",),
         "your grade average must be at least 7.5"),
        ("sr-Cyrl", ("Колико ЕСПБ морам да имам за размену из Дубравице?",),
         "пре мобилности морате имати најмање 60 ЕСПБ бодова"),
    ],
)  # fmt: skip
def test_credits_and_an_average_are_judged_and_told(
    assistant: Assistant, language: str, turns: tuple[str, ...], said: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    assert said in [person.says(turn) for turn in turns][-1]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"earned_ects": 59.5, "average": 9}, "not_eligible"),
        ({"earned_ects": 60, "average": 7.5}, "eligible"),
        ({"earned_ects": 60, "average": 7.49}, "not_eligible"),
        ({"earned_ects": 60}, "incomplete"),
    ],
)
def test_both_limits_count_to_the_number_itself(
    loaded: tuple[Registry, Assistant], facts: dict[str, float], outcome: str
) -> None:
    person = {"role": "student", "registered": True, "cycle": "bachelor", "year": 3}
    case = {**person, "duration": {"semesters": 1}, **facts}
    with in_use(loaded[0]):
        rules = load_rulebook().at("dub")
        assert rules.check("study", parse_facts(case), on=date(2026, 11, 29)).outcome == outcome


def test_an_average_that_nobody_asks_for_changes_nothing(assistant: Assistant) -> None:
    person = Person(assistant)
    assert "7.1" not in person.says("I study at UB, second year, average 7.1, may I go to Graz?")


def test_a_semester_is_told_where_it_suffices_beside_the_months(
    loaded: tuple[Registry, Assistant],
) -> None:
    with in_use(loaded[0]):
        stated = {one.id: one for one in load_rulebook().at("dub").conditions("study")}
    told = render(stated["study.duration"].text, Locale.EN)
    assert told == "The stay must last at least 3 months or 1 semester."
