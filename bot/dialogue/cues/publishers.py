"""By whose rules a form computes, in a conversation about an institution."""

from bot.forms.form import Answers
from bot.forms.programmes import INSTITUTION
from rules.institutions import DEADLINES, GRADES, PROGRAMMES, registry

# What each form needs of an institution to compute by its rules; the others need its programmes.
_NEEDED = {"grade": GRADES, "deadlines": DEADLINES}


def institution_of(form: str, institution: str | None = None) -> str:
    """Return the institution by whose rules a form computes, in a conversation about one."""
    return registry().teller(_NEEDED.get(form, PROGRAMMES), institution)


def of_another(form: str, institution: str | None) -> str | None:
    """Return the institution where a form computes by other rules than it would for anybody."""
    owner = institution_of(form, institution)
    return None if owner == institution_of(form) else owner


def computed_by(form: str, answers: Answers) -> str:
    """Return the institution by whose rules a form computes with these answers."""
    told = answers.get(INSTITUTION)
    return institution_of(form, None if told is None else str(told))
