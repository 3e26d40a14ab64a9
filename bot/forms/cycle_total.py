"""Add a planned stay to those already used in the cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.form import Answers, known
from bot.forms.programmes import is_of_staff
from bot.forms.slot_words import duration
from bot.messages.voice import Voice
from locales import Text, Value
from rules import Account, Rulebook
from rules.duration import MONTH
from rules.programmes.enrolment import INTEGRATED
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration


@dataclass(frozen=True, slots=True)
class OfTheCycle:
    """All stays of a cycle, with the one that is planned.

    Attributes:
        over: whether they are more than one cycle allows.
        left: whether anything was left before the planned one.
        rest: whether something is left after the planned one.
        values: `used`, `planned`, `together`, `limit`, `left`, `rest` and `beyond` in words.
    """

    over: bool
    left: bool
    rest: bool
    values: Mapping[str, Value]


def of_the_cycle(rulebook: Rulebook, answers: Answers, today: date) -> OfTheCycle | None:
    """Return the stays added up; None where none was used, and where the sources leave it open.

    They say nothing of integrated studies, and give a semester no length in months.
    """
    used, role = known(answers, "used"), known(answers, "role")
    if used is None or role not in (STUDENT, None) or known(answers, "cycle") == INTEGRATED:
        return None
    earlier = read_duration("used", used, least=0)
    planned = read_duration("duration", answers["duration"])
    before = rulebook.account([earlier], on=today)
    after = rulebook.account([earlier, planned], on=today)
    if after.semesters or not before.used:
        return None
    days = {
        "used": before.used,
        "planned": after.used - before.used,
        "together": after.used,
        "limit": after.limit,
        "left": before.left,
        "rest": after.left,
        "beyond": after.over,
    }
    values: dict[str, Value] = {name: months_and_days(number) for name, number in days.items()}
    values["left_of_it"] = left_of_it(before.left if after.over else after.left)
    values["used_of_it"] = used_of_it(before)
    return OfTheCycle(bool(after.over), bool(before.left), bool(after.left), values)


def line_of_the_cycle(
    rulebook: Rulebook, answers: Answers, voice: Voice, today: date, *, programme: str
) -> str:
    """Return the sum with what was used, or what is left; empty where nothing was used.

    Stays of staff count in no cycle.
    """
    if is_of_staff(rulebook, programme):
        return ""
    if known(answers, "duration") is not None:
        cycle = of_the_cycle(rulebook, answers, today)
        if cycle is not None:
            how = "over" if cycle.over else "within" if cycle.rest else "exactly"
            return voice.say(f"of_the_cycle.{how}", **cycle.values)
    before = _used_of_the_cycle(rulebook, answers, today)
    if before is None:
        return ""
    if known(answers, "duration") is None:
        return voice.say("of_the_cycle.left", leading_number(before.left), **_left(before))
    return voice.say("of_the_cycle.left_for_terms", **_left(before))


def nothing_left(
    rulebook: Rulebook, answers: Answers, voice: Voice, today: date, *, programme: str
) -> str:
    """Say that the whole cycle is used, where no length was told yet; empty where it is not."""
    if is_of_staff(rulebook, programme) or known(answers, "duration") is not None:
        return ""
    before = _used_of_the_cycle(rulebook, answers, today)
    if before is None or before.left:
        return ""
    return voice.say("duration.beyond_all", **_left(before))


def _used_of_the_cycle(rulebook: Rulebook, answers: Answers, today: date) -> Account | None:
    """Return what was used; None where nothing was, or where months cannot tell it."""
    used, role = known(answers, "used"), known(answers, "role")
    if used is None or role not in (STUDENT, None) or known(answers, "cycle") == INTEGRATED:
        return None
    before = rulebook.account([read_duration("used", used, least=0)], on=today)
    return None if before.semesters or not before.used else before


def _left(before: Account) -> dict[str, Value]:
    return {"used_of_it": used_of_it(before), "left": months_and_days(before.left)}


def terms_beside_used(answers: Answers) -> bool:
    """Return whether terms are planned beside months used: the sources convert neither."""
    used, planned = known(answers, "used"), known(answers, "duration")
    if not isinstance(used, Mapping) or not isinstance(planned, Mapping):
        return False
    return "semesters" in planned and "semesters" not in used and any(used.values())


def leading_number(days: int) -> int:
    """Return the number that the verb of a length in months and days agrees with: its first."""
    return days // MONTH or days


def left_of_it(days: int, *, in_days: bool = False) -> Text:
    """Return what is left of a cycle as a clause, with its verb in agreement."""
    left = duration({"days": days}) if in_days else months_and_days(days)
    number = days if in_days else leading_number(days)
    return Text("conversation.left_of_it", {"left": left}, number)


def used_of_it(account: Account) -> Text:
    """Return what is used of the months of a cycle as a clause, with its verb in agreement."""
    used, limit = account.used, account.limit
    values = {"used": months_and_days(used), "limit": months_and_days(limit)}
    if used > limit:
        return Text("conversation.used_of_it.over", values)
    if used == limit:
        return Text("conversation.used_of_it.all", values)
    how = "days" if used % MONTH or limit % MONTH else "months"
    return Text(f"conversation.used_of_it.{how}", values, leading_number(used))


def months_and_days(days: int) -> Text:
    """Return days as months and days, by months of 30 days."""
    months, rest = divmod(days, MONTH)
    value = {unit: number for unit, number in (("months", months), ("days", rest)) if number}
    return duration(value or {"days": 0})
