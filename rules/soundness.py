"""Holding the rules against the parameters when they are loaded, not when somebody asks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from rules.computed import COMPUTED
from rules.duration import MONTH
from rules.parameters import Parameter, ParameterError

NEEDED: Mapping[str, str] = {
    "study.minimum_semesters": "semester",
    "study.doctoral_minimum_months": "month",
    "study.maximum_months": "month",
    "study.minimum_year": "ordinal",
    "cycle.maximum_months": "month",
    "cycle.maximum_semesters": "semester",
    "short_stay.minimum_days": "day",
    "short_stay.maximum_days": "day",
    "bip.minimum_days": "day",
    "bip.maximum_days": "day",
    "bip.minimum_ects": "ects",
    "traineeship.minimum_months": "month",
    "traineeship.maximum_months": "month",
    "traineeship.graduate_years": "year",
    "staff.minimum_days": "day",
    "staff.maximum_days": "day",
    "staff.minimum_hours": "hour",
    "counting.month_days": "day",
    "recognition.proposal_days": "day",
    "recognition.documents_days": "day",
    "grades.maximum_points": "point",
    "grades.lowest": "grade",
    "grades.highest": "grade",
    "law.article": "text",
    "law.grade_six.points_from": "point",
    "law.grade_six.points_to": "point",
}
_RATE_UNITS: Mapping[str, str] = {
    "first_tier": "EUR",
    "first_tier_days": "day",
    "second_tier": "EUR",
    "travel_days": "day",
}
_OPTIONAL_RATE_UNITS: Mapping[str, str] = {"green_travel": "EUR", "green_travel_days": "day"}
_GRADE_UNITS: Mapping[str, str] = {"points_from": "point", "points_to": "point", "ects": "text"}
_TOGETHER: Mapping[str, Mapping[str, str]] = {
    "fewer_opportunities": {"shorter": "EUR", "shorter_days": "day", "longer": "EUR"},
    "travel_grant": {"from_km": "km", "standard": "EUR", "green": "EUR"},
}
# Pairs that must not cross: the least first.
_ORDERED = (
    ("short_stay.minimum_days", "short_stay.maximum_days"),
    ("bip.minimum_days", "bip.maximum_days"),
    ("staff.minimum_days", "staff.maximum_days"),
    ("traineeship.minimum_months", "traineeship.maximum_months"),
    ("study.doctoral_minimum_months", "study.maximum_months"),
    ("grades.lowest", "grades.highest"),
    ("law.grade_six.points_from", "law.grade_six.points_to"),
)


def hold_against(parameters: Mapping[str, Parameter], folder: Path) -> None:
    """Make sure that every number the rules need is there, in its unit, and that limits fit.

    Raises:
        ParameterError: for the first one that is not.
    """
    for name, unit in _needed(parameters):
        found = parameters.get(name)
        if found is None:
            raise ParameterError(
                f"{folder}: the parameter {name} is missing, the rules need it; "
                f"add it to parameters/{name.split('.', maxsplit=1)[0]}.yaml with unit {unit}"
            )
        if found.unit != unit:
            raise ParameterError(
                f"{found.file}:{found.line}: {name} is in {found.unit}; the rules need it in {unit}"
            )
    for least, most in _ordered(parameters):
        _hold_order(parameters[least], parameters[most])
    _hold_month(parameters["counting.month_days"])


def _needed(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    yield from NEEDED.items()
    for computed in COMPUTED.values():
        for name in computed.inputs:
            yield name, parameters[name].unit if name in parameters else computed.unit
    yield from _needed_grades(parameters)
    yield from _needed_rates(parameters)


def _needed_grades(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    lowest, highest = parameters["grades.lowest"], parameters["grades.highest"]
    for grade in range(int(_size(lowest)), int(_size(highest)) + 1):
        for key, unit in _GRADE_UNITS.items():
            yield f"grades.{grade}.{key}", unit


def _needed_rates(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    groups = {tuple(name.split(".")[:-1]) for name in parameters if name.startswith("rates.")}
    for group in sorted(groups):
        here = ".".join(group)
        if len(group) == 2:
            for key, unit in _RATE_UNITS.items():
                yield f"{here}.{key}", unit
            for key, unit in _OPTIONAL_RATE_UNITS.items():
                if f"{here}.{key}" in parameters:
                    yield f"{here}.{key}", unit
        elif len(group) > 2 and group[2] in _TOGETHER:
            for key, unit in _TOGETHER[group[2]].items():
                yield f"{here}.{key}", unit


def _ordered(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    yield from _ORDERED
    for name in parameters:
        if name.startswith("grades.") and name.endswith(".points_from"):
            yield name, name.removesuffix("from") + "to"


def _hold_order(least: Parameter, most: Parameter) -> None:
    """Check that the newest values do not cross."""
    if _size(least) > _size(most):
        raise ParameterError(
            f"{least.file}:{least.line}: {least.name} is {least.values[-1].value}, more than "
            f"{most.name} ({most.values[-1].value}); the least must not be above the most"
        )


def _hold_month(told: Parameter) -> None:
    """Check that people are told the days of a month that lengths are compared with."""
    if _size(told) != MONTH:
        raise ParameterError(
            f"{told.file}:{told.line}: {told.name} is {told.values[-1].value}; "
            f"lengths are compared with months of {MONTH} days (rules/duration.py)"
        )


def _size(parameter: Parameter) -> Decimal:
    return Decimal(str(parameter.values[-1].value))
