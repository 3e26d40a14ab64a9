"""How long a stay may be, and how long all stays of a cycle together."""

from collections.abc import Callable, Mapping

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
    require,
)
from rules.duration import MONTH, NO_STAY, Stay
from rules.facts import SHORT_PHD
from rules.programmes.enrolment import DOCTORAL, INTEGRATED, spared_graduate
from rules.wording import length, months, semesters, up_to

_CYCLE_MONTHS, _CYCLE_SEMESTERS = "cycle.maximum_months", "cycle.maximum_semesters"
_SEMESTER, _DOCTORAL = "study.minimum_semesters", "study.doctoral_minimum_months"
_TRAINEESHIP = "traineeship.minimum_months"


def _length_values(told: Told) -> dict[str, Value]:
    return {"length": told.length("duration")} if "duration" in told.stays else {}


# --- study ------------------------------------------------------------------------------------


def _study_values(told: Told) -> Mapping[str, Value]:
    least = told.numbers.whole(_DOCTORAL)
    return {
        **_length_values(told),
        "semesters": semesters(told.numbers.whole(_SEMESTER)),
        "months": months(least),
        "under_months": up_to("months", least),
    }


def _study_duration(case: Case) -> ConditionResult:
    stay = case.stay("duration")
    if stay.semesters:
        return FAILS if stay.semesters < case.numbers.whole(_SEMESTER) else HOLDS
    if stay.days < case.numbers.days(_DOCTORAL):
        # The source gives a term no length, so one this short cannot be refused outright. Nobody is
        # asked about the term here: only who says so on their own is told that it depends.
        return depends("term_length") if case.was_told("covers_term", True) else fails("too_short")
    if case.cycle == DOCTORAL:
        return HOLDS
    return HOLDS if case.is_true("covers_term") else fails("no_term")


def study_duration(programme: str, source: str) -> Condition:
    """Require a semester or an academic term at least.

    For doctoral students two months are enough.
    """
    return Condition(
        f"{programme}.duration",
        ("duration", "cycle", "covers_term"),
        source,
        _study_duration,
        "study_duration",
        parameters=(_SEMESTER, _DOCTORAL),
        values=_study_values,
    )


# --- traineeship ------------------------------------------------------------------------------


def _traineeship_values(told: Told) -> Mapping[str, Value]:
    least = told.numbers.whole(_TRAINEESHIP)
    return {
        **_length_values(told),
        "months": months(least),
        "under_months": up_to("months", least),
    }


def _traineeship_duration(case: Case) -> ConditionResult:
    stay = case.stay("duration")
    if stay.semesters:
        return DEPENDS
    return require(stay.days >= case.numbers.days(_TRAINEESHIP))


def traineeship_duration(programme: str, source: str) -> Condition:
    """Require two months at least."""
    return Condition(
        f"{programme}.duration",
        ("duration",),
        source,
        _traineeship_duration,
        "traineeship_duration",
        parameters=(_TRAINEESHIP,),
        values=_traineeship_values,
    )


# --- stays from so many to so many days ---------------------------------------------------------


def days_between(
    programme: str, source: str, words: str, *, least: str, most: str, longer: str | None = None
) -> Condition:
    """Require a stay from `least` to `most` days; a semester is longer than that.

    Args:
        programme: whose condition it is.
        source: where it stands.
        words: which messages say it.
        least: the parameter of the shortest stay.
        most: the parameter of the longest stay.
        longer: the parameter, in months, from which another kind of mobility begins; it is told,
            not compared with.
    """

    def values(told: Told) -> Mapping[str, Value]:
        numbers = told.numbers
        found: dict[str, Value] = {
            **_length_values(told),
            "least": numbers.whole(least),
            "most": up_to("days", numbers.whole(most)),
        }
        if longer is not None:
            found["longer"] = up_to("months", numbers.whole(longer))
        return found

    def judge(case: Case) -> ConditionResult:
        stay = case.stay("duration")
        if stay.semesters:
            return FAILS
        return require(case.numbers.days(least) <= stay.days <= case.numbers.days(most))

    return Condition(
        f"{programme}.duration",
        ("duration",),
        source,
        judge,
        words,
        parameters=(least, most),
        values=values,
    )


# --- twelve months in a cycle -------------------------------------------------------------------


def twelve_months(programme: str, alone: str | None = None) -> Condition:
    """Allow twelve months of physical mobility in a cycle, whatever the number and kind of stays.

    Args:
        programme: whose condition it is.
        alone: the parameter that bounds one stay of this kind; being over either is one reason.
    """
    source = "ub-outgoing/maximum-duration"
    return Condition(
        f"{programme}.twelve_months",
        ("role", "cycle", "duration", "used"),
        source,
        _within(programme, alone),
        "twelve_months",
        parameters=(
            (_CYCLE_MONTHS, _CYCLE_SEMESTERS)
            if alone is None
            else (_CYCLE_MONTHS, _CYCLE_SEMESTERS, alone)
        ),
        values=_cap_values(alone),
        wording=_cap_wording(alone),
    )


def _within(programme: str, alone: str | None) -> Callable[[Case], ConditionResult]:
    def judge(case: Case) -> ConditionResult:
        planned, used = case.stay("duration"), case.stay("used")
        together = Stay(planned.days + used.days, planned.semesters + used.semesters)
        most_days = case.numbers.days(_CYCLE_MONTHS)
        most_semesters = case.numbers.whole(_CYCLE_SEMESTERS)
        over = together.days > most_days or together.semesters > most_semesters
        over = over or (alone is not None and planned.days > case.numbers.days(alone))
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


def _in_integrated_studies(case: Case, programme: str) -> bool:
    """Return whether the cycle is one whose limit the source leaves open.

    Short PhD mobility is not open to them, so there a cycle that nobody told is not taken for one.
    """
    if spared_graduate(case, programme):
        return False
    if programme == SHORT_PHD:
        return case.was_told("cycle", INTEGRATED)
    return case.cycle == INTEGRATED


def _longest(told: Told, alone: str | None) -> int:
    """Return the longest that one stay of this kind may be, in days."""
    most = told.numbers.days(_CYCLE_MONTHS)
    return most if alone is None else min(most, told.numbers.days(alone))


def _cap_values(alone: str | None) -> Callable[[Told], Mapping[str, Value]]:
    def values(told: Told) -> Mapping[str, Value]:
        planned, used = told.stays.get("duration", NO_STAY), told.stays.get("used", NO_STAY)
        most = told.numbers.days(_CYCLE_MONTHS)
        together = Stay(planned.days + used.days, planned.semesters + used.semesters)
        in_semesters = bool(planned.semesters or used.semesters) and not together.days
        longest = _longest(told, alone)
        return {
            "months": length(Stay(most, 0)),
            "of_months": _limit(most),
            "longest": length(Stay(longest, 0)),
            "over_longest": _limit(longest),
            "planned": told.length("duration"),
            "used": told.length("used"),
            "together": _sum(planned, used),
            "left": _left(told, used, in_semesters, alone),
        }

    return values


def _limit(days: int) -> Text:
    """Return the limit after "over": in months where it is whole months."""
    return length(Stay(days, 0)) if days % MONTH else up_to("months", days // MONTH)


def _sum(planned: Stay, used: Stay) -> Text:
    if planned.days + used.days and planned.semesters + used.semesters:
        return Text("rules.plus", {"one": length(used), "other": length(planned)})
    return length(Stay(planned.days + used.days, planned.semesters + used.semesters))


def _left(told: Told, used: Stay, in_semesters: bool, alone: str | None) -> Text:
    if in_semesters:
        return semesters(max(0, told.numbers.whole(_CYCLE_SEMESTERS) - used.semesters))
    left = told.numbers.days(_CYCLE_MONTHS) - used.days
    return length(Stay(max(0, min(left, _longest(told, alone))), 0))


def _cap_wording(alone: str | None) -> Callable[[Told, ConditionResult], str]:
    """Name the stay that is over: the one planned, those used, or both together."""

    def wording(told: Told, finding: ConditionResult) -> str:
        if finding.wording != FAILS.wording:
            return finding.wording
        planned, used = told.stays.get("duration", NO_STAY), told.stays.get("used", NO_STAY)
        most_semesters = told.numbers.whole(_CYCLE_SEMESTERS)
        # Against days alone, as many semesters as fit leave it open whether anything is left.
        semesters_left = most_semesters - used.semesters
        if semesters_left < 0 or (semesters_left == 0 and planned.semesters):
            return "used_up"
        if used.days >= told.numbers.days(_CYCLE_MONTHS):
            return "used_up"
        if planned.days > _longest(told, alone) or planned.semesters > most_semesters:
            return "alone"
        return "mixed" if planned.days and used.semesters else "together"

    return wording
