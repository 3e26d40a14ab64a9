"""The answers that buttons offer: what people answer most, in a phone's width.

Typing is always possible too, so the options are not all that is allowed.
"""

from decimal import Decimal

from bot.forms.programmes import is_paid_by_day, programme_of, whose
from bot.forms.slot import Answers, Options
from bot.messages.json_value import Json
from rules import Rulebook
from rules.estimate_request import paid_programme, rates_told
from rules.facts import MOST
from rules.grades import most_points
from rules.institutions import GRADES, registry
from rules.programme import SHORT_KINDS, Programme, ProgrammeKind
from rules.rates import rate_sets as rate_sets_of

_HALF = Decimal("0.5")
_DAY = "day"
_STAFF_DAYS, _DAYS_OF_MONTHS = (3, 5, 7, 10, 14), (60, 90, 120, 150)
YES_NO: tuple[Json, ...] = (True, False)


def fixed(*options: Json) -> Options:
    """Return the same options, whatever was answered before."""
    return lambda _rulebook, _answers: options


def institutions(_rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return the institutions whose rules are known."""
    return registry().available


def years(_rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the years of study; one-cycle studies have more."""
    return (1, 2, 3, 4, 5, 6) if answers.get("cycle") == "integrated" else (1, 2, 3, 4)


def days_within(rulebook: Rulebook, answers: Answers) -> tuple[int, int]:
    """Return the least and the most days of a short stay of this programme."""
    rules = whose(rulebook, answers)
    name = answers.get("programme")
    if not is_paid_by_day(rules, name):
        name = paid_programme(rules.programmes)
    programme = programme_of(rules, name)
    shortest, longest = (None, None) if programme is None else programme.bounds("duration")
    return _number(rules, shortest, 1), _number(rules, longest, MOST)


def days(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the shortest and the longest short stay, and usual lengths between."""
    shortest, longest = days_within(rulebook, answers)
    usual = (7, 10, 14, 20)
    return (shortest, *(length for length in usual if shortest < length < longest), longest)


def durations(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return usual lengths of the programme's stays."""
    rules = whose(rulebook, answers)
    programme = programme_of(rules, answers.get("programme"))
    if programme is None or programme.kind is ProgrammeKind.STUDY:
        semesters: tuple[Json, ...] = ({"semesters": 1}, {"semesters": 2})
        return (*semesters, {"months": 2}, {"months": 5}, {"months": 10})
    if programme.kind in SHORT_KINDS:
        return tuple({"days": length} for length in days(rulebook, answers))
    shortest, _ = programme.bounds("duration")
    if shortest is not None and rules.numbers(None)[shortest].unit == _DAY:
        return _in_days(rules, programme)
    least = _number(rules, shortest, 1)
    if programme.kind is ProgrammeKind.STAFF:
        usual = [length for length in _STAFF_DAYS if length > least]
        return tuple({"days": length} for length in (least, *usual))
    most = _longest(rules, programme)
    usual = [months for months in (3, 4, 6) if least < months < most]
    return tuple({"months": months} for months in (least, *usual, most))


def _in_days(rules: Rulebook, programme: Programme) -> tuple[Json, ...]:
    """Return usual lengths of stays whose limits are told in days."""
    shortest, longest = (_number(rules, one, MOST) for one in programme.bounds("duration"))
    usual = _STAFF_DAYS if programme.kind is ProgrammeKind.STAFF else _DAYS_OF_MONTHS
    between = [length for length in usual if shortest < length < longest]
    ends = (longest,) if longest < MOST and programme.kind is not ProgrammeKind.STAFF else ()
    return tuple({"days": length} for length in (shortest, *between, *ends))


def _longest(rules: Rulebook, programme: Programme) -> int:
    """Return the most months of one stay; where none are named, those of a cycle."""
    ends = [one.bounds["duration"][1] for one in programme.conditions if "duration" in one.bounds]
    named = [name for name in ends if name is not None]
    if named:
        return _number(rules, named[0], MOST)
    months, _ = programme.cap or (None, None)
    return _number(rules, months, 12)


def travel_days_within(rulebook: Rulebook, answers: Answers) -> tuple[int, int]:
    """Return no travel day, and the most that the rates in use pay."""
    rules = whose(rulebook, answers)
    rates = rates_told(rules.institution, rules.numbers(None), answers.get("rates"))
    if rates is None:
        return 0, 0
    return 0, rates.most_travel_days(green=answers.get("green_travel") is True)


def travel_days(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return every number of travel days that the rates in use pay."""
    least, most = travel_days_within(rulebook, answers)
    return tuple(range(least, most + 1))


def hours(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the hours that suffice, and some around them."""
    least = _least(rulebook, answers, "hours")
    return (least // 2, least - 1, least, least + 2, least * 2)


def ects(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the credits that suffice, and some around them."""
    least = _least(rulebook, answers, "ects")
    return tuple(range(max(least - 1, 0), least + 4))


def earned_ects(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the credits that suffice, and what half a year more or less makes of them."""
    least = _least(rulebook, answers, "earned_ects")
    return (max(least - 30, 0), least, least + 30, least + 60)


def average(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the average that suffices, and some around it."""
    programme = programme_of(whose(rulebook, answers), answers.get("programme"))
    name = None if programme is None else programme.bounds("average")[0]
    if name is None:
        return ()
    least = whose(rulebook, answers).numbers(None).number(name)
    near = (least - _HALF, least, least + _HALF, least + 2 * _HALF)
    return tuple(float(one) for one in near)


def used(_rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return no earlier mobility, and usual lengths of it."""
    return tuple({"months": months} for months in (0, 3, 5, 6, 10))


def stays(_rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return usual lengths of one earlier stay; the last option is that there is no more."""
    usual: tuple[Json, ...] = tuple({"months": months} for months in (3, 5, 6, 10))
    none: Json = {"months": 0}
    return (*usual, {"days": 30}, none) if answers else (*usual, none)


def rate_sets(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the sets of rates, the newest first."""
    return tuple(sorted(rate_sets_of(whose(rulebook, answers).numbers(None)), reverse=True))


def programmes(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the programmes of the institution."""
    return tuple(whose(rulebook, answers).programmes)


def points_within(rulebook: Rulebook, answers: Answers) -> tuple[int, int]:
    """Return no points, and the most of the table."""
    return 0, most_points(whose(rulebook, answers).teller(GRADES).numbers(None))


def _least(rulebook: Rulebook, answers: Answers, fact: str) -> int:
    """Return the least that a fact may be; of a programme not told, of the first that has one."""
    rules = whose(rulebook, answers)
    programme = programme_of(rules, answers.get("programme"))
    asked = rules.programmes.values() if programme is None else (programme,)
    named = [name for one in asked if (name := one.bounds(fact)[0]) is not None]
    return _number(rules, named[0] if named else None, 1)


def _number(rules: Rulebook, name: str | None, otherwise: int) -> int:
    return otherwise if name is None else number(rules, name)


def number(rulebook: Rulebook, name: str) -> int:
    """Return a whole number of the rules."""
    return int(str(rulebook.parameter(name).value))
