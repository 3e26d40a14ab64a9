"""How long all stays of one cycle may be together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from locales import Text, Value
from rules.condition import (
    CAP,
    FAILS,
    HOLDS,
    Bounds,
    Case,
    Condition,
    ConditionResult,
    Told,
    depends,
)
from rules.duration import MONTH, NO_STAY, Stay
from rules.parameter import Parameter
from rules.programmes.enrolment import INTEGRATED
from rules.programmes.specification import Programmed, Specification, spared_graduate
from rules.wording import length, semesters, up_to


@dataclass(frozen=True, slots=True)
class _Cap:
    """What one cycle allows.

    Attributes:
        months: the parameter of its months.
        semesters: the parameter of the semesters that fit into them.
        alone: the parameter that bounds one stay of this kind; being over either is one reason.
    """

    months: str
    semesters: str
    alone: str | None


def total_in_cycle(given: Specification) -> Condition:
    """Allow so much physical mobility in a cycle, whatever the number and kind of stays.

    `months` and `semesters` are the most of all together, `alone` the most of one stay in months.
    `earlier` says that the source counts earlier Erasmus+ and Erasmus Mundus mobility by name.
    """
    cap = _Cap(
        given.parameter("months", "month"),
        given.parameter("semesters", "semester"),
        given.optional_parameter("alone", "month"),
    )
    earlier = given.truth("earlier")
    rule = "rule" if earlier else "rule.plain"
    if cap.alone is not None and _is_shorter(given.programme.parameters, cap.alone, cap.months):
        rule = "single" if earlier else "single.plain"
    bounds: dict[str, Bounds] = {CAP: (cap.months, cap.semesters)}
    if cap.alone is not None:
        bounds["duration"] = (None, cap.alone)
    return given.condition(
        ("role", "cycle", "duration", "used"),
        _within(cap, given.programme),
        words="twelve_months",
        values=_values(cap),
        wording=_wording(cap),
        bounds=bounds,
        rule=rule,
    )


def _is_shorter(parameters: Mapping[str, Parameter], alone: str, months: str) -> bool:
    """Return whether one stay may not be as long as all of a cycle together."""
    single, all_together = (
        {value.value for value in parameters[name].values} for name in (alone, months)
    )
    return single != all_together


def _within(cap: _Cap, programme: Programmed) -> Callable[[Case], ConditionResult]:
    def judge(case: Case) -> ConditionResult:
        planned, used = case.stay("duration"), case.stay("used")
        together = Stay(planned.days + used.days, planned.semesters + used.semesters)
        most_days = case.numbers.days(cap.months)
        most_semesters = case.numbers.whole(cap.semesters)
        over = together.days > most_days or together.semesters > most_semesters
        over = over or (cap.alone is not None and planned.days > case.numbers.days(cap.alone))
        mixed = bool(together.days and together.semesters)
        if not over and not mixed:
            return HOLDS
        if _in_integrated_studies(case, programme):
            return depends("integrated" if over else "mixed_units")
        # A semester beside twelve months in days is over them, however short it is.
        if over or together.days >= most_days:
            return FAILS
        return depends("mixed_units")

    return judge


def _in_integrated_studies(case: Case, programme: Programmed) -> bool:
    """Return whether the cycle is one whose limit the source leaves open.

    Where the programme is not open to them, a cycle that nobody told is not taken for one.
    """
    if spared_graduate(case, programme.kind):
        return False
    if programme.cycles is not None and INTEGRATED not in programme.cycles:
        return case.was_told("cycle", INTEGRATED)
    return case.cycle == INTEGRATED


def _longest(told: Told, cap: _Cap) -> int:
    """Return the longest that one stay of this kind may be, in days."""
    most = told.numbers.days(cap.months)
    return most if cap.alone is None else min(most, told.numbers.days(cap.alone))


def _values(cap: _Cap) -> Callable[[Told], Mapping[str, Value]]:
    def values(told: Told) -> Mapping[str, Value]:
        planned, used = told.stays.get("duration", NO_STAY), told.stays.get("used", NO_STAY)
        most = told.numbers.days(cap.months)
        together = Stay(planned.days + used.days, planned.semesters + used.semesters)
        in_semesters = bool(planned.semesters or used.semesters) and not together.days
        longest = _longest(told, cap)
        return {
            "months": length(Stay(most, 0)),
            "of_months": _limit(most),
            "longest": length(Stay(longest, 0)),
            "planned": told.length("duration"),
            "used": told.length("used"),
            "together": _sum(planned, used),
            "left": _left(told, used, in_semesters, cap),
        }

    return values


def _limit(days: int) -> Text:
    """Return the limit after "over": in months where it is whole months."""
    return length(Stay(days, 0)) if days % MONTH else up_to("months", days // MONTH)


def _sum(planned: Stay, used: Stay) -> Text:
    if planned.days + used.days and planned.semesters + used.semesters:
        return Text("rules.plus", {"one": length(used), "other": length(planned)})
    return length(Stay(planned.days + used.days, planned.semesters + used.semesters))


def _left(told: Told, used: Stay, in_semesters: bool, cap: _Cap) -> Text:
    if in_semesters:
        return semesters(max(0, told.numbers.whole(cap.semesters) - used.semesters))
    left = told.numbers.days(cap.months) - used.days
    return length(Stay(max(0, min(left, _longest(told, cap))), 0))


def _wording(cap: _Cap) -> Callable[[Told, ConditionResult], str]:
    """Name the stay that is over: the one planned, those used, or both together."""

    def wording(told: Told, finding: ConditionResult) -> str:
        if finding.wording != FAILS.wording:
            return finding.wording
        planned, used = told.stays.get("duration", NO_STAY), told.stays.get("used", NO_STAY)
        most_semesters = told.numbers.whole(cap.semesters)
        # Against days alone, as many semesters as fit leave it open whether anything is left.
        semesters_left = most_semesters - used.semesters
        if semesters_left < 0 or (semesters_left == 0 and planned.semesters):
            return "used_up"
        if used.days >= told.numbers.days(cap.months):
            return "used_up"
        if planned.semesters > most_semesters:
            return "alone"
        if planned.days > _longest(told, cap):
            of_a_cycle = _longest(told, cap) == told.numbers.days(cap.months)
            return "alone" if of_a_cycle else "too_long"
        return "mixed" if planned.days and used.semesters else "together"

    return wording
