"""What all staff mobility asks for: a contract, and hours of work at the host."""

from collections.abc import Mapping
from decimal import Decimal

from locales import Value
from rules.condition import Case, Condition, ConditionResult, Told, require
from rules.programmes.roles import FOR_RESEARCHERS
from rules.wording import hours_of

_LEAST_HOURS = "staff.minimum_hours"


def _contract(case: Case) -> ConditionResult:
    return require(case.is_true("contract"))


def contract(programme: str) -> Condition:
    """Return a work contract in force with a faculty or institute of the University."""
    return Condition(
        f"{programme}.contract", ("contract",), "ub-outgoing/staff-contract", _contract, "contract"
    )


def _hours(case: Case) -> ConditionResult:
    return require(case.number("hours") >= case.numbers.number(_LEAST_HOURS))


def _hours_values(told: Told) -> Mapping[str, Value]:
    values: dict[str, Value] = {"least": hours_of(told.numbers.number(_LEAST_HOURS))}
    planned = told.facts.get("hours")
    if isinstance(planned, int | Decimal):
        values["told"] = hours_of(planned)
    return values


def hours(programme: str, source: str, words: str) -> Condition:
    """Require enough hours of teaching, of training, or of professional activity."""
    return Condition(
        f"{programme}.hours",
        ("hours",),
        source,
        _hours,
        words,
        parameters=(_LEAST_HOURS,),
        values=_hours_values,
        source_by_role=FOR_RESEARCHERS,
    )
