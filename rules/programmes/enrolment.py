"""Where and in what a student is enrolled. Of a graduate none of this is asked, and none fails."""

from collections.abc import Callable, Mapping

from locales import Ordinal, Text, Value
from rules.condition import (
    DEPENDS,
    FAILS,
    HOLDS,
    Case,
    Condition,
    ConditionResult,
    Told,
    depends,
    require,
)
from rules.facts import TRAINEESHIP
from rules.programmes.roles import GRADUATE

BACHELOR, DOCTORAL, INTEGRATED = "bachelor", "doctoral", "integrated"

_SECOND_YEAR = "study.minimum_year"


def cycle_name(cycle: object) -> Text:
    """Return a cycle as people call it: "bachelor's studies"."""
    return Text(f"rules.cycle.{cycle}")


def spared_graduate(case: Case, programme: str) -> bool:
    """Return whether this is a graduate, of whom enrolment is not asked and never fails.

    Only a traineeship is open to graduates. Elsewhere the role fails by itself, so a role that
    nobody told is not taken for a graduate's: what does fail is then named as the reason.
    """
    if programme == TRAINEESHIP:
        return case.role == GRADUATE
    return case.was_told("role", GRADUATE)


def registered(programme: str, source: str = "ub-outgoing/outgoing-students") -> Condition:
    """Require a student who is registered at the University of Belgrade."""

    def judge(case: Case) -> ConditionResult:
        return require(spared_graduate(case, programme) or case.is_true("registered"))

    return Condition(f"{programme}.registered", ("role", "registered"), source, judge, "registered")


def _degree_programme(case: Case) -> ConditionResult:
    return require(case.is_true("degree_programme"))


def degree_programme(programme: str, source: str) -> Condition:
    """Require studies that lead to a recognised degree or qualification."""
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


def _second_year(
    programme: str, first_year_bachelor: ConditionResult
) -> Callable[[Case], ConditionResult]:
    def judge(case: Case) -> ConditionResult:
        if spared_graduate(case, programme) or case.cycle not in (BACHELOR, INTEGRATED):
            return HOLDS
        if case.number("year") >= case.numbers.whole(_SECOND_YEAR):
            return HOLDS
        return first_year_bachelor if case.cycle == BACHELOR else depends("integrated")

    return judge


def second_year(programme: str, source: str) -> Condition:
    """Require the second year of first-cycle students."""
    return Condition(
        f"{programme}.second_year",
        ("role", "cycle", "year"),
        source,
        _second_year(programme, FAILS),
        "second_year",
        parameters=(_SECOND_YEAR,),
        values=_year_values,
    )


def second_year_unclear(programme: str, source: str, words: str) -> Condition:
    """Leave the second year open: a general sentence asks for it, the programme does not."""
    return Condition(
        f"{programme}.second_year",
        ("role", "cycle", "year"),
        source,
        _second_year(programme, DEPENDS),
        words,
        parameters=(_SECOND_YEAR,),
        values=_year_values,
    )


def _cycle_values(told: Told) -> Mapping[str, Value]:
    names = ("cycle", "mobility_cycle")
    return {name: cycle_name(told.facts[name]) for name in names if name in told.facts}


def current_cycle(programme: str, source: str) -> Condition:
    """Return the mobility belongs to the cycle in which the student is enrolled when applying."""

    def judge(case: Case) -> ConditionResult:
        if spared_graduate(case, programme):
            return HOLDS
        return require(case.cycle == case.text("mobility_cycle"))

    return Condition(
        f"{programme}.current_cycle",
        ("role", "cycle", "mobility_cycle"),
        source,
        judge,
        "current_cycle",
        values=_cycle_values,
    )


def doctoral(programme: str, source: str) -> Condition:
    """Require a doctoral student."""

    def judge(case: Case) -> ConditionResult:
        return require(spared_graduate(case, programme) or case.cycle == DOCTORAL)

    return Condition(
        f"{programme}.doctoral",
        ("role", "cycle"),
        source,
        judge,
        "doctoral",
        values=_cycle_values,
    )
