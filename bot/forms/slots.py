"""How each fact is asked for: the options that buttons offer, in a phone's width.

Typing is always possible too, so the options are what people answer most, not all that is allowed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.messages.json_value import Json
from locales import Text
from rules import Rulebook

YES_NO: tuple[Json, ...] = (True, False)

PROGRAMMES: tuple[Json, ...] = ("study", "short_phd", "bip", "traineeship", "teaching", "training")
CYCLES: tuple[Json, ...] = ("bachelor", "master", "doctoral", "integrated")
ROLES: tuple[Json, ...] = (
    "student",
    "graduate",
    "teacher",
    "assistant",
    "researcher",
    "administrative",
)
SHORT_STAYS = ("short_phd", "bip")
STAFF_STAYS = ("teaching", "training")

_USUAL_RATES = "ub-published"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an interview.

    Attributes:
        fact: what it asks for.
        wording: the message id of the question, without `ask.`.
        options: the answers that buttons offer, as facts in JSON form.
        columns: how many buttons stand beside each other.
    """

    fact: str
    wording: str
    options: tuple[Json, ...]
    columns: int


Options = Callable[[Rulebook, Mapping[str, Json]], tuple[Json, ...]]


def question(fact: str, answers: Mapping[str, Json], rulebook: Rulebook) -> Question:
    """How to ask for a fact, given what was answered before."""
    options = options_of(fact, answers, rulebook)
    wording = kind_of(fact)
    programme = answers.get("programme")
    if fact == "hours" and programme in STAFF_STAYS:
        wording = f"hours_{programme}"
    return Question(fact, wording, options, _columns(fact, options))


def options_of(fact: str, answers: Mapping[str, Json], rulebook: Rulebook) -> tuple[Json, ...]:
    """The answers that buttons offer for a fact."""
    return _OPTIONS[kind_of(fact)](rulebook, answers)


def kind_of(fact: str) -> str:
    """What sort of fact it is: `stay2` is a stay, and asked for like the others."""
    return fact.rstrip("0123456789")


def _columns(fact: str, options: tuple[Json, ...]) -> int:
    if options == YES_NO:
        return 2
    if fact in ("programme", "role", "rates"):
        return 1 if fact == "programme" else 2
    return 2 if fact in ("cycle", "mobility_cycle") else 3


def _fixed(*options: Json) -> Options:
    return lambda _rulebook, _answers: options


def _number(rulebook: Rulebook, name: str) -> int:
    return int(str(rulebook.parameter(name).value))


def _years(_rulebook: Rulebook, answers: Mapping[str, Json]) -> tuple[Json, ...]:
    return (1, 2, 3, 4, 5, 6) if answers.get("cycle") == "integrated" else (1, 2, 3, 4)


def _days(rulebook: Rulebook, _answers: Mapping[str, Json]) -> tuple[Json, ...]:
    shortest = _number(rulebook, "short_stay.minimum_days")
    longest = _number(rulebook, "short_stay.maximum_days")
    usual = (7, 10, 14, 20)
    return (shortest, *(days for days in usual if shortest < days < longest), longest)


def _durations(rulebook: Rulebook, answers: Mapping[str, Json]) -> tuple[Json, ...]:
    programme = answers.get("programme")
    if programme in SHORT_STAYS:
        return tuple({"days": days} for days in _days(rulebook, answers))
    if programme in STAFF_STAYS:
        shortest = _number(rulebook, "staff.minimum_days")
        usual = [days for days in (3, 5, 7, 10, 14) if days > shortest]
        return tuple({"days": days} for days in (shortest, *usual))
    if programme == "traineeship":
        shortest = _number(rulebook, "traineeship.minimum_months")
        longest = _number(rulebook, "traineeship.maximum_months")
        usual = [months for months in (3, 4, 6) if shortest < months < longest]
        return tuple({"months": months} for months in (shortest, *usual, longest))
    semesters: tuple[Json, ...] = ({"semesters": 1}, {"semesters": 2})
    return (*semesters, {"months": 2}, {"months": 5}, {"months": 10})


def _travel_days(rulebook: Rulebook, answers: Mapping[str, Json]) -> tuple[Json, ...]:
    rates = f"rates.{answers.get('rates') or _USUAL_RATES}"
    if f"{rates}.travel_days" not in rulebook.parameter_names():
        rates = f"rates.{_USUAL_RATES}"
    with_green = f"{rates}.green_travel_days"
    if answers.get("green_travel") is True and with_green in rulebook.parameter_names():
        return tuple(range(_number(rulebook, with_green) + 1))
    return tuple(range(_number(rulebook, f"{rates}.travel_days") + 1))


def _hours(rulebook: Rulebook, _answers: Mapping[str, Json]) -> tuple[Json, ...]:
    least = _number(rulebook, "staff.minimum_hours")
    return (least // 2, least - 1, least, least + 2, least * 2)


def _ects(rulebook: Rulebook, _answers: Mapping[str, Json]) -> tuple[Json, ...]:
    least = _number(rulebook, "bip.minimum_ects")
    return tuple(range(max(least - 1, 0), least + 4))


def _stays(_rulebook: Rulebook, answers: Mapping[str, Json]) -> tuple[Json, ...]:
    none: Json = {"months": 0}
    usual: tuple[Json, ...] = ({"months": 3}, {"months": 5}, {"months": 6}, {"months": 10})
    return (*usual, {"days": 30}, none) if answers else (*usual, none)


def _rates(rulebook: Rulebook, _answers: Mapping[str, Json]) -> tuple[Json, ...]:
    names = {name.split(".")[1] for name in rulebook.parameter_names() if name.startswith("rates.")}
    return tuple(sorted(names, reverse=True))


_OPTIONS: Mapping[str, Options] = {
    "programme": _fixed(*PROGRAMMES),
    "role": _fixed(*ROLES),
    "registered": _fixed(*YES_NO),
    "degree_programme": _fixed(*YES_NO),
    "cycle": _fixed(*CYCLES),
    "year": _years,
    "mobility_cycle": _fixed(*CYCLES),
    "duration": _durations,
    "covers_term": _fixed(*YES_NO),
    "used": _fixed({"months": 0}, {"months": 3}, {"months": 5}, {"months": 6}, {"months": 10}),
    "virtual_part": _fixed(*YES_NO),
    "ects": _ects,
    "through_faculty": _fixed(*YES_NO),
    "applied_while_enrolled": _fixed(*YES_NO),
    "within_year": _fixed(*YES_NO),
    "before_project_end": _fixed(*YES_NO),
    "contract": _fixed(*YES_NO),
    "hours": _hours,
    "days": _days,
    "green_travel": _fixed(*YES_NO),
    "travel_days": _travel_days,
    "fewer_opportunities": _fixed(*YES_NO),
    "mark": _fixed("A", "B", "C", "D", "E", "F"),
    "semester_start": _fixed(),
    "distance_km": _fixed(),
    "rates": _rates,
    "stay": _stays,
}

# Facts whose allowed answers have words of their own.
_WORDED = frozenset(
    {
        "duration", "used", "stay", "semester_start", "mark", "year", "hours", "ects",
        "distance_km",
    }
)  # fmt: skip

FACTS = frozenset(_OPTIONS)


def limits(fact: str, answers: Mapping[str, Json], rulebook: Rulebook) -> tuple[int, int] | None:
    """The least and the most that a number may be, where the tool itself is bounded; else None."""
    if fact == "days":
        days = _days(rulebook, answers)
        return int(str(days[0])), int(str(days[-1]))
    if fact == "travel_days":
        return 0, int(str(_travel_days(rulebook, answers)[-1]))
    return None


def allowed(fact: str, answers: Mapping[str, Json], rulebook: Rulebook) -> Text:
    """What an answer to a question may be, for somebody whose answer was not understood."""
    bounds = limits(fact, answers, rulebook)
    if bounds is not None:
        return Text("conversation.allowed.number", {"least": bounds[0], "most": bounds[1]})
    if kind_of(fact) in _WORDED:
        return Text(f"conversation.allowed.{kind_of(fact)}")
    if options_of(fact, answers, rulebook) == YES_NO:
        return Text("conversation.allowed.yes_no")
    return Text("conversation.allowed.option")
