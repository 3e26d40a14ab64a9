"""Blended Intensive Programmes: an online part and a short stay at the host."""

from collections.abc import Mapping

from locales import Value
from rules.condition import Case, Condition, ConditionResult, Programme, Told, require
from rules.programmes.enrolment import registered, second_year_unclear
from rules.programmes.lengths import days_between, twelve_months
from rules.programmes.roles import students_only

_SOURCE = "ub-outgoing/bip"
_LEAST_ECTS = "bip.minimum_ects"


def _through_faculty(case: Case) -> ConditionResult:
    """Require a faculty that takes part and nominates; students do not apply by themselves."""
    return require(case.is_true("through_faculty"))


def _virtual_part(case: Case) -> ConditionResult:
    """Require a programme of which a part is online."""
    return require(case.is_true("virtual_part"))


def _ects(case: Case) -> ConditionResult:
    """Require a programme that gives enough credits."""
    return require(case.number("ects") >= case.numbers.number(_LEAST_ECTS))


def _ects_values(told: Told) -> Mapping[str, Value]:
    return {"least": told.numbers.number(_LEAST_ECTS), **told.number("ects")}


BIP = Programme(
    name="bip",
    conditions=(
        students_only("bip", _SOURCE),
        registered("bip"),
        second_year_unclear("bip", "ub-outgoing/study-conditions", "second_year_bip"),
        Condition(
            "bip.through_faculty",
            ("through_faculty",),
            _SOURCE,
            _through_faculty,
            "through_faculty",
        ),
        Condition("bip.virtual_part", ("virtual_part",), _SOURCE, _virtual_part, "virtual_part"),
        Condition(
            "bip.ects",
            ("ects",),
            _SOURCE,
            _ects,
            "ects",
            parameters=(_LEAST_ECTS,),
            values=_ects_values,
        ),
        days_between(
            "bip",
            _SOURCE,
            "bip_duration",
            least="bip.minimum_days",
            most="bip.maximum_days",
        ),
        twelve_months("bip"),
    ),
    counts_long=False,
    source=_SOURCE,
)
