"""Traineeships abroad of students and of recent graduates of the University of Belgrade."""

from collections.abc import Mapping

from locales import Value
from rules.condition import HOLDS, Case, Condition, ConditionResult, Programme, Told, require
from rules.programmes.enrolment import registered, second_year_unclear
from rules.programmes.lengths import traineeship_duration, twelve_months
from rules.programmes.roles import GRADUATE, students_and_graduates
from rules.wording import up_to

_SOURCE = "ub-outgoing/traineeship"
_GRADUATES = "ub-outgoing/graduate-traineeship"
_YEARS = "traineeship.graduate_years"


def _applied_while_enrolled(case: Case) -> ConditionResult:
    """Require of a graduate to have been enrolled at the University when applying."""
    return require(case.role != GRADUATE or case.is_true("applied_while_enrolled"))


def _within_year(case: Case) -> ConditionResult:
    """Require a traineeship within one year after the studies during which they applied."""
    return require(case.role != GRADUATE or case.is_true("within_year"))


def _before_project_end(case: Case) -> ConditionResult:
    """Require an end before that of the project that funds it: the earlier date counts."""
    return HOLDS if case.role != GRADUATE else require(case.is_true("before_project_end"))


def _years(told: Told) -> Mapping[str, Value]:
    return {"years": up_to("years", told.numbers.whole(_YEARS))}


TRAINEESHIP = Programme(
    name="traineeship",
    conditions=(
        students_and_graduates("traineeship", _SOURCE),
        registered("traineeship", _SOURCE),
        second_year_unclear(
            "traineeship", "ub-outgoing/study-conditions", "second_year_traineeship"
        ),
        Condition(
            "traineeship.applied_while_enrolled",
            ("role", "applied_while_enrolled"),
            _GRADUATES,
            _applied_while_enrolled,
            "applied_while_enrolled",
        ),
        Condition(
            "traineeship.within_year",
            ("role", "within_year"),
            _GRADUATES,
            _within_year,
            "within_year",
            parameters=(_YEARS,),
            values=_years,
        ),
        Condition(
            "traineeship.before_project_end",
            ("role", "before_project_end"),
            _GRADUATES,
            _before_project_end,
            "before_project_end",
        ),
        traineeship_duration("traineeship", _SOURCE),
        twelve_months("traineeship", alone="traineeship.maximum_months"),
    ),
    counts_long=True,
    source=_SOURCE,
)
