"""Where and in what a student is enrolled. Of a graduate none of this is asked, and none fails."""

from collections.abc import Mapping

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
from rules.facts import CYCLES
from rules.programmes.specification import Specification, spared_graduate

BACHELOR, DOCTORAL, INTEGRATED = "bachelor", "doctoral", "integrated"


def cycle_name(cycle: object) -> Text:
    """Return a cycle as people call it: "bachelor's studies"."""
    return Text(f"rules.cycle.{cycle}")


def registered(given: Specification) -> Condition:
    """Require a student who is registered at the institution."""
    kind = given.programme.kind

    def judge(case: Case) -> ConditionResult:
        return require(spared_graduate(case, kind) or case.is_true("registered"))

    return given.condition(("role", "registered"), judge, words="registered")


def degree_programme(given: Specification) -> Condition:
    """Require studies that lead to a recognised degree or qualification."""

    def judge(case: Case) -> ConditionResult:
        return require(case.is_true("degree_programme"))

    return given.condition(("degree_programme",), judge, words="degree_programme")


def minimum_year(given: Specification) -> Condition:
    """Require a year of study of first-cycle students; integrated studies leave it open.

    `least` is the year; `unclear` leaves it open for the first cycle too, where a general sentence
    asks for it and the one on the programme does not. `cycles` names other cycles than the first
    of which the year is asked, and settles it for them.
    """
    least, unclear = given.parameter("least", "ordinal"), given.truth("unclear")
    cycles = given.choices("cycles", CYCLES, default=())
    if cycles and unclear:
        message = "cycles says of whom the year is asked, so it cannot be unclear; leave one out"
        raise given.document.error((*given.path, "unclear"), message)
    kind = given.programme.kind
    too_early = DEPENDS if unclear else FAILS
    words = "minimum_year_unclear" if unclear else "second_year"
    if cycles:
        words = "minimum_year_of_cycles"

    def judge(case: Case) -> ConditionResult:
        if spared_graduate(case, kind) or case.cycle not in (cycles or (BACHELOR, INTEGRATED)):
            return HOLDS
        if case.number("year") >= case.numbers.whole(least):
            return HOLDS
        return too_early if cycles or case.cycle == BACHELOR else depends("integrated")

    def values(told: Told) -> Mapping[str, Value]:
        found: dict[str, Value] = {"year": Ordinal(told.numbers.whole(least))}
        if cycles:
            found["cycles"] = tuple(map(cycle_name, cycles))
        year = told.facts.get("year")
        if isinstance(year, int):
            found["told"] = Ordinal(year)
        return found

    return given.condition(
        ("role", "cycle", "year"),
        judge,
        words=words,
        values=values,
        bounds={"year": (least, None)},
    )


def _cycle_values(told: Told) -> dict[str, Value]:
    names = ("cycle", "mobility_cycle")
    return {name: cycle_name(told.facts[name]) for name in names if name in told.facts}


def current_cycle(given: Specification) -> Condition:
    """Require a mobility within the cycle in which the student is enrolled when applying."""
    kind = given.programme.kind

    def judge(case: Case) -> ConditionResult:
        if spared_graduate(case, kind):
            return HOLDS
        return require(case.cycle == case.text("mobility_cycle"))

    return given.condition(
        ("role", "cycle", "mobility_cycle"), judge, words="current_cycle", values=_cycle_values
    )


def cycle(given: Specification) -> Condition:
    """Require one of the cycles that the programme is open to: `allowed`."""
    allowed = given.choices("allowed", CYCLES)
    kind = given.programme.kind

    def judge(case: Case) -> ConditionResult:
        return require(spared_graduate(case, kind) or case.cycle in allowed)

    def values(told: Told) -> Mapping[str, Value]:
        return {"cycles": tuple(map(cycle_name, allowed)), **_cycle_values(told)}

    return given.condition(("role", "cycle"), judge, words="cycle", values=values)
