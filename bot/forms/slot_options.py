"""The answers that buttons offer: what people answer most, in a phone's width.

Typing is always possible too, so the options are not all that is allowed.
"""

from bot.forms.slot import Answers, Options
from bot.messages.json_value import Json
from rules import Rulebook
from rules.estimate_request import LIMITS
from rules.facts import SHORT_PHD, STAFF_PROGRAMMES
from rules.institutions import registry
from rules.rates import UB_PUBLISHED

YES_NO: tuple[Json, ...] = (True, False)
SHORT_STAYS = ("short_phd", "bip")


def fixed(*options: Json) -> Options:
    """Return the same options, whatever was answered before."""
    return lambda _rulebook, _answers: options


def institutions(_rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return the institutions whose rules are known."""
    return registry().ids


def years(_rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the years of study; one-cycle studies have more."""
    return (1, 2, 3, 4, 5, 6) if answers.get("cycle") == "integrated" else (1, 2, 3, 4)


def days_within(rulebook: Rulebook, answers: Answers) -> tuple[int, int]:
    """Return the least and the most days of a short stay of this programme."""
    shortest, longest = LIMITS.get(str(answers.get("programme")), LIMITS[SHORT_PHD])
    return number(rulebook, shortest), number(rulebook, longest)


def days(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return the shortest and the longest short stay, and usual lengths between."""
    shortest, longest = days_within(rulebook, answers)
    usual = (7, 10, 14, 20)
    return (shortest, *(length for length in usual if shortest < length < longest), longest)


def durations(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return usual lengths of the programme's stays."""
    programme = answers.get("programme")
    if programme in SHORT_STAYS:
        return tuple({"days": length} for length in days(rulebook, answers))
    if programme in STAFF_PROGRAMMES:
        shortest = number(rulebook, "staff.minimum_days")
        usual = [length for length in (3, 5, 7, 10, 14) if length > shortest]
        return tuple({"days": length} for length in (shortest, *usual))
    if programme == "traineeship":
        shortest = number(rulebook, "traineeship.minimum_months")
        longest = number(rulebook, "traineeship.maximum_months")
        usual = [months for months in (3, 4, 6) if shortest < months < longest]
        return tuple({"months": months} for months in (shortest, *usual, longest))
    semesters: tuple[Json, ...] = ({"semesters": 1}, {"semesters": 2})
    return (*semesters, {"months": 2}, {"months": 5}, {"months": 10})


def travel_days_within(rulebook: Rulebook, answers: Answers) -> tuple[int, int]:
    """Return no travel day, and the most that the rates in use pay."""
    rates = f"rates.{answers.get('rates') or UB_PUBLISHED}"
    if f"{rates}.travel_days" not in rulebook.parameter_names():
        rates = f"rates.{UB_PUBLISHED}"
    with_green = f"{rates}.green_travel_days"
    if answers.get("green_travel") is True and with_green in rulebook.parameter_names():
        return 0, number(rulebook, with_green)
    return 0, number(rulebook, f"{rates}.travel_days")


def travel_days(rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return every number of travel days that the rates in use pay."""
    least, most = travel_days_within(rulebook, answers)
    return tuple(range(least, most + 1))


def hours(rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return the hours that suffice, and some around them."""
    least = number(rulebook, "staff.minimum_hours")
    return (least // 2, least - 1, least, least + 2, least * 2)


def ects(rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return the credits that suffice, and some around them."""
    least = number(rulebook, "bip.minimum_ects")
    return tuple(range(max(least - 1, 0), least + 4))


def used(_rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return no earlier mobility, and usual lengths of it."""
    return tuple({"months": months} for months in (0, 3, 5, 6, 10))


def stays(_rulebook: Rulebook, answers: Answers) -> tuple[Json, ...]:
    """Return usual lengths of one earlier stay; the last option is that there is no more."""
    usual: tuple[Json, ...] = tuple({"months": months} for months in (3, 5, 6, 10))
    none: Json = {"months": 0}
    return (*usual, {"days": 30}, none) if answers else (*usual, none)


def rate_sets(rulebook: Rulebook, _answers: Answers) -> tuple[Json, ...]:
    """Return the sets of rates, the newest first."""
    names = {name.split(".")[1] for name in rulebook.parameter_names() if name.startswith("rates.")}
    return tuple(sorted(names, reverse=True))


def points_within(rulebook: Rulebook, _answers: Answers) -> tuple[int, int]:
    """Return no points, and the most of the Academy's table."""
    return 0, number(rulebook, "grades.maximum_points")


def number(rulebook: Rulebook, name: str) -> int:
    """Return a whole number of the rules."""
    return int(str(rulebook.parameter(name).value))
