"""What all staff mobility asks for: a contract, and hours of work at the host."""

from collections.abc import Mapping

from locales import Value
from rules.condition import Case, Condition, Finding, Told, require

_LEAST_HOURS = "staff.minimum_hours"


def _contract(case: Case) -> Finding:
    return require(case.is_true("contract"))


def contract(programme: str) -> Condition:
    """A work contract in force with a faculty or institute of the University."""
    return Condition(
        f"{programme}.contract", ("contract",), "ub-outgoing/staff-contract", _contract, "contract"
    )


def _hours(case: Case) -> Finding:
    return require(case.number("hours") >= case.numbers.number(_LEAST_HOURS))


def _hours_values(told: Told) -> Mapping[str, Value]:
    return {"least": told.numbers.number(_LEAST_HOURS), **told.number("hours")}


def hours(programme: str, source: str, words: str) -> Condition:
    """Enough hours of teaching, of training, or of professional activity."""
    return Condition(
        f"{programme}.hours",
        ("hours",),
        source,
        _hours,
        words,
        parameters=(_LEAST_HOURS,),
        values=_hours_values,
    )
