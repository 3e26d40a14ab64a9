"""Whether a value can be the answer to a question, before it becomes one.

Buttons and readings give values of the right sort; what is stored, forged or told in passing may be
anything. A value that is taken here never stops a tool from coming to a result.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bot.forms import Form
from bot.forms.slots import kind_of, limits, options_of
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from rules import FactError, Rulebook
from rules.estimate_request import FARTHEST_KM
from rules.facts import FACTS as RULE_FACTS
from rules.facts import parse_fact
from rules.reading import read_date, read_truth
from rules.reading_duration import read_duration

Answers = Mapping[str, Json]
Reader = Callable[[Json, Rulebook, date], bool]


def accepts(
    form: Form, fact: str, value: Json, answers: Answers, *, rulebook: Rulebook, today: date
) -> bool:
    """Whether a value can be the answer to a question of a tool, given the other answers."""
    if fact not in form.facts:
        return False
    if value == UNKNOWN:
        return fact not in form.required
    bounds = limits(fact, answers, rulebook)
    if bounds is not None:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and bounds[0] <= int(str(value)) <= bounds[1]
    try:
        if fact in RULE_FACTS:
            parse_fact(fact, value)
            return True
        return _READERS[kind_of(fact)](value, rulebook, today)
    except FactError:
        return False


def _choice(fact: str) -> Reader:
    return lambda value, rulebook, _: value in options_of(fact, {}, rulebook)


def _truth(value: Json, _rulebook: Rulebook, _today: date) -> bool:
    return isinstance(read_truth("answer", value), bool)


def _distance(value: Json, _rulebook: Rulebook, _today: date) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= FARTHEST_KM


def _day(value: Json, _rulebook: Rulebook, _today: date) -> bool:
    return isinstance(read_date("semester_start", value), date)


def _stay(value: Json, _rulebook: Rulebook, _today: date) -> bool:
    read_duration("stay", value, least=0)
    return True


def _marks(value: Json, rulebook: Rulebook, today: date) -> bool:
    """One mark or several; none is outside the table."""
    for mark in value if isinstance(value, list) else [value]:
        named = mark if isinstance(mark, Mapping) else {"ects": mark}
        if not named.keys() <= {"points", "grade", "ects"}:
            return False
        rulebook.grade(**named, on=today)
    return value != []


_READERS: Mapping[str, Reader] = {
    "programme": _choice("programme"),
    "rates": _choice("rates"),
    "green_travel": _truth,
    "fewer_opportunities": _truth,
    "distance_km": _distance,
    "semester_start": _day,
    "stay": _stay,
    "mark": _marks,
}
