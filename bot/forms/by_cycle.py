"""Judge a case whose cycle was not told: a "no" in every cycle but the one left open is a "no".

The sources do not speak of integrated studies. Thirteen months are too many for everybody else, so
who does not say to be in integrated studies hears "no" first, and then the exception.
"""

from collections.abc import Mapping
from datetime import date

from bot.forms.form import Answers, known
from bot.forms.programmes import is_of_staff
from bot.messages.json_value import Json
from rules import FactError, Fit, Rulebook, Verdict, parse_facts
from rules.facts import CYCLES, FACTS
from rules.programmes.enrolment import INTEGRATED
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration

_SPOKEN_OF = tuple(cycle for cycle in CYCLES if cycle != INTEGRATED)
_MAY_BE_STUDENTS = (None, STUDENT)


def but_integrated(rulebook: Rulebook) -> str:
    """Return how the exception is told: with whom to ask, where the sources name somebody."""
    return "but_integrated_alone" if rulebook.institution.added else "but_integrated"


def refused_in_every_cycle(
    rulebook: Rulebook, programme: str, answers: Answers, today: date
) -> Verdict | None:
    """Return a verdict that refuses the case in every cycle the sources speak of; None otherwise.

    None also where the cycle was told, and where it changes nothing.
    """
    if is_of_staff(rulebook, programme) or not _cycle_is_open(answers):
        return None
    told = {name: value for name, value in answers.items() if name in FACTS}
    verdicts = [_checked(rulebook, programme, told, cycle, today) for cycle in _SPOKEN_OF]
    refusals = [one for one in verdicts if one is not None and one.outcome == "not_eligible"]
    if len(refusals) < len(verdicts):
        return None
    # The cycle that gives the fewest reasons: what is no reason in it is a matter of the cycle.
    return min(refusals, key=lambda verdict: len(verdict.reasons))


def fits_in_no_cycle(
    rulebook: Rulebook, programme: str, answers: Answers, today: date
) -> Fit | None:
    """Return how a length misses a programme in every cycle spoken of; None otherwise."""
    if is_of_staff(rulebook, programme) or not _cycle_is_open(answers):
        return None
    found = []
    for cycle in _SPOKEN_OF:
        fits = rulebook.durations(
            read_duration("duration", answers["duration"]), role=STUDENT, cycle=cycle, on=today
        )
        found += [one for one in fits.fits if one.programme == programme]
    return found[0] if found and all(one.outcome == "no" for one in found) else None


def _cycle_is_open(answers: Answers) -> bool:
    return known(answers, "cycle") is None and known(answers, "role") in _MAY_BE_STUDENTS


def _checked(
    rulebook: Rulebook, programme: str, told: Mapping[str, Json], cycle: str, today: date
) -> Verdict | None:
    facts = {name: value for name, value in told.items() if value != "unknown"}
    try:
        case = parse_facts({**facts, "role": STUDENT, "cycle": cycle})
    except FactError:
        return None
    return rulebook.check(programme, case, on=today)
