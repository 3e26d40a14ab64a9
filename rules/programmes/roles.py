"""Who a programme is for. Being somebody else is one reason, whatever else is told."""

from collections.abc import Mapping

from locales import Value
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
from rules.facts import STAFF_PROGRAMMES, STUDENT_PROGRAMMES, TRAINEESHIP, TRAINING
from rules.wording import programme_names

STUDENT, GRADUATE = "student", "graduate"
TEACHER, ASSISTANT = "teacher", "assistant"
RESEARCHER, ADMINISTRATIVE = "researcher", "administrative"

# What each role can look at instead: the programmes whose role condition does not fail.
OPEN_TO: Mapping[str, tuple[str, ...]] = {
    STUDENT: STUDENT_PROGRAMMES,
    GRADUATE: (TRAINEESHIP,),
    TEACHER: STAFF_PROGRAMMES,
    ASSISTANT: STAFF_PROGRAMMES,
    RESEARCHER: STAFF_PROGRAMMES,
    ADMINISTRATIVE: (TRAINING,),
}


# The staff programmes of researchers have a section of their own.
FOR_RESEARCHERS: Mapping[str, str] = {RESEARCHER: "ub-outgoing/research-staff"}


def _values(told: Told) -> Mapping[str, Value]:
    role = told.facts.get("role")
    return {"open": programme_names(OPEN_TO[str(role)])} if role in OPEN_TO else {}


def _is_student(case: Case) -> ConditionResult:
    if case.role == STUDENT:
        return HOLDS
    return fails("graduate") if case.role == GRADUATE else FAILS


def _is_student_or_graduate(case: Case) -> ConditionResult:
    return HOLDS if case.role in (STUDENT, GRADUATE) else FAILS


def _may_teach(case: Case) -> ConditionResult:
    """Admit professors and scientific staff of institutes to STA; leave assistants open."""
    if case.role in (TEACHER, RESEARCHER):
        return HOLDS
    if case.role == ASSISTANT:
        return DEPENDS
    return fails("administrative") if case.role == ADMINISTRATIVE else FAILS


def _may_train(case: Case) -> ConditionResult:
    """Admit scientific and administrative staff to STT; leave teachers and assistants open."""
    if case.role in (RESEARCHER, ADMINISTRATIVE):
        return HOLDS
    if case.role == TEACHER:
        return depends("teacher")
    return DEPENDS if case.role == ASSISTANT else FAILS


def students_only(programme: str, source: str) -> Condition:
    """Require a student."""
    return Condition(
        f"{programme}.role", ("role",), source, _is_student, "role_student", values=_values
    )


def students_and_graduates(programme: str, source: str) -> Condition:
    """Require a student or a recent graduate."""
    return Condition(
        f"{programme}.role",
        ("role",),
        source,
        _is_student_or_graduate,
        "role_student_or_graduate",
        values=_values,
    )


def teaching_staff(programme: str, source: str) -> Condition:
    """Require staff who may go to teach (STA)."""
    return Condition(
        f"{programme}.role",
        ("role",),
        source,
        _may_teach,
        "role_teaching",
        values=_values,
        source_by_role=FOR_RESEARCHERS,
    )


def training_staff(programme: str, source: str) -> Condition:
    """Require staff who may go to train (STT)."""
    return Condition(
        f"{programme}.role",
        ("role",),
        source,
        _may_train,
        "role_training",
        values=_values,
        source_by_role=FOR_RESEARCHERS,
    )
