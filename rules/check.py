"""Checking a person's facts against the conditions of a programme."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from locales import Text
from rules.completions import possible_values
from rules.condition import CaseValue, Condition, ConditionResult, Level, Numbers, Told
from rules.diagram import Diagrams, Values
from rules.duration import DateRange, Days, Duration, Months, Semesters, Stay, long_stay, short_stay
from rules.evaluation import Evaluation, Table
from rules.facts import UNKNOWN, Facts, KnownFact, Unknown
from rules.not_modelled import not_modelled
from rules.programme import Programme
from rules.staleness import stale_note
from rules.verdict import Note, Outcome, Reason, StatedCondition, Verdict
from rules.wording import NAMING_WHOM_TO_ASK, fact_questions

_OUTCOMES: Mapping[Level, Outcome] = {
    Level.HOLDS: "eligible",
    Level.DEPENDS: "depends",
    Level.FAILS: "not_eligible",
}
_LEVEL_NAMES: Final[Mapping[Level, Literal["fails", "depends"]]] = {
    Level.FAILS: "fails",
    Level.DEPENDS: "depends",
}


def check(programme: Programme, facts: Facts, numbers: Numbers, on: date) -> Verdict:
    """Judge a programme's conditions on what is told.

    Args:
        programme: the conditions.
        facts: told and unknown facts; those that the programme does not use are ignored.
        numbers: the parameters in force.
        on: the day on which figures are fresh or stale.
    """
    told = tell(programme, facts, numbers)
    unknown = frozenset(fact for fact, value in facts.items() if value is UNKNOWN)
    values = open_values(programme, told)
    evaluation = Evaluation(programme.conditions, case_values(told), values, unknown, numbers)
    level = evaluation.outcome()
    notes = _notes(programme, numbers, on)
    if level is None:
        missing = evaluation.open_facts()
        return Verdict(
            programme.name,
            programme.institution.id,
            programme.title,
            "incomplete",
            reasons=(),
            missing=missing,
            would_change=(),
            not_modelled=(),
            notes=notes,
        )
    reasons, changes = explain(evaluation, level, told, unknown)
    return Verdict(
        programme=programme.name,
        institution=programme.institution.id,
        title=programme.title,
        outcome=_OUTCOMES[level],
        reasons=reasons,
        missing=(),
        would_change=changes,
        not_modelled=not_modelled(programme, told, level, [one.rule for one in reasons]),
        notes=notes,
    )


def holding(programme: Programme, facts: Facts, numbers: Numbers) -> tuple[StatedCondition, ...]:
    """Return the conditions that hold for sure, whatever is still missing or unknown.

    Args:
        programme: the conditions.
        facts: told and unknown facts.
        numbers: the parameters in force.
    """
    told = tell(programme, facts, numbers)
    diagrams = Diagrams(case_values(told), open_values(programme, told), numbers)
    role = told.facts.get("role")
    return tuple(
        _stated(one, told, role)
        for one in programme.conditions
        if diagrams.grow(one) == Level.HOLDS
    )


def tell(programme: Programme, facts: Facts, numbers: Numbers) -> Told:
    """Return the facts that a programme uses and that have values."""
    known: dict[str, KnownFact] = {}
    stays: dict[str, Stay] = {}
    for fact in programme.facts:
        value = facts.get(fact)
        if value is None or isinstance(value, Unknown):
            continue
        known[fact] = value
        if isinstance(value, Days | Months | Semesters | DateRange):
            stays[fact] = _stay(programme, fact, value)
    in_days = frozenset() if programme.counts_long else frozenset(("duration",))
    return Told(stays, known, numbers, in_days)


def _stay(programme: Programme, fact: str, duration: Duration) -> Stay:
    """Count a stay by its programme; what was used counts as long, whatever the programme."""
    count = long_stay if programme.counts_long or fact == "used" else short_stay
    return count(duration)


def case_values(told: Told) -> dict[str, CaseValue]:
    """Return told facts as conditions see them."""
    plain = {
        fact: value
        for fact, value in told.facts.items()
        if not isinstance(value, Days | Months | Semesters | DateRange)
    }
    return {**plain, **told.stays}


def open_values(programme: Programme, told: Told) -> Values:
    """Return values that stand for all that each fact not told could be."""
    unknown = [fact for fact in programme.facts if fact not in told.facts]
    return possible_values(programme, unknown, told.stays, told.numbers)


def explain(
    evaluation: Evaluation, level: Level, told: Told, unknown: frozenset[str]
) -> tuple[tuple[Reason, ...], tuple[Text, ...]]:
    """Return why the outcome is as it is, and what would have to be different."""
    if level is Level.HOLDS:
        return (), ()
    tables = evaluation.failing() if level is Level.FAILS else evaluation.unsettled()
    reasons: list[Reason] = []
    changes: list[Text] = []
    for table in tables:
        condition, finding = table.condition, table.sure
        if finding is None:
            text = _unsettled(table, told, unknown, level)
        else:
            text = _say(condition, told, condition.wording(told, finding))
            if level is Level.FAILS:
                changes.append(_change(condition, told, finding))
        source = condition.source_for(told.facts.get("role"))
        reasons.append(Reason(condition.id, _LEVEL_NAMES[level], text, source))
    return tuple(reasons), tuple(changes)


def _say(condition: Condition, told: Told, wording: str) -> Text:
    values = {**condition.named, **condition.values(told)}
    message = f"{condition.words}.{wording}"
    if condition.alone and message in NAMING_WHOM_TO_ASK:
        message = f"{message}_alone"
    return Text(f"rules.{message}", values)


def rule_of(condition: Condition, told: Told) -> Text:
    """Return what a condition asks for, and of which cycles alone."""
    rule = _say(condition, told, condition.rule)
    if not condition.cycles:
        return rule
    cycles = tuple(Text(f"rules.cycle.{one}") for one in condition.cycles)
    return Text("rules.of_cycles", {"rule": rule, "cycles": cycles})


def _change(condition: Condition, told: Told, finding: ConditionResult) -> Text:
    return _say(condition, told, f"{condition.wording(told, finding)}.change")


def _unsettled(table: Table, told: Told, unknown: frozenset[str], level: Level) -> Text:
    """Return a reason that hangs on facts that are not known."""
    rule = rule_of(table.condition, told)
    if level is Level.FAILS:
        return Text("rules.reason.together", {"rule": rule})
    open_facts = [fact for fact in table.condition.facts if fact in table.facts]
    not_known = [fact for fact in open_facts if fact in unknown] or open_facts
    return Text(
        "rules.reason.unknown",
        {"rule": rule, "facts": fact_questions(not_known, table.condition.named)},
    )


# The same for everybody who asks of a programme on a day.
@lru_cache(maxsize=256)
def _notes(programme: Programme, numbers: Numbers, on: date) -> tuple[Note, ...]:
    stale = stale_note([numbers[name] for name in programme.parameters], on)
    general = Note("rules.verdict.general")
    return (general,) if stale is None else (general, stale)


def state(
    programme: Programme, numbers: Numbers, role: object = None
) -> tuple[StatedCondition, ...]:
    """Return a programme's conditions in words, in the order of the source.

    Args:
        programme: which one.
        numbers: the parameters in force.
        role: whose sections are named, where the source has several.
    """
    nothing = Told({}, {}, numbers)
    return tuple(_stated(one, nothing, role) for one in programme.conditions)


def _stated(condition: Condition, told: Told, role: object) -> StatedCondition:
    return StatedCondition(
        condition.id,
        condition.facts,
        condition.parameters,
        condition.source_for(role),
        rule_of(condition, told),
        condition.quotes[condition.source_for(role)],
    )
