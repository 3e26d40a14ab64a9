"""Who a programme is for. Being somebody else is one reason, whatever else is told."""

from collections.abc import Mapping

from locales import Text, Value
from rules.condition import (
    DEPENDS,
    FAILS,
    HOLDS,
    Case,
    Condition,
    ConditionResult,
    Told,
    depends,
    fails,
)
from rules.facts import ROLES
from rules.programmes.specification import Specification

STUDENT, GRADUATE = "student", "graduate"
TEACHER, ASSISTANT = "teacher", "assistant"
RESEARCHER, ADMINISTRATIVE = "researcher", "administrative"


def role_names(roles: tuple[str, ...]) -> tuple[Text, ...]:
    """Return roles as people call them, as a list in a sentence."""
    return tuple(Text(f"rules.role_named.{role}") for role in roles)


def role(given: Specification) -> Condition:
    """Admit some roles, leave others open, and refuse the rest.

    `allowed` and `unclear` are roles; `worded_apart` are those whose reason has words of its own.
    """
    allowed = given.choices("allowed", ROLES)
    unclear = given.choices("unclear", ROLES, default=())
    apart = given.choices("worded_apart", ROLES, default=())

    def judge(case: Case) -> ConditionResult:
        if case.role in allowed:
            return HOLDS
        if case.role in unclear:
            return depends(case.role) if case.role in apart else DEPENDS
        return fails(case.role) if case.role in apart else FAILS

    def values(told: Told) -> Mapping[str, Value]:
        asked = told.facts.get("role")
        found: dict[str, Value] = {"roles": role_names(allowed)}
        if asked in ROLES:
            found["told"] = Text(f"rules.role_named.{asked}")
            found["open"] = given.open_to(str(asked))
        return found

    return given.condition(("role",), judge, words="role", values=values)
