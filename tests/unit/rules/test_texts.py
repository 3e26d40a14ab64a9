"""Every text, in the three written forms: there, complete, plural-correct, and none left over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import rules
from locales import Locale, Text, render
from locales.catalogue import read_authored
from rules import (
    Days,
    EstimateRequest,
    Months,
    QuestionError,
    Semesters,
    Verdict,
    parse_facts,
)
from rules.check import check
from rules.condition import Numbers
from rules.duration import Stay
from rules.facts import CYCLES, FACTS, PROGRAMMES, ROLES
from rules.not_modelled import KNOWN
from rules.wording import fact_questions, length, up_to
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import PROGRAMMES as BY_NAME
from tests.unit.rules.conftest import TODAY
from tests.unit.rules.facts_to_try import people
from tests.unit.rules.test_cases import CASES, in_json

LATER = TODAY.replace(year=TODAY.year + 2)
DOMAIN = "rules"
# What is said about lines and arguments that cannot be used, and by the command line.
# What is said of the same thing where a pack has no contact of its own for it.
_OF_PACKS_ALONE = "_alone"
SAID_ELSEWHERE = tuple(
    f"rules.{group}." for group in ("error", "expected", "not_json", "cli", "verdict", "fraction")
)
# The words of conditions that no institution of today uses; others may (docs/packs.md).
OF_PACKS = tuple(
    f"rules.{words}."
    for words in (
        "role",
        "cycle",
        "minimum_duration",
        "maximum_duration",
        "host_agreement",
        "of_cycles",
        "twelve_months.single",
        "twelve_months.too_long",
        "earned_ects",
        "estimate.note.ended",
        "average",
        "minimum_year_of_cycles",
        "days_between",
        "twelve_months.rule",
        "estimate.own_call",
        "minimum_year_unclear",
        "no_published_rate",
        "deadlines.plain",
        "grade.without_points",
    )
)


def of_verdict(verdict: Verdict) -> Iterator[Text]:
    yield from (reason.text for reason in verdict.reasons)
    yield from verdict.would_change
    yield from verdict.not_modelled
    yield from verdict.notes


def parts(text: Text) -> Iterator[Text]:
    yield text
    for value in text.values.values():
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Text):
                yield from parts(part)


def every_text() -> Iterator[Text]:
    """The texts of all cases, of every kind of answer, and of what is wrong with questions."""
    yield from of_all_cases()
    yield from of_estimates()
    yield from of_durations()
    for points in (0, 51, 60.5, 61, 75, 85, 90.5, 95):
        grades = RULEBOOK.grade(points=points, on=LATER)
        yield from (match.text for match in grades.matches)
        yield grades.note
    yield from RULEBOOK.deadlines(TODAY, on=LATER).notes
    for one in BY_NAME.values():
        yield from (name for name in (one.title, one.named) if isinstance(name, Text))
    yield from fact_questions(FACTS, RULEBOOK.institution.named)
    yield from (Text(f"rules.not_modelled.{name}") for name in KNOWN)
    yield from (Text(f"rules.role_named.{role}") for role in ROLES)
    yield from (Text(f"rules.cycle.{cycle}") for cycle in CYCLES)


def of_all_cases() -> Iterator[Text]:
    for case in CASES:
        facts = parse_facts(_plain(case.facts))
        yield from of_verdict(RULEBOOK.check(case.programme, facts, on=LATER))
    for programme in PROGRAMMES:
        yield from (condition.text for condition in RULEBOOK.conditions(programme))
    yield from of_verdict(with_two_semesters_at_least())


def with_two_semesters_at_least() -> Verdict:
    """A verdict under a minimum that makes one semester too short."""
    name = "study.minimum_semesters"
    values = {one: RULEBOOK.parameter(one) for one in RULEBOOK.parameters}
    numbers = Numbers({**values, name: replace(values[name], value=2)}, {})
    facts = parse_facts({"role": "student", "duration": {"semesters": 1}})
    return check(BY_NAME["study"], facts, numbers, TODAY)


def of_estimates() -> Iterator[Text]:
    travels = ((True, True, 850), (False, False, 3), (True, False, None), (False, False, 500))
    for rates, travel, days in product(
        ("ub-published", "call-2021", "call-2024"), travels, (10, 20)
    ):
        green, fewer, distance = travel
        request = EstimateRequest(
            days=days,
            green_travel=green,
            travel_days=2,
            fewer_opportunities=fewer,
            rates=rates,
            distance_km=distance,
        )
        found = RULEBOOK.estimate(request, on=LATER)
        yield from (line.text for line in found.lines)
        yield from found.notes
    for programme in ("study", "traineeship", "teaching", "training"):
        with pytest.raises(QuestionError) as caught:
            RULEBOOK.estimate(EstimateRequest(days=9, programme=programme), on=TODAY)
        yield caught.value.text


def of_durations() -> Iterator[Text]:
    lengths = (Days(1), Days(45), Months(5), Months(18), Semesters(1), Semesters(3))
    for duration, role, cycle in product(lengths, (None, *ROLES), (None, *CYCLES)):
        fits = RULEBOOK.durations(duration, role=role, cycle=cycle, on=LATER)
        yield from (fit.text for fit in fits.fits)
        yield from fits.notes
        if fits.nearest is not None:
            yield fits.nearest.text


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a YAML case, with dates as in JSON."""
    return {
        fact: {key: _json(part) for key, part in value.items()}
        if isinstance(value, dict)
        else value
        for fact, value in facts.items()
    }


def _json(value: Any) -> Any:
    return value if isinstance(value, str | int) else in_json(value)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_text_has_words_and_leaves_no_placeholder(locale: Locale) -> None:
    for text in every_text():
        words = render(text, locale)
        assert words.strip()
        assert not re.search(r"\{[a-z_]+\}", words), words
        assert render(text, locale, markup=True), words


@settings(max_examples=300, deadline=None)
@given(people())
def test_whoever_asks_gets_words_in_every_language(person: tuple[str, dict[str, Any]]) -> None:
    programme, facts = person
    for text in of_verdict(RULEBOOK.check(programme, parse_facts(facts), on=TODAY)):
        for locale in Locale:
            assert render(text, locale).strip()


def test_no_message_is_left_over() -> None:
    used = {part.id for text in every_text() for part in parts(text)}
    source = "\n".join(
        file.read_text(encoding="utf-8") for file in Path(rules.__file__).parent.rglob("*.py")
    )
    left_over = []
    for message in read_authored(Locale.EN, DOMAIN):
        name = str(message.id[0] if isinstance(message.id, tuple) else message.id)
        name = name.removesuffix(".of_another")
        if not name or name in used:
            continue
        last = name.rpartition(".")[2]
        if f"{name}.".startswith(OF_PACKS) or name.endswith(_OF_PACKS_ALONE):
            continue
        said_elsewhere = name.startswith(SAID_ELSEWHERE)
        if not (said_elsewhere and re.search(rf"\b{re.escape(last)}\b", source)):
            left_over.append(name)
    assert left_over == []


def test_no_number_of_a_rule_is_typed_into_a_text() -> None:
    allowed = re.compile(
        r'UTF-8|"(days|months|semesters)": \d+|\d{4}-\d{2}-\d{2}|"\d+ \w+( \d+ \w+)*"|„\d[^“]*“'
    )
    for locale in (Locale.EN, Locale.SR_CYRL):
        for message in read_authored(locale, DOMAIN):
            for words in message.string if isinstance(message.string, tuple) else (message.string,):
                if message.id:
                    assert not re.search(r"\d", allowed.sub("", str(words))), words


def test_serbian_counts_days_months_and_points_as_serbian_does() -> None:
    counted = {
        number: render(Text("units.months", count=number), Locale.SR_CYRL)
        for number in (1, 2, 5, 11, 12, 21, 22)
    }
    assert counted[1] == "1 месец"
    assert counted[2] == "2 месеца"
    assert counted[12] == "12 месеци"
    assert counted[21] == "21 месец"
    after_to = {
        number: render(up_to("days", number), Locale.SR_CYRL) for number in (1, 2, 5, 30, 31)
    }
    assert set(after_to.values()) == {f"{number} дана" for number in after_to}
    assert render(up_to("months", 21), Locale.SR_CYRL) == "21 месеца"
    assert render(up_to("years", 1), Locale.SR_CYRL) == "годину дана"


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        (Stay(1, 0), "1 day"),
        (Stay(30, 0), "30 days"),
        (Stay(59, 0), "59 days"),
        (Stay(60, 0), "2 months"),
        (Stay(135, 0), "4 months and 15 days"),
        (Stay(360, 0), "12 months"),
        (Stay(0, 1), "1 semester"),
        (Stay(0, 0), "0 days"),
    ],
)
def test_lengths_are_told_in_the_units_people_say(stay: Stay, words: str) -> None:
    assert render(length(stay), Locale.EN) == words


def say(programme: str, **facts: Any) -> tuple[str, list[str], list[str]]:
    verdict = RULEBOOK.check(programme, parse_facts(facts), on=TODAY)
    return (
        verdict.outcome,
        [render(reason.text, Locale.EN) for reason in verdict.reasons],
        [render(text, Locale.EN) for text in verdict.would_change],
    )


def test_a_first_year_bachelor_is_told_to_wait_for_the_second_year() -> None:
    _, reasons, change = say("study", role="student", cycle="bachelor", year=1)
    assert reasons == [
        "In bachelor's studies you can apply from the 2nd year on; you are in the 1st."
    ]
    assert change == ["Enrol in the 2nd year, then apply."]


def test_a_student_with_eight_months_used_is_told_how_many_are_left() -> None:
    person = {"role": "student", "cycle": "master", "covers_term": True}
    used = {"months": 8}
    _, reasons, change = say("study", duration={"months": 6}, used=used, **person)
    assert reasons == ["8 months and 6 months make 14 months; one cycle allows at most 12 months."]
    assert change == ["At most 4 months more can be planned in this cycle."]


def test_a_phd_student_with_45_days_is_told_both_ways_out() -> None:
    _, reasons, change = say("short_phd", role="student", cycle="doctoral", duration={"days": 45})
    assert reasons == ["Short-term PhD mobility lasts 5 to 30 days, not 45 days."]
    assert change == ["A stay of 5 to 30 days is possible, or study mobility of at least 2 months."]


def test_dates_are_told_with_the_days_that_they_count_for() -> None:
    _, reasons, _ = say(
        "study",
        role="student",
        cycle="doctoral",
        duration={"from": "2026-01-01", "to": "2026-02-28"},
    )
    (reason,) = reasons
    assert reason.startswith("58 days (1 January – 28 February 2026) is too short")


def test_what_the_person_does_not_know_is_named() -> None:
    outcome, reasons, _ = say(
        "teaching", role="teacher", contract="unknown", duration={"days": 3}, hours=8
    )
    assert outcome == "depends"
    assert reasons[0].startswith("It depends on whether you have a valid employment contract")


def test_the_words_stand_in_files_that_people_edit() -> None:
    folder = Path(__file__).parents[3] / "locales"
    for language in ("en", "sr_Cyrl"):
        assert (folder / language / "LC_MESSAGES" / "rules.po").exists()
