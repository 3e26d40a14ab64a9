"""A second reading of the published conditions, apart from the engine and as plain as it can be.

For a complete set of facts (each fact of the programme has a value, or is "unknown": asked, and
the person does not know) it says of each condition whether it holds, fails or depends. Facts are
written as people send them (JSON values). The figures are typed here on purpose: this is a second
reading of them too.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

HOLDS = "holds"
FAILS = "fails"
DEPENDS = "depends"
UNKNOWN = "unknown"

Facts = Mapping[str, Any]
Results = dict[str, str]

# The facts that each programme reads.
FACTS_OF = {
    "study": [
        *("role", "registered", "degree_programme", "cycle", "year"),
        *("mobility_cycle", "duration", "covers_term", "used"),
    ],
    "short_phd": ["role", "registered", "cycle", "duration", "used"],
    "bip": [
        *("role", "registered", "cycle", "year", "duration"),
        *("virtual_part", "ects", "through_faculty", "used"),
    ],
    "traineeship": [
        *("role", "registered", "cycle", "year", "duration", "used"),
        *("applied_while_enrolled", "within_year", "before_project_end"),
    ],
    "teaching": ["role", "contract", "duration", "hours"],
    "training": ["role", "contract", "duration", "hours"],
}

TWO_MONTHS = 60
TWELVE_MONTHS = 360


def read(programme: str, facts: Facts) -> Results:
    """The result of each condition of the programme, by what the condition is about."""
    return _READINGS[programme](facts)


def verdict(results: Results) -> str:
    """The outcome of complete facts: a failing condition decides, then an open one."""
    if FAILS in results.values():
        return "not_eligible"
    if DEPENDS in results.values():
        return "depends"
    return "eligible"


# Durations


def in_days(duration: Mapping[str, Any], *, long_stay: bool) -> int:
    """Days of a duration that is not in semesters."""
    if "from" in duration:
        first = date.fromisoformat(duration["from"])
        last = date.fromisoformat(duration["to"])
        if long_stay:
            # A year of 360 days: months of 30, and a 31st is a 30th.
            years = (last.year - first.year) * 360
            months = (last.month - first.month) * 30
            return years + months + min(last.day, 30) - min(first.day, 30) + 1
        # A short or staff stay counts in calendar days, both ends included.
        return (last - first).days + 1
    # A month has 30 days.
    return duration.get("months", 0) * 30 + duration.get("days", 0)


def _semesters_and_days(duration: Any, *, long_stay: bool) -> tuple[int, int]:
    if duration == UNKNOWN:
        return 0, 0
    if "semesters" in duration:
        return duration["semesters"], 0
    return 0, in_days(duration, long_stay=long_stay)


def _total(duration: Any, used: Any, *, long_stay: bool) -> str:
    """Where `used` and `duration` together stand to twelve months: within, over or open."""
    planned_semesters, planned_days = _semesters_and_days(duration, long_stay=long_stay)
    # What was used counts by the 360-day rule.
    used_semesters, used_days = _semesters_and_days(used, long_stay=True)
    semesters = planned_semesters + used_semesters
    days = planned_days + used_days

    # One or two semesters are within twelve months by themselves, three or more are not.
    if semesters >= 3:
        return "over"
    # Exactly twelve months is allowed.
    if days > TWELVE_MONTHS:
        return "over"
    # Days or months that reach twelve months leave no room for a semester, nor for any stay.
    if days == TWELVE_MONTHS and semesters > 0:
        return "over"
    if duration == UNKNOWN and used_days == TWELVE_MONTHS:
        return "over"
    # The person cannot say how much.
    if UNKNOWN in (duration, used):
        return "open"
    # Semesters have no length in months, so they do not add to days or months.
    if semesters > 0 and days > 0:
        return "open"
    return "within"


# Conditions that several programmes share


def _true(value: Any) -> str:
    if value == UNKNOWN:
        return DEPENDS
    return HOLDS if value else FAILS


def _at_least(value: Any, least: int) -> str:
    if value == UNKNOWN:
        return DEPENDS
    return HOLDS if value >= least else FAILS


def _never_of_a_graduate(facts: Facts, result: str, *, may_go: bool) -> str:
    # Of a graduate `registered`, `cycle` and `year` never fail.
    if facts["role"] == "graduate":
        return HOLDS
    # Where graduates may go, whoever may be one cannot be refused by them; elsewhere the role is
    # refused anyway, and what fails besides is named.
    if facts["role"] == UNKNOWN and result == FAILS and may_go:
        return DEPENDS
    return result


def _student_only(role: str) -> str:
    # Staff fail on a student programme; a graduate can only do a traineeship.
    if role == UNKNOWN:
        return DEPENDS
    return HOLDS if role == "student" else FAILS


def _registered(facts: Facts, *, may_go: bool = False) -> str:
    return _never_of_a_graduate(facts, _true(facts["registered"]), may_go=may_go)


def _year(facts: Facts, first_year_bachelor: str, *, may_go: bool = False) -> str:
    cycle, year = facts["cycle"], facts["year"]
    # The year is a matter of bachelor and integrated studies.
    if cycle in ("master", "doctoral"):
        return HOLDS
    if year != UNKNOWN and year >= 2:
        return HOLDS
    # A bachelor student in year 1: the programme says.
    if cycle == "bachelor" and year == 1:
        return _never_of_a_graduate(facts, first_year_bachelor, may_go=may_go)
    # Integrated, year 1, depends; and so does what the person does not know.
    return _never_of_a_graduate(facts, DEPENDS, may_go=may_go)


def _cap(facts: Facts, *, long_stay: bool, open_to_integrated: bool = True) -> str:
    # The 12-month cap counts `used` and `duration` for every student programme.
    total = _total(facts["duration"], facts["used"], long_stay=long_stay)
    if total == "within":
        return HOLDS
    if total == "open":
        return DEPENDS
    # The cycle of a graduate is not asked.
    if facts["role"] == "graduate":
        return FAILS
    # Integrated studies: more than 12 months in total depends.
    if facts["cycle"] == "integrated" or (facts["cycle"] == UNKNOWN and open_to_integrated):
        return DEPENDS
    return FAILS


def _calendar_length(duration: Any, least: int, most: int) -> str:
    if duration == UNKNOWN:
        return DEPENDS
    # For short and staff stays a duration in semesters fails.
    if "semesters" in duration:
        return FAILS
    return HOLDS if least <= in_days(duration, long_stay=False) <= most else FAILS


# The six programmes


def _study_length(facts: Facts) -> str:
    duration, covers_term, cycle = facts["duration"], facts["covers_term"], facts["cycle"]
    if duration == UNKNOWN:
        return DEPENDS
    # One or more semesters satisfy it by themselves.
    if "semesters" in duration:
        return HOLDS
    if in_days(duration, long_stay=True) < TWO_MONTHS:
        # Under 2 months fails in every cycle; only where the term was told it depends.
        return DEPENDS if covers_term is True else FAILS
    # Doctoral: 2 months suffice.
    if cycle == "doctoral":
        return HOLDS
    # From 2 months on, the stay must cover a whole term.
    if covers_term is True:
        return HOLDS
    if UNKNOWN in (covers_term, cycle):
        return DEPENDS
    return FAILS


def _mobility_cycle(facts: Facts) -> str:
    # The cycle for which the mobility is planned is the cycle enrolled in.
    cycle, planned = facts["cycle"], facts["mobility_cycle"]
    if UNKNOWN in (cycle, planned):
        return _never_of_a_graduate(facts, DEPENDS, may_go=False)
    return _never_of_a_graduate(facts, HOLDS if cycle == planned else FAILS, may_go=False)


def _study(facts: Facts) -> Results:
    return {
        "role": _student_only(facts["role"]),
        "registered": _registered(facts),
        "degree_programme": _true(facts["degree_programme"]),
        # A bachelor student in year 1: study fails.
        "year": _year(facts, first_year_bachelor=FAILS),
        "mobility_cycle": _mobility_cycle(facts),
        "length": _study_length(facts),
        "cap": _cap(facts, long_stay=True),
    }


def _short_phd(facts: Facts) -> Results:
    # short_phd is for doctoral only.
    cycle = DEPENDS if facts["cycle"] == UNKNOWN else HOLDS
    if facts["cycle"] in ("bachelor", "master", "integrated"):
        cycle = FAILS
    return {
        "role": _student_only(facts["role"]),
        "registered": _registered(facts),
        "cycle": _never_of_a_graduate(facts, cycle, may_go=False),
        "length": _calendar_length(facts["duration"], 5, 30),
        "cap": _cap(facts, long_stay=False, open_to_integrated=False),
    }


def _bip(facts: Facts) -> Results:
    return {
        "role": _student_only(facts["role"]),
        "registered": _registered(facts),
        # A bachelor student in year 1: bip depends.
        "year": _year(facts, first_year_bachelor=DEPENDS),
        "length": _calendar_length(facts["duration"], 5, 30),
        "virtual_part": _true(facts["virtual_part"]),
        "ects": _at_least(facts["ects"], 3),
        "through_faculty": _true(facts["through_faculty"]),
        "cap": _cap(facts, long_stay=False),
    }


def _traineeship_role(role: str) -> str:
    if role == UNKNOWN:
        return DEPENDS
    return HOLDS if role in ("student", "graduate") else FAILS


def _traineeship_length(duration: Any) -> str:
    if duration == UNKNOWN:
        return DEPENDS
    # Outside study a duration in semesters depends.
    if "semesters" in duration:
        return DEPENDS
    # At least 2 months; the 12 months belong to the cap.
    return HOLDS if in_days(duration, long_stay=True) >= TWO_MONTHS else FAILS


def _of_a_graduate_only(role: str, value: Any) -> str:
    if role == "graduate":
        return _true(value)
    # Someone who may be a graduate or not: settled only where it would hold of both.
    if role == UNKNOWN and value is not True:
        return DEPENDS
    return HOLDS


def _traineeship(facts: Facts) -> Results:
    role = facts["role"]
    return {
        "role": _traineeship_role(role),
        "registered": _registered(facts, may_go=True),
        # A bachelor student in year 1: traineeship depends.
        "year": _year(facts, first_year_bachelor=DEPENDS, may_go=True),
        "length": _traineeship_length(facts["duration"]),
        "cap": _cap(facts, long_stay=True),
        "applied_while_enrolled": _of_a_graduate_only(role, facts["applied_while_enrolled"]),
        "within_year": _of_a_graduate_only(role, facts["within_year"]),
        "before_project_end": _of_a_graduate_only(role, facts["before_project_end"]),
    }


def _teaching_role(role: str) -> str:
    # Professors and the scientific staff of institutes; an assistant is not stated.
    if role in ("teacher", "researcher"):
        return HOLDS
    if role in ("assistant", UNKNOWN):
        return DEPENDS
    # administrative for teaching fails; a student asking for a staff programme fails.
    return FAILS


def _training_role(role: str) -> str:
    # Administrative staff and the scientific staff of institutes.
    if role in ("administrative", "researcher"):
        return HOLDS
    # A teacher or an assistant asking for training: not stated.
    if role in ("teacher", "assistant", UNKNOWN):
        return DEPENDS
    return FAILS


def _staff(facts: Facts, role: str) -> Results:
    return {
        "role": role,
        "contract": _true(facts["contract"]),
        "length": _calendar_length(facts["duration"], 2, 60),
        "hours": _at_least(facts["hours"], 8),
    }


_READINGS: dict[str, Callable[[Facts], Results]] = {
    "study": _study,
    "short_phd": _short_phd,
    "bip": _bip,
    "traineeship": _traineeship,
    "teaching": lambda facts: _staff(facts, _teaching_role(facts["role"])),
    "training": lambda facts: _staff(facts, _training_role(facts["role"])),
}
