"""The tools: for each, which facts it may ask for, which are open, and what it comes to."""

from collections.abc import Mapping

from bot.forms.allowance import AccountForm
from bot.forms.deadlines import DeadlinesForm
from bot.forms.duration import DurationForm
from bot.forms.eligibility import EligibilityForm
from bot.forms.form import Card, Form, Way, Why
from bot.forms.grade import GradeForm
from bot.forms.grant import GrantForm
from bot.forms.options import OptionsForm
from knowledge import Knowledge
from rules import Rulebook

__all__ = ["AccountForm", "Card", "EligibilityForm", "Form", "Way", "Why", "all_forms"]


def all_forms(rulebook: Rulebook, knowledge: Knowledge) -> Mapping[str, Form]:
    """Return every tool by the name that entries, buttons and commands use."""
    forms: tuple[Form, ...] = (
        EligibilityForm(rulebook, knowledge),
        GrantForm(rulebook, knowledge),
        DurationForm(rulebook, knowledge),
        GradeForm(rulebook, knowledge),
        DeadlinesForm(rulebook, knowledge),
        AccountForm(rulebook, knowledge),
        OptionsForm(rulebook, knowledge),
    )
    return {form.name: form for form in forms}
