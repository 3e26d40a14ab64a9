"""Words that stand for a button: everything that can be tapped can be typed."""

from collections.abc import Mapping

from locales import fold

# The step of an interview, and the folded words that mean it.
_INTERVIEW: Mapping[str, frozenset[str]] = {
    "cancel": frozenset(
        {
            "cancel",
            "stop",
            "quit",
            "exit",
            "otkazi",
            "prekini",
            "odustajem",
            "odustani",
            "stani",
            "izadji",
            "kraj",
            "ne zelim vise",
            "dosta",
        }
    ),
    "back": frozenset({"back", "nazad", "natrag", "go back", "vrati", "korak nazad"}),
    "why": frozenset(
        {
            "why",
            "why do you ask",
            "why do you need that",
            "zasto",
            "zasto pitas",
            "zasto pitate",
            "sto",
        }
    ),
    "summary": frozenset(
        {"change", "edit", "promeni", "izmeni", "change an answer", "promeni odgovor"}
    ),
}

_AFTER: Mapping[str, frozenset[str]] = {
    "source": frozenset(
        {"source", "sources", "izvor", "izvori", "which source", "koji izvor", "odakle to"}
    ),
    "more": frozenset({"more", "tell me more", "jos", "vise", "reci mi vise", "detaljnije"}),
    "why": frozenset(
        {
            "why",
            "why not",
            "why so",
            "why is that",
            "and why",
            "how come",
            "zasto",
            "zasto ne",
            "zasto tako",
            "zasto je tako",
            "a zasto",
            "kako to",
        }
    ),
}

_ELSE = frozenset(
    {
        "something else",
        "none",
        "none of these",
        "no",
        "nesto drugo",
        "nijedno",
        "nista od toga",
        "ne",
    }
)


def interview_step(text: str) -> str | None:
    """Return the step of an interview that a message asks for.

    `cancel`, `back`, `why` or `summary`.
    """
    return _meaning(text, _INTERVIEW)


def after_answer(text: str) -> str | None:
    """Return what a message asks about the answer before it: `source`, `more` or `why`."""
    return _meaning(text, _AFTER)


def something_else(text: str) -> bool:
    """Whether a message says that none of the suggestions was meant."""
    return _words(text) in _ELSE


def _meaning(text: str, meanings: Mapping[str, frozenset[str]]) -> str | None:
    words = _words(text)
    return next((step for step, ways in meanings.items() if words in ways), None)


def _words(text: str) -> str:
    return " ".join(fold(text).strip(" .?!,").split())
