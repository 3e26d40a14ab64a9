"""Add a planned stay to those already used in the cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.form import Answers, known
from locales import Value
from rules import Rulebook
from rules.duration import Stay
from rules.programmes.enrolment import INTEGRATED
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration
from rules.wording import length


@dataclass(frozen=True, slots=True)
class OfTheCycle:
    """All stays of a cycle, with the one that is planned.

    Attributes:
        over: whether they are more than one cycle allows.
        left: whether anything was left before the planned one.
        values: `used`, `planned`, `together`, `limit` and `left` in words.
    """

    over: bool
    left: bool
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
    }
    values = {name: length(Stay(number, 0)) for name, number in days.items()}
    return OfTheCycle(bool(after.over), bool(before.left), values)
