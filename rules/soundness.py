"""Holding the rules against the parameters when they are loaded, not when somebody asks."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from rules.duration import MONTH
from rules.institutions import DEADLINES, GRADES, Institution
from rules.parameter import Parameter, ParameterError
from rules.programme import Programme

_SHARED: Mapping[str, str] = {
    "counting.month_days": "day",
    "law.article": "text",
    "law.grade_six.points_from": "point",
    "law.grade_six.points_to": "point",
}
_OF_GRADES: Mapping[str, str] = {
    "grades.lowest": "grade",
    "grades.highest": "grade",
}
_OF_DEADLINES: Mapping[str, str] = {
    "recognition.proposal_days": "day",
    "recognition.documents_days": "day",
}
_RATE_UNITS: Mapping[str, str] = {
    "first_tier": "EUR",
    "first_tier_days": "day",
    "second_tier": "EUR",
    "travel_days": "day",
}
_OPTIONAL_RATE_UNITS: Mapping[str, str] = {"green_travel": "EUR", "green_travel_days": "day"}
_GRADE_UNITS: Mapping[str, str] = {"ects": "text"}
_POINT_UNITS: Mapping[str, str] = {"points_from": "point", "points_to": "point"}
_ENDS = ("grades.lowest", "grades.highest")
GRADES_KNOWN = range(5, 11)
"""The grades that the catalogues have names for."""
_MOST_POINTS = "grades.maximum_points"
_IN_TWO_BANDS = "grades.in_two_bands"
"""Points that the text itself prints in two bands."""
_OF_POINTS = re.compile(r"grades\.(?:maximum_points|\d+\.points_(?:from|to))")
_TOGETHER: Mapping[str, Mapping[str, str]] = {
    "fewer_opportunities": {"shorter": "EUR", "shorter_days": "day", "longer": "EUR"},
    "travel_grant": {"from_km": "km", "standard": "EUR", "green": "EUR"},
}
# Pairs that must not cross: the least first.
_ORDERED = (
    ("grades.lowest", "grades.highest"),
    ("law.grade_six.points_from", "law.grade_six.points_to"),
)


def hold_against(
    institution: Institution,
    parameters: Mapping[str, Parameter],
    programmes: Iterable[Programme],
) -> None:
    """Make sure that every number the rules need is there, in its unit, and that limits fit.

    Args:
        institution: whose rules these are.
        parameters: what it publishes, and what all share.
        programmes: its programmes; their conditions know the units of their numbers.

    Raises:
        ParameterError: for the first one that is not.
    """
    for fault in faults_against(institution, parameters, programmes):
        raise ParameterError(fault)


def faults_against(
    institution: Institution,
    parameters: Mapping[str, Parameter],
    programmes: Iterable[Programme],
) -> Iterator[str]:
    """Yield what the rules miss among numbers, `file:line: what is wrong`."""
    for name, unit in _needed(institution, parameters):
        found = parameters.get(name)
        if found is None:
            file = institution.folder / "parameters" / f"{name.split('.', maxsplit=1)[0]}.yaml"
            yield f"{file}:1: {name} is missing, the rules need it; add it with unit {unit}"
        elif found.unit != unit:
            yield f"{found.file}:{found.line}: {name} is in {found.unit}; it must be in {unit}"
    for name in _ENDS if GRADES in institution.publishes else ():
        end = parameters.get(name)
        if end is not None and end.values[-1].value not in GRADES_KNOWN:
            yield (
                f"{end.file}:{end.line}: {name} is {end.values[-1].value}; "
                f"grades from {GRADES_KNOWN[0]} to {GRADES_KNOWN[-1]} have names, and no others"
            )
    yield from _bands(parameters)
    for least, most in _ordered(parameters, programmes):
        if least in parameters and most in parameters:
            yield from _crossed(parameters[least], parameters[most])
    yield from _of_another_month(parameters.get("counting.month_days"))


def _needed(
    institution: Institution, parameters: Mapping[str, Parameter]
) -> Iterator[tuple[str, str]]:
    yield from _SHARED.items()
    if GRADES in institution.publishes:
        yield from _OF_GRADES.items()
        yield from _needed_grades(parameters)
    if DEADLINES in institution.publishes:
        yield from _OF_DEADLINES.items()
    yield from _needed_rates(parameters)


def _needed_grades(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    lowest, highest = map(parameters.get, _ENDS)
    if lowest is None or highest is None:
        return
    units = dict(_GRADE_UNITS)
    if any(_OF_POINTS.fullmatch(name) for name in parameters):
        # A table may lead from grade to letter alone; what has points has them for all grades.
        yield _MOST_POINTS, "point"
        units.update(_POINT_UNITS)
    for grade in range(int(_size(lowest)), int(_size(highest)) + 1):
        for key, unit in units.items():
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


def _ordered(
    parameters: Mapping[str, Parameter], programmes: Iterable[Programme]
) -> Iterator[tuple[str, str]]:
    yield from (pair for pair in _ORDERED if all(name in parameters for name in pair))
    for programme in programmes:
        ends = [one.bounds["duration"] for one in programme.conditions if "duration" in one.bounds]
        least = next((end for end, _ in ends if end is not None), None)
        most = next((end for _, end in ends if end is not None), None)
        if least is not None and most is not None:
            yield least, most
        # A cycle that allows less than the shortest stay allows none.
        cap = None if programme.cap is None else programme.cap[0]
        if least is not None and cap is not None:
            yield least, cap
    for name in parameters:
        if name.startswith("grades.") and name.endswith(".points_from"):
            yield name, name.removesuffix("from") + "to"


def _bands(parameters: Mapping[str, Parameter]) -> Iterator[str]:
    """Yield where the points of neighbouring grades meet twice, or leave some out."""
    lowest, highest = (parameters.get(name) for name in _ENDS)
    if lowest is None or highest is None:
        return
    grades = range(int(_size(lowest)), max(map(int, (_size(lowest), _size(highest)))) + 1)
    printed = parameters.get(_IN_TWO_BANDS)
    for lower, upper in pairwise(grades):
        end = parameters.get(f"grades.{lower}.points_to")
        begins = parameters.get(f"grades.{upper}.points_from")
        if end is None or begins is None:
            continue
        here = f"{begins.file}:{begins.line}: {begins.name} is {begins.values[-1].value}, "
        told = f"grade {lower} ends with {end.values[-1].value}"
        if _size(begins) <= _size(end):
            if printed is None or not _size(begins) == _size(printed) == _size(end):
                yield (
                    f"{here}but {told}, so points would have the grades {lower} and {upper}; "
                    f"correct one of them. Where the text prints it so for one number of points, "
                    f"add that as {_IN_TWO_BANDS} with unit point"
                )
        elif _size(begins) - _size(end) > 1:
            yield f"{here}but {told}; what lies between has no grade, correct one of them"
    most, end = parameters.get(_MOST_POINTS), parameters.get(f"grades.{grades[-1]}.points_to")
    if most is not None and end is not None and _size(most) != _size(end):
        yield (
            f"{end.file}:{end.line}: {end.name} is {end.values[-1].value}, "
            f"but {_MOST_POINTS} is {most.values[-1].value}; correct one of them"
        )


def _crossed(least: Parameter, most: Parameter) -> Iterator[str]:
    """Yield that the newest values cross."""
    if _in_days(least) > _in_days(most):
        yield (
            f"{least.file}:{least.line}: {least.name} is {least.values[-1].value}, more than "
            f"{most.name} ({most.values[-1].value}); the least must not be above the most"
        )


def _of_another_month(told: Parameter | None) -> Iterator[str]:
    """Yield that people are told other days of a month than lengths are compared with."""
    if told is not None and _size(told) != MONTH:
        yield (
            f"{told.file}:{told.line}: {told.name} is {told.values[-1].value}; "
            f"lengths are compared with months of {MONTH} days (rules/duration.py)"
        )


def _size(parameter: Parameter) -> Decimal:
    return Decimal(str(parameter.values[-1].value))


def _in_days(parameter: Parameter) -> Decimal:
    """Return a size that compares with one in another unit of length."""
    return _size(parameter) * (MONTH if parameter.unit == "month" else 1)
