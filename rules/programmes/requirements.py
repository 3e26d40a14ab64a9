"""What a programme asks of the stay and of the person, beside who they are and for how long."""

from collections.abc import Mapping
from decimal import Decimal

from locales import Value
from rules.condition import HOLDS, Case, Condition, ConditionResult, Told, require
from rules.programmes.roles import GRADUATE
from rules.programmes.specification import Specification
from rules.wording import ects_of, hours_of, up_to

_ACTIVITIES = ("teaching", "training")


def _true(given: Specification, fact: str) -> Condition:
    def judge(case: Case) -> ConditionResult:
        return require(case.is_true(fact))

    return given.condition((fact,), judge, words=fact)


def through_faculty(given: Specification) -> Condition:
    """Require a faculty that takes part and nominates; students do not apply by themselves."""
    return _true(given, "through_faculty")


def virtual_part(given: Specification) -> Condition:
    """Require a programme of which a part is online."""
    return _true(given, "virtual_part")


def contract(given: Specification) -> Condition:
    """Require a work contract in force with the institution."""
    return _true(given, "contract")


def host_agreement(given: Specification) -> Condition:
    """Require an agreement with the host on what is done there, such as one on the training."""
    return _true(given, "host_agreement")


def minimum_ects(given: Specification) -> Condition:
    """Require a mobility that itself gives enough credits: `least`."""
    least = given.parameter("least", "ects")

    def judge(case: Case) -> ConditionResult:
        return require(case.number("ects") >= case.numbers.number(least))

    def values(told: Told) -> Mapping[str, Value]:
        return {
            "least": ects_of(told.numbers.number(least)),
            "programme": given.programme.named,
            **{name: ects_of(value) for name, value in told.numbered("ects").items()},
        }

    return given.condition(
        ("ects",), judge, words="ects", values=values, bounds={"ects": (least, None)}
    )


def earned_ects(given: Specification) -> Condition:
    """Require enough credits won in the studies before the mobility: `least`."""
    least = given.parameter("least", "ects")

    def judge(case: Case) -> ConditionResult:
        return require(case.number("earned_ects") >= case.numbers.number(least))

    def values(told: Told) -> Mapping[str, Value]:
        counted = {name: ects_of(value) for name, value in told.numbered("earned_ects").items()}
        return {"least": ects_of(told.numbers.number(least)), **counted}

    return given.condition(
        ("earned_ects",),
        judge,
        words="earned_ects",
        values=values,
        bounds={"earned_ects": (least, None)},
    )


def minimum_average(given: Specification) -> Condition:
    """Require a grade average of so much at least: `least`."""
    least = given.parameter("least", "number")

    def judge(case: Case) -> ConditionResult:
        return require(case.number("average") >= case.numbers.number(least))

    def values(told: Told) -> Mapping[str, Value]:
        return {"least": told.numbers.number(least), **told.numbered("average")}

    return given.condition(
        ("average",), judge, words="average", values=values, bounds={"average": (least, None)}
    )


def minimum_hours(given: Specification) -> Condition:
    """Require enough hours of an `activity`, teaching or training: `least`."""
    least = given.parameter("least", "hour")
    activity = given.choice("activity", _ACTIVITIES)

    def judge(case: Case) -> ConditionResult:
        return require(case.number("hours") >= case.numbers.number(least))

    def values(told: Told) -> Mapping[str, Value]:
        found: dict[str, Value] = {"least": hours_of(told.numbers.number(least))}
        planned = told.facts.get("hours")
        if isinstance(planned, int | Decimal):
            found["told"] = hours_of(planned)
        return found

    return given.condition(
        ("hours",),
        judge,
        words=f"hours_{activity}",
        values=values,
        bounds={"hours": (least, None)},
    )


def applied_while_enrolled(given: Specification) -> Condition:
    """Require of a graduate to have been enrolled at the institution when applying."""

    def judge(case: Case) -> ConditionResult:
        return require(case.role != GRADUATE or case.is_true("applied_while_enrolled"))

    return given.condition(
        ("role", "applied_while_enrolled"), judge, words="applied_while_enrolled"
    )


def within_year(given: Specification) -> Condition:
    """Require of a graduate a stay within so many years after the studies: `years`."""
    years = given.parameter("years", "year")

    def judge(case: Case) -> ConditionResult:
        return require(case.role != GRADUATE or case.is_true("within_year"))

    def values(told: Told) -> Mapping[str, Value]:
        return {"years": up_to("years", told.numbers.whole(years))}

    return given.condition(("role", "within_year"), judge, words="within_year", values=values)


def before_project_end(given: Specification) -> Condition:
    """Require of a graduate an end before that of the project that funds the stay."""

    def judge(case: Case) -> ConditionResult:
        return HOLDS if case.role != GRADUATE else require(case.is_true("before_project_end"))

    return given.condition(("role", "before_project_end"), judge, words="before_project_end")
