"""What each type of slot refuses, before a value becomes an answer.

Buttons and readings give values of the right sort; what is stored, forged or told in passing may be
anything. A value that is taken here never stops a form from coming to a result.
"""

from collections.abc import Mapping
from datetime import date

from bot.forms.slot import Options, Validator
from bot.messages.json_value import Json
from bot.understanding.people.roles import ANY_STAFF
from rules import Rulebook
from rules.facts import MOST, parse_fact
from rules.rates import rate_sets
from rules.reading import expected, read_choice, read_date, read_truth, wrong_type
from rules.reading_duration import read_duration


def of_the_rules(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return a value that the conditions of the programmes take."""
    return parse_fact(name, value)


def role(name: str, value: Json, rulebook: Rulebook, today: date) -> object:
    """Return a role, or staff of a kind that was not told."""
    return value if value == ANY_STAFF else of_the_rules(name, value, rulebook, today)


def one_of(options: Options) -> Validator:
    """Return one of the options, and nothing else."""

    def validate(name: str, value: Json, rulebook: Rulebook, _today: date) -> object:
        return read_choice(name, value, [str(option) for option in options(rulebook, {})])

    return validate


def programme(name: str, value: Json, rulebook: Rulebook, _today: date) -> object:
    """Return a programme that some institution has."""
    known = [one for each in rulebook.institutions for one in rulebook.at(each.id).programmes]
    return read_choice(name, value, known)


def rates(name: str, value: Json, rulebook: Rulebook, _today: date) -> object:
    """Return a set of rates that some institution has."""
    views = (rulebook.at(each.id) for each in rulebook.institutions)
    known = [one for view in views for one in rate_sets(view.numbers(None))]
    return read_choice(name, value, known)


def truth(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return yes or no."""
    return read_truth(name, value)


def whole(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return a whole number, written as one; its bounds are looked at apart."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(name, expected("whole", least=0, most=MOST))
    return value


def day(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return a date."""
    return read_date(name, value)


def day_or_month(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return a date; a month is written without its day, a year without its month."""
    rest = _REST_OF_A_DATE.get(len(value)) if isinstance(value, str) else None
    return read_date(name, f"{value}{rest}" if rest else value)


def stay(name: str, value: Json, _rulebook: Rulebook, _today: date) -> object:
    """Return a length, which may be none."""
    return read_duration(name, value, least=0)


def marks(name: str, value: Json, rulebook: Rulebook, today: date) -> object:
    """Return one mark or several, none of them outside the table."""
    each = value if isinstance(value, list) else [value]
    for mark in each:
        named = mark if isinstance(mark, Mapping) else {"ects": mark}
        if not named.keys() <= {"points", "grade", "ects"}:
            raise wrong_type(name, _A_MARK)
        rulebook.grade(**named, on=today)
    if not each:
        raise wrong_type(name, _A_MARK)
    return value


# What a month and a year lack, by their length.
_REST_OF_A_DATE = {len("2027-02"): "-01", len("2027"): "-01-01"}
_A_MARK = expected("choice", allowed="points, grade, ects")
