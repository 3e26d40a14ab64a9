"""The numbers: read strictly, dated, each with its source."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rules import (
    FactError,
    NotInForceError,
    ParameterError,
    ParameterValue,
    Rulebook,
    load_rulebook,
)
from rules.condition import Numbers
from rules.institutions import BUILT_IN
from rules.parameters import load_parameters
from rules.strict_yaml import read_yaml
from tests.unit.rules.conftest import PROGRAMMES

CHECKED = date(2026, 11, 22)
ONE = "{value: 30, reference: some-text/part, checked_on: 2026-11-22}"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def parameter(values: str, unit: str = "day") -> str:
    return f"longest:\n  description: Longest stay\n  unit: {unit}\n  values:\n    - {values}\n"


def refused(folder: Path, text: str) -> str:
    write(folder, "group.yaml", text)
    with pytest.raises(ParameterError) as caught:
        load_parameters(folder)
    return str(caught.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("study.minimum_semesters", 1, "semester"),
        ("study.doctoral_minimum_months", 2, "month"),
        ("study.maximum_months", 12, "month"),
        ("study.minimum_year", 2, "ordinal"),
        ("cycle.maximum_months", 12, "month"),
        ("short_stay.minimum_days", 5, "day"),
        ("short_stay.maximum_days", 30, "day"),
        ("bip.minimum_ects", 3, "ects"),
        ("traineeship.minimum_months", 2, "month"),
        ("traineeship.maximum_months", 12, "month"),
        ("traineeship.graduate_years", 1, "year"),
        ("staff.minimum_days", 2, "day"),
        ("staff.maximum_days", 60, "day"),
        ("teaching.minimum_hours", 8, "hour"),
        ("recognition.proposal_days", 7, "day"),
        ("recognition.documents_days", 3, "day"),
        ("grades.maximum_points", 100, "point"),
        ("grades.7.points_from", 61, "point"),
        ("grades.6.points_to", 61, "point"),
        ("grades.8.ects", "C", "text"),
        ("grades.9.share", 25, "percent"),
        ("rates.ub-published.first_tier", Decimal(70), "EUR"),
        ("rates.ub-published.first_tier_days", 14, "day"),
        ("rates.ub-published.second_tier", Decimal(50), "EUR"),
        ("rates.ub-published.green_travel", Decimal(50), "EUR"),
        ("rates.ub-published.travel_days", 4, "day"),
        ("computed.short_stay_maximum_grant", Decimal(1780), "EUR"),
        ("computed.bip_maximum_grant", Decimal(1780), "EUR"),
        ("computed.short_stay_first_tier_sum", Decimal(980), "EUR"),
        ("computed.short_stay_second_tier_sum", Decimal(800), "EUR"),
        ("computed.short_stay_second_tier_days", 16, "day"),
        ("computed.second_tier_from_day", 15, "day"),
    ],
)
def test_texts_can_rely_on_a_number(
    rulebook: Rulebook, name: str, value: object, unit: str
) -> None:
    found = rulebook.parameter(name)
    assert (found.value, found.unit) == (value, unit)
    assert name in rulebook.parameter_names()


def test_a_name_that_is_not_there_is_a_key_error(rulebook: Rulebook) -> None:
    with pytest.raises(KeyError):
        rulebook.parameter("short_stay.middle_days")


def _documents() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in (BUILT_IN.parent / "sources.yaml", *BUILT_IN.glob("*/sources.yaml")):
        documents = read_yaml(file).value
        assert isinstance(documents, dict)
        found |= documents
    return found


def test_every_reference_is_a_section_of_a_known_text(rulebook: Rulebook) -> None:
    documents = _documents()
    for name, one in rulebook.parameters.items():
        for value in one.values:
            document, section = value.reference.split("/")
            assert section in documents[document]["sections"], name
            assert value.outside == documents[document].get("outside", False), name


def test_every_condition_says_where_it_stands(rulebook: Rulebook) -> None:
    documents = _documents()
    for name in PROGRAMMES:
        for condition in rulebook.conditions(name):
            document, section = condition.source.split("/")
            assert section in documents[document]["sections"], condition.id


def test_a_value_counts_from_its_day_and_the_one_before_until_then(tmp_path: Path) -> None:
    rows = (
        "{value: 30, reference: some-text/part, checked_on: 2026-11-22}\n"
        "    - {value: 31, from: 2027-01-01, reference: some-text/part, checked_on: 2026-11-22}"
    )
    write(tmp_path, "group.yaml", parameter(rows))
    found = load_parameters(tmp_path)["group.longest"]
    assert found.on(date(2026, 12, 31)).value == 30
    assert found.on(date(2027, 1, 1)).value == 31
    assert found.on(None).value == 31


def test_before_its_first_day_a_parameter_has_no_value(tmp_path: Path) -> None:
    row = "{value: 31, from: 2027-01-01, reference: some-text/part, checked_on: 2026-11-22}"
    write(tmp_path, "group.yaml", parameter(row))
    with pytest.raises(NotInForceError, match="no value before 2027-01-01"):
        load_parameters(tmp_path)["group.longest"].on(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("checked_on", "valid_until", "on", "stale"),
    [
        (CHECKED, None, date(2027, 11, 21), False),
        (CHECKED, None, date(2027, 11, 22), True),
        (date(2024, 2, 29), None, date(2025, 2, 28), False),
        (date(2024, 2, 29), None, date(2025, 3, 1), True),
        (CHECKED, date(2027, 1, 31), date(2027, 1, 31), False),
        (CHECKED, date(2027, 1, 31), date(2027, 2, 1), True),
    ],
)
def test_a_value_is_stale_after_twelve_months_or_past_its_last_day(
    checked_on: date, valid_until: date | None, on: date, *, stale: bool
) -> None:
    value = ParameterValue(30, "day", "some-text/part", checked_on, valid_until=valid_until)
    assert value.stale(on) is stale


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("longest: 30\n", "group.yaml:1: 'longest' must be a parameter"),
        ("- 1\n", "group.yaml:1: the file must be a mapping"),
        ("Longest: {a: 1}\n", "group.yaml:1: the name 'Longest' must be lower-case"),
        (
            "longest:\n  description: x\n  unit: day\n",
            "group.yaml:1: 'longest' lacks the key 'values'",
        ),
        (
            parameter("{value: 30, checked_on: 2026-11-22}"),
            "group.yaml:5: 'longest.values.0' lacks the key 'reference'",
        ),
        (
            parameter("{value: 30, refrence: a/b, reference: a/b, checked_on: 2026-11-22}"),
            "group.yaml:5: unknown key 'refrence'; allowed: value, reference, checked_on, from",
        ),
        (parameter(ONE, unit="fortnight"), "group.yaml:3: unknown unit 'fortnight'; allowed: "),
        (
            parameter("{value: -1, reference: a/b, checked_on: 2026-11-22}"),
            "group.yaml:5: a value in day must be a number from 0, not -1",
        ),
        (
            parameter("{value: 1.5, reference: a/b, checked_on: 2026-11-22}"),
            "group.yaml:5: a value in day must be a whole number, not 1.5",
        ),
        (
            parameter("{value: true, reference: a/b, checked_on: 2026-11-22}"),
            "group.yaml:5: a value in day must be a number from 0, not True",
        ),
        (
            parameter("{value: 1.005, reference: a/b, checked_on: 2026-11-22}", unit="EUR"),
            "group.yaml:5: an amount in EUR has at most two decimals",
        ),
        (
            parameter("{value: 30, reference: a/b, checked_on: 2026-11-22}", unit="text"),
            "group.yaml:5: a value in text must be quoted words",
        ),
        (
            parameter("{value: 30, reference: somewhere, checked_on: 2026-11-22}"),
            "group.yaml:5: reference 'somewhere' must be document/section",
        ),
        (
            parameter("{value: 30, reference: a/b, checked_on: yesterday}"),
            "group.yaml:5: checked_on must be a date, YYYY-MM-DD, not 'yesterday'",
        ),
        (
            parameter(
                "{value: 30, reference: a/b, checked_on: 2026-11-22, "
                "from: 2026-02-01, valid_until: 2026-01-01}"
            ),
            "group.yaml:5: valid_until must not be before from",
        ),
        (
            parameter(f"{ONE}\n    - {ONE}"),
            "group.yaml:6: each value after the first needs a later `from`",
        ),
        ("a: 1\na: 2\n", "group.yaml:2: the key 'a' stands twice"),
        (
            "longest:\n  description: ''\n  unit: day\n  values: [1]\n",
            "group.yaml:2: a description is one sentence",
        ),
        (
            "longest:\n  description: x\n  unit: day\n  values: []\n",
            "group.yaml:4: values is a list with at least one dated value",
        ),
        (
            parameter("{value: 30, reference: a/b, checked_on: 2026-11-22, outside: maybe}"),
            "group.yaml:5: outside must be true or false",
        ),
        (
            parameter("{value: 30, reference: a/b, checked_on: null}"),
            "group.yaml:5: checked_on must be a date",
        ),
        (
            parameter("{value: soon, reference: a/b, checked_on: 2026-11-22}", unit="date"),
            "group.yaml:5: a date is YYYY-MM-DD, not 'soon'",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text).startswith(message)


def test_a_text_and_a_day_can_be_values_too(tmp_path: Path) -> None:
    day = parameter("{value: 2026-12-01, reference: a/b, checked_on: 2026-11-22}", unit="date")
    text = parameter("{value: '160/11', reference: a/b, checked_on: 2026-11-22}", unit="text")
    write(tmp_path, "group.yaml", day + text.replace("longest", "gazette"))
    found = load_parameters(tmp_path)
    assert found["group.longest"].on(None).value == date(2026, 12, 1)
    assert found["group.gazette"].on(None).value == "160/11"


def test_a_file_whose_name_cannot_be_part_of_a_parameters_name_is_told(tmp_path: Path) -> None:
    write(tmp_path, "My Numbers.yaml", parameter(ONE))
    with pytest.raises(ParameterError, match="the file's name must be lower-case words"):
        load_parameters(tmp_path)


def test_a_document_cannot_be_outside_for_one_value_and_inside_for_another(tmp_path: Path) -> None:
    inside, outside = parameter(ONE), parameter(ONE.replace("}", ", outside: true}"))
    message = refused(tmp_path, inside + outside.replace("longest", "shortest"))
    assert "group.yaml:6: group.shortest marks some-text as outside" in message


def test_a_folder_without_parameters_is_told(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be read"):
        load_rulebook(tmp_path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "institutions"
    shutil.copytree(BUILT_IN, folder)
    return folder


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_number_that_the_rules_need_is_missed_when_they_are_loaded(copy: Path) -> None:
    (copy / "ub/parameters/staff.yaml").unlink()
    with pytest.raises(ParameterError, match=r"no parameter 'staff.minimum_days' of ub"):
        load_rulebook(copy)


def test_a_rate_that_a_set_lacks_is_missed_when_rules_are_loaded(copy: Path) -> None:
    replaced(copy, "ub/parameters/rates.yaml", "  second_tier:\n", "  second_teer:\n")
    with pytest.raises(ParameterError, match=r"rates.ub-published.second_tier is missing"):
        load_rulebook(copy)


def test_a_number_in_another_unit_is_told(copy: Path) -> None:
    replaced(copy, "ub/parameters/short_stay.yaml", "unit: day", "unit: month")
    with pytest.raises(ParameterError, match=r"short_stay.minimum_days is in month; allowed: day"):
        load_rulebook(copy)


def test_a_month_told_otherwise_than_it_is_counted_is_told(copy: Path) -> None:
    replaced(copy, "shared/parameters/counting.yaml", "value: 30,", "value: 31,")
    with pytest.raises(ParameterError, match=r"counting.yaml:.* months of 30 days"):
        load_rulebook(copy)


def test_a_least_above_its_most_is_told(copy: Path) -> None:
    replaced(copy, "ub/parameters/short_stay.yaml", "value: 5,", "value: 50,")
    with pytest.raises(ParameterError, match=r"short_stay.minimum_days is 50, more than .*30"):
        load_rulebook(copy)


def test_a_number_not_yet_in_force_troubles_only_who_needs_it(copy: Path) -> None:
    replaced(copy, "ub/parameters/bip.yaml", "value: 3,", "value: 3, from: 2027-01-01,")
    numbers: Numbers = load_rulebook(copy).numbers(CHECKED)
    assert numbers.days("short_stay.maximum_days") == 30
    assert "bip.minimum_ects" not in numbers


def test_asking_what_needs_a_number_not_yet_in_force_names_its_first_day(copy: Path) -> None:
    replaced(copy, "ub/parameters/bip.yaml", "value: 3,", "value: 3, from: 2027-01-01,")
    rules = load_rulebook(copy)
    assert rules.check("short_phd", {}, on=CHECKED).outcome == "incomplete"
    with pytest.raises(FactError) as caught:
        rules.check("bip", {}, on=CHECKED)
    assert (caught.value.code, caught.value.field) == ("not_in_force", "on")
    assert "1 January 2027" in caught.value.message
    assert rules.check("bip", {}, on=date(2027, 1, 1)).outcome == "incomplete"


def test_many_days_can_be_asked_about_in_turn(rulebook: Rulebook) -> None:
    days = [date(2027, 1, day) for day in range(1, 20)]
    values = {rulebook.numbers(day).days("short_stay.maximum_days") for day in (*days, days[0])}
    assert values == {30}


def test_a_computed_number_is_as_old_as_the_oldest_it_is_made_of(copy: Path) -> None:
    text = (copy / "ub/parameters/rates.yaml").read_text(encoding="utf-8")
    older = text.replace(
        "value: 50, reference: ub-outgoing/short-term-phd, checked_on: 2026-11-22",
        "value: 50, reference: ub-outgoing/short-term-phd, checked_on: 2025-01-01",
    )
    (copy / "ub/parameters/rates.yaml").write_text(older, encoding="utf-8")
    found = load_rulebook(copy).parameter("computed.short_stay_maximum_grant")
    assert found.checked_on == date(2025, 1, 1)
    assert found.stale(date(2026, 1, 1))


def test_a_number_of_one_value_may_stand_in_a_row(tmp_path: Path) -> None:
    row = "unit: yearly_date, reference: some-text/part, checked_on: 2026-11-22}"
    write(tmp_path, "own.yaml", f"deadline: {{value: 05-31, {row}\n")
    (found,) = load_parameters(tmp_path).values()
    assert (found.name, found.unit, found.on(None).value) == (
        "own.deadline",
        "yearly_date",
        "05-31",
    )
    write(tmp_path, "own.yaml", f"deadline: {{value: 02-30, {row}\n")
    with pytest.raises(ParameterError, match="such as 05-31"):
        load_parameters(tmp_path)
