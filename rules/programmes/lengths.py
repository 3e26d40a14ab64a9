"""How long a stay may be, by its kind."""

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
    require,
)
from rules.programme import ProgrammeKind
from rules.programmes.enrolment import DOCTORAL
from rules.programmes.specification import Specification
from rules.wording import length_of, months, semesters, up_to


def _length_values(told: Told) -> dict[str, Value]:
    return {"length": told.length("duration")} if "duration" in told.stays else {}


def study_duration(given: Specification) -> Condition:
    """Require a semester or an academic term at least; doctoral students may go for less.

    `semesters` is the shortest stay in semesters, `doctoral` that of doctoral students in months.
    """
    semester = given.parameter("semesters", "semester")
    least = given.parameter("doctoral", "month")

    def judge(case: Case) -> ConditionResult:
        stay = case.stay("duration")
        if stay.semesters:
            return FAILS if stay.semesters < case.numbers.whole(semester) else HOLDS
        if stay.days < case.numbers.days(least):
            # The source gives a term no length, so one this short cannot be refused outright.
            # Nobody is asked about the term here: only who says so on their own is told that it
            # depends.
            short = case.was_told("covers_term", True)
            return depends("term_length") if short else fails("too_short")
        if case.cycle == DOCTORAL:
            return HOLDS
        return HOLDS if case.is_true("covers_term") else fails("no_term")

    def values(told: Told) -> Mapping[str, Value]:
        fewest = told.numbers.whole(least)
        return {
            **_length_values(told),
            "semesters": semesters(told.numbers.whole(semester)),
            "months": months(fewest),
            "under_months": up_to("months", fewest),
        }

    return given.condition(
        ("duration", "cycle", "covers_term"),
        judge,
        words="study_duration",
        values=values,
        bounds={"duration": (least, None)},
        identity="duration",
    )


def minimum_duration(given: Specification) -> Condition:
    """Require so many months or days at least: `least`.

    How long a semester is no source says: where `semesters` names the fewest, so many suffice,
    otherwise a stay in semesters is left open.
    """
    least = given.parameter_of("least", ("month", "day"))
    fewest = given.optional_parameter("semesters", "semester")

    def judge(case: Case) -> ConditionResult:
        stay = case.stay("duration")
        if stay.semesters:
            if fewest is None:
                return DEPENDS
            return require(stay.semesters >= case.numbers.whole(fewest))
        return require(stay.days >= case.numbers.days(least))

    def values(told: Told) -> Mapping[str, Value]:
        unit, number = told.numbers[least].unit, told.numbers.whole(least)
        return {
            **_length_values(told),
            "months": length_of(unit, number)
            if fewest is None
            else Text(
                "rules.minimum_duration.or",
                {
                    "one": length_of(unit, number),
                    "other": semesters(told.numbers.whole(fewest)),
                },
            ),
            "under_months": up_to(f"{unit}s", number),
        }

    return given.condition(
        ("duration",),
        judge,
        words="minimum_duration",
        values=values,
        bounds={"duration": (least, None)},
        identity="duration",
    )


def maximum_duration(given: Specification) -> Condition:
    """Allow so many months or days at most: `most`.

    How long a semester is no source says: where `semesters` names the most, so many are within
    it, otherwise a stay in semesters is left open.
    """
    most = given.parameter_of("most", ("month", "day"))
    in_semesters = given.optional_parameter("semesters", "semester")

    def judge(case: Case) -> ConditionResult:
        stay = case.stay("duration")
        if stay.semesters:
            if in_semesters is None:
                return DEPENDS
            return require(stay.semesters <= case.numbers.whole(in_semesters))
        return require(stay.days <= case.numbers.days(most))

    def values(told: Told) -> Mapping[str, Value]:
        longest = length_of(told.numbers[most].unit, told.numbers.whole(most))
        if in_semesters is not None:
            other = semesters(told.numbers.whole(in_semesters))
            longest = Text("rules.minimum_duration.or", {"one": longest, "other": other})
        return {**_length_values(told), "longest": longest}

    return given.condition(
        ("duration",),
        judge,
        words="maximum_duration",
        values=values,
        bounds={"duration": (None, most)},
    )


def days_between(given: Specification) -> Condition:
    """Require a stay from `least` to `most` days; a semester is longer than that.

    `longer` is a number of months from which another kind of mobility begins; it is told, not
    compared with.
    """
    least, most = given.parameter("least", "day"), given.parameter("most", "day")
    longer = given.told_parameter("longer", "month")
    of_staff = given.programme.kind is ProgrammeKind.STAFF

    def judge(case: Case) -> ConditionResult:
        stay = case.stay("duration")
        if stay.semesters:
            return FAILS
        return require(case.numbers.days(least) <= stay.days <= case.numbers.days(most))

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

    return given.condition(
        ("duration",),
        judge,
        words="staff_duration" if of_staff else "days_between",
        values=values,
        bounds={"duration": (least, most)},
        identity="duration",
    )
