"""Where and in what a student is enrolled. Of a graduate none of this is asked, and none fails."""

from collections.abc import Mapping

from locales import Ordinal, Text, Value
from rules.condition import (
    DEPENDS,
    FAILS,
    HOLDS,
    Case,
    Condition,
    Finding,
    Told,
    depends,
    require,
)
from rules.programmes.roles import GRADUATE

BACHELOR, MASTER, DOCTORAL, INTEGRATED = "bachelor", "master", "doctoral", "integrated"

_SECOND_YEAR = "study.minimum_year"


def cycle_name(cycle: object) -> Text:
    """A cycle as people call it: "bachelor's studies"."""
    return Text(f"rules.cycle.{cycle}")


def _registered(case: Case) -> Finding:
    return HOLDS if case.role == GRADUATE else require(case.is_true("registered"))


def registered(programme: str, source: str = "ub-outgoing/outgoing-students") -> Condition:
    """The student is registered at the University of Belgrade."""
    return Condition(
        f"{programme}.registered", ("role", "registered"), source, _registered, "registered"
    )


def _degree_programme(case: Case) -> Finding:
    return require(case.is_true("degree_programme"))


def degree_programme(programme: str, source: str) -> Condition:
    """The studies lead to a recognised degree or qualification."""
    return Condition(
        f"{programme}.degree_programme",
        ("degree_programme",),
        source,
        _degree_programme,
        "degree_programme",
    )


def _year_values(told: Told) -> Mapping[str, Value]:
    values: dict[str, Value] = {"year": Ordinal(told.numbers.whole(_SECOND_YEAR))}
    year = told.facts.get("year")
    if isinstance(year, int):
        values["told"] = Ordinal(year)
    return values


def _second_year(case: Case, first_year_bachelor: Finding) -> Finding:
    if case.role == GRADUATE or case.cycle not in (BACHELOR, INTEGRATED):
        return HOLDS
    if case.number("year") >= case.numbers.whole(_SECOND_YEAR):
        return HOLDS
    return first_year_bachelor if case.cycle == BACHELOR else depends("integrated")


def _second_year_required(case: Case) -> Finding:
    return _second_year(case, FAILS)


def _second_year_unclear(case: Case) -> Finding:
    return _second_year(case, DEPENDS)


def second_year(programme: str, source: str) -> Condition:
    """First-cycle students go from the second year on."""
    return Condition(
        f"{programme}.second_year",
        ("role", "cycle", "year"),
        source,
        _second_year_required,
        "second_year",
        parameters=(_SECOND_YEAR,),
        values=_year_values,
    )


def second_year_unclear(programme: str, source: str, words: str) -> Condition:
    """The general Serbian sentence asks for the second year, the programme's own part does not."""
    return Condition(
        f"{programme}.second_year",
        ("role", "cycle", "year"),
        source,
        _second_year_unclear,
        words,
        parameters=(_SECOND_YEAR,),
        values=_year_values,
    )


def _cycle_values(told: Told) -> Mapping[str, Value]:
    names = ("cycle", "mobility_cycle")
    return {name: cycle_name(told.facts[name]) for name in names if name in told.facts}


def _current_cycle(case: Case) -> Finding:
    if case.role == GRADUATE:
        return HOLDS
    return require(case.cycle == case.text("mobility_cycle"))


def current_cycle(programme: str, source: str) -> Condition:
    """The mobility belongs to the cycle in which the student is enrolled when applying."""
    return Condition(
        f"{programme}.current_cycle",
        ("role", "cycle", "mobility_cycle"),
        source,
        _current_cycle,
        "current_cycle",
        values=_cycle_values,
    )


def _doctoral(case: Case) -> Finding:
    return require(case.role == GRADUATE or case.cycle == DOCTORAL)


def doctoral(programme: str, source: str) -> Condition:
    """Doctoral students only."""
    return Condition(
        f"{programme}.doctoral",
        ("role", "cycle"),
        source,
        _doctoral,
        "doctoral",
        values=_cycle_values,
    )
