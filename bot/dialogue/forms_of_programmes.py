"""Which form answers for a kind of stay: a sum, what is left, a verdict, the options."""

from collections.abc import Iterator, Mapping

from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.telling import days_of
from bot.forms.form import Answers
from bot.messages.json_value import Json
from bot.understanding import QuestionKind
from rules.programmes.names import is_paid_by_day, is_short

# What somebody is or plans; without any of it there is no case to check.
WHO = frozenset({"role", "cycle", "year", "registered", "degree_programme"})
WHAT_IS_LEFT = frozenset({kinds.LEFT, kinds.LENGTH, kinds.PERMISSION, kinds.MONEY, kinds.FIT})
NOTHING: Json = {"months": 0}
STUDENTS = ("student", "graduate")
# The stay that hours are told of, where nobody said which: the one that the sources name first.
_OF_HOURS = {
    "teacher": "teaching",
    "researcher": "teaching",
    "administrative": "training",
}
# What is known of the person beside the length that is judged alone.
_OF_A_LENGTH = frozenset({"duration", "role", "cycle", "year", "used"})


def is_in_months(duration: Json) -> bool:
    """Return whether a length is in months, terms or years: longer than any published amount."""
    if not isinstance(duration, Mapping):
        return False
    # "2 and a half months" are 2 months and 15 days.
    return "months" in duration or duration.keys().isdisjoint({"days", "weeks"})


def of_programmes(
    asked: frozenset[QuestionKind],
    said: Answers,
    case: Answers,
    *,
    exchange: bool,
    length_told: bool,
) -> Iterator[tuple[str, Answers]]:
    """Yield the forms that may answer, each with its slots, in the order to try them."""
    days = days_of(said)
    paid = days if days is not None else _days_over(case)
    short_stay = short_stay_of(case) if kinds.MONEY in asked and paid is not None else None
    if short_stay is not None:
        yield "grant", {**case, "programme": short_stay, "days": paid}
    # "May I go for a traineeship? I used 5 months" asks of the traineeship.
    named = "programme" in said and bool(asked & {kinds.FIT, kinds.PERMISSION})
    told = "used" in said and length_told
    # Of semesters alone, which are no months, what is left cannot be told.
    told = told and not _in_semesters_alone(case.get("used"))
    left = kinds.LEFT in asked or (told and bool(asked & WHAT_IS_LEFT) and not named)
    if kinds.LEFT in asked and not length_told and case.get("role", "student") == "student":
        # What is left is asked of the stay that is planned, with what was used before it.
        stays = [case[slot] for slot in ("used", "duration") if case.get(slot, NOTHING) != NOTHING]
        if "duration" in case:
            yield "account", {f"stay{n}": one for n, one in enumerate((*stays, NOTHING), 1)}
    if left and "duration" not in said and "used" in case:
        yield "account", {"stay1": case["used"], "stay2": NOTHING}
    # An amount asked of a length just told may show that it is too long or too short for one.
    student = case.get("role", "student") in STUDENTS
    in_days = days is not None and not is_in_months(said.get("duration"))
    over_or_under = kinds.MONEY in asked and in_days and length_told and student
    if not (
        asked & {kinds.FIT, kinds.PERMISSION}
        or (kinds.LEFT in asked and "duration" in said)
        or over_or_under
    ):
        return
    programme = _programme(said, case, exchange=exchange)
    if programme is not None:
        yield "eligibility", {**case, "programme": programme}
    elif (
        "duration" not in case
        and not said.keys() - WHO
        and case.keys() & WHO
        and (kinds.FIT in asked or not length_told)
        and kinds.MONEY not in asked
    ):
        # "What else can I do?" of somebody who is known.
        yield "options", case
    elif "duration" in said:
        yield (
            "duration",
            {slot: one for slot, one in case.items() if slot in _OF_A_LENGTH},
        )


def _in_semesters_alone(used: Json) -> bool:
    return isinstance(used, Mapping) and used.keys() == {"semesters"}


def _days_over(case: Answers) -> Json:
    """Return the days of a short stay that is over, where no other one is planned.

    "How much should they have paid me?" is asked of that one.
    """
    used = case.get("used") if "duration" not in case else None
    return used["days"] if isinstance(used, Mapping) and set(used) == {"days"} else None


def short_stay_of(case: Answers) -> Json:
    """Return the stay with published amounts that is meant; None where it may be another."""
    programme = case.get("programme")
    if is_short(programme) or is_paid_by_day(programme):
        return programme
    if programme is not None or case.get("role", "student") != "student":
        return None
    cycle = case.get("cycle")
    if cycle == "doctoral":
        return "short_phd"
    # To every other student a short stay is open as a BIP only; of whom nothing is known either may
    # be meant, and both have the same amounts.
    return "short_phd" if cycle is None else "bip"


def _programme(said: Answers, case: Answers, *, exchange: bool) -> Json:
    """Return the programme a question is about: the one named, or the one its slots leave."""
    if "programme" in case:
        return case["programme"]
    role = case.get("role", "student")
    if role not in STUDENTS:
        return _OF_HOURS.get(str(role)) if "hours" in case else None
    if role == "graduate":
        return "traineeship"
    outsider = said.get("registered") is False
    duration = said.get("duration")
    unit = set(duration) if isinstance(duration, Mapping) else set[str]()
    # "Abroad for 20 days" may be any stay; only weeks of study are called an exchange.
    if outsider or "semesters" in unit or (exchange and unit != {"days"}):
        return "study"
    return None
