"""Words that stand for a button: everything that can be tapped can be typed."""

from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("steps")
# A folded message, and the step it means while a form asks, and after an answer.
_FORM = _VOCABULARY.meanings("form")
_ANSWER = _VOCABULARY.meanings("answer")
_ELSE = frozenset(_VOCABULARY.in_order("something else"))


def interview_step(text: str) -> str | None:
    """Return the step of an interview that a message asks for.

    `cancel`, `back`, `why` or `summary`.
    """
    return _FORM.get(_words(text))


def after_answer(text: str) -> str | None:
    """Return what a message asks about the answer before it: `source`, `more` or `why`."""
    return _ANSWER.get(_words(text))


def something_else(text: str) -> bool:
    """Return whether a message says that none of the suggestions was meant."""
    return _words(text) in _ELSE


def _words(text: str) -> str:
    return " ".join(fold(text).strip(" .?!,").split())
