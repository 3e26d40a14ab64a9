"""A place outside Europe, of which the source of the short stay does not speak."""

from dataclasses import replace

from bot.forms.form import Answers, known
from locales import Text
from rules import Reason, Rulebook, Verdict
from rules.not_modelled import own_limits

# What the rules leave to people of a programme: that it is one in Europe.
_IN_EUROPE = "rules.not_modelled.europe"


def reason_of_the_place(programme: str, answers: Answers, rulebook: Rulebook) -> Reason | None:
    """Return why nothing is certain of a place outside Europe; None where nothing hangs on it."""
    within = [
        note
        for note in own_limits(rulebook.programmes[programme], rulebook.programmes.values())
        if note.id == _IN_EUROPE
    ]
    if not within or known(answers, "outside_europe") is not True:
        return None
    text = Text("conversation.verdict.outside_europe")
    return Reason(f"{programme}.place", "depends", text, within[0].source)


def by_the_place(verdict: Verdict, answers: Answers, rulebook: Rulebook) -> Verdict:
    """Return a verdict, open where the place is outside Europe and nothing else forbids it."""
    reason = reason_of_the_place(verdict.programme, answers, rulebook)
    if reason is None or verdict.outcome == "not_eligible":
        return verdict
    rest = tuple(note for note in verdict.not_modelled if note.id != _IN_EUROPE)
    reasons = (reason, *verdict.reasons)
    return replace(verdict, outcome="depends", reasons=reasons, missing=(), not_modelled=rest)
