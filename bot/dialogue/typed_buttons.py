"""Words that stand for a button: everything that can be tapped can be typed."""

from functools import lru_cache

from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("steps")
# A folded message, and the step it means while a form asks, and after an answer.
_FORM = _VOCABULARY.meanings("form")
_ANSWER = _VOCABULARY.meanings("answer")
_REMIND = frozenset(_VOCABULARY.in_order("remind"))
_NEWS = frozenset(_VOCABULARY.in_order("news"))
_OFFICE = _VOCABULARY.meanings("office")
_ASK_THE_OFFICE = frozenset(_VOCABULARY.in_order("ask the office"))
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in _ASK_THE_OFFICE)
_PHRASE_LENGTHS = sorted({len(phrase.split()) for phrase in _ASK_THE_OFFICE}, reverse=True)
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


def asks_to_be_reminded(text: str) -> bool:
    """Return whether a message asks for reminders."""
    return _words(text) in _REMIND


def asks_for_news(text: str) -> bool:
    """Return whether a message asks for news."""
    return _words(text) in _NEWS


def office_step(text: str) -> str | None:
    """Return what a message says to the preview of what goes to an office.

    `send`, `edit`, `bare` or `drop`.
    """
    return _OFFICE.get(_words(text))


def question_for_the_office(text: str) -> str | None:
    """Return what a message wants asked of an office, as it was written.

    Empty where it says no more than that; None where it says nothing of an office.
    """
    written = text.split(maxsplit=_PHRASE_LENGTHS[0])
    if not written or _word(written[0]) not in _FIRST_WORDS:
        return None
    words = [_word(word) for word in written[: _PHRASE_LENGTHS[0]]]
    for length in _PHRASE_LENGTHS:
        if " ".join(words[:length]) in _ASK_THE_OFFICE:
            return " ".join(text.split(maxsplit=length)[length:]).strip(" :,-–")
    return None


def _word(text: str) -> str:
    return fold(text).strip(" .?!,:;-–")


# A message is held against several lists.
@lru_cache(maxsize=8)
def _words(text: str) -> str:
    return " ".join(fold(text).strip(" .?!,").split())
