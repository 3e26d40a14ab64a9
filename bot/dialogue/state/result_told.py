"""What the last result told: a number alone means an amount of it, or what it refused.

Behind "1,330 EUR for 21 days" the 50 of "is the 50 each way?" is the amount of the top-up, and
behind "6 hours is not enough" the 9 of "they'll give me 9" is hours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.dialogue.state.session import FormState, Session
from bot.forms import Form
from bot.forms.eligibility import EligibilityForm
from bot.forms.grant import GrantForm
from bot.forms.programmes import whose
from bot.messages.json_value import Json
from bot.understanding import Understanding
from rules import FactError, NoPublishedRate, Rulebook
from rules.estimate import Estimate

_GRANT = "grant"


@dataclass(frozen=True, slots=True)
class ResultTold:
    """What a result told that a number may mean.

    Attributes:
        amounts: the sum, its parts and the rates.
        refused: the slots for which the verdict was a no.
        limits: the least and the most that the rules allow of what was judged.
    """

    amounts: frozenset[Decimal] = frozenset()
    refused: frozenset[str] = frozenset()
    limits: frozenset[object] = frozenset()


NOTHING_TOLD = ResultTold()


def sum_spoken_of(session: Session) -> FormState | None:
    """Return the sum that the conversation is about, also where an answer came between."""
    form = session.form
    if form is None or form.tool != _GRANT:
        return None
    of_it = session.focus.matter in (None, form.answers.get("programme"))
    return form if session.last.computed or of_it else None


def result_told(
    reading: Understanding,
    session: Session,
    forms: Mapping[str, Form],
    rulebook: Rulebook,
    today: date,
) -> ResultTold:
    """Return what the last result told, where a number of the message found no place."""
    open_ones = reading.unplaced or any(not one.values for one in reading.ambiguous)
    if not open_ones or session.form is None:
        return NOTHING_TOLD
    of_a_sum, form = sum_spoken_of(session), forms[session.form.tool]
    if of_a_sum is not None and isinstance(form, GrantForm):
        return ResultTold(amounts=amounts_of(estimate_of(form, of_a_sum.answers, today)))
    if session.last.computed and isinstance(form, EligibilityForm):
        return _of_a_verdict(form, session.form.answers, rulebook, today)
    return NOTHING_TOLD


def estimate_of(form: GrantForm, answers: Mapping[str, Json], today: date) -> Estimate | None:
    """Return the estimate for these answers; None of a stay for which no amount is published."""
    try:
        return form.compute(answers, today)
    except (FactError, NoPublishedRate):
        return None


def amounts_of(estimate: Estimate | None) -> frozenset[Decimal]:
    """Return the sum of an estimate, its parts and the rates."""
    return frozenset() if estimate is None else frozenset(_amounts(estimate))


def _amounts(estimate: Estimate) -> Iterator[Decimal]:
    yield estimate.total
    for line in estimate.lines:
        yield from (one for one in (line.amount, line.rate) if one is not None)


def _of_a_verdict(
    form: EligibilityForm, answers: Mapping[str, Json], rulebook: Rulebook, today: date
) -> ResultTold:
    failed = {one.rule for one in form.compute(answers, today).reasons if one.outcome == "fails"}
    rules = whose(rulebook, answers)
    conditions = rules.programme(str(answers["programme"])).conditions
    names = {name for one in conditions for ends in one.bounds.values() for name in ends if name}
    return ResultTold(
        refused=frozenset(fact for one in conditions if one.id in failed for fact in one.bounds),
        limits=frozenset(rules.parameter(name).value for name in names),
    )
