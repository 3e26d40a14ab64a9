"""What comes back from a check."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from locales import Text, Value

Outcome: TypeAlias = Literal["eligible", "not_eligible", "depends", "incomplete"]


@dataclass(frozen=True, slots=True)
class Note(Text):
    """A text that comes from somewhere.

    Attributes:
        source: the section it rests on, `document/section`; empty where it is our own word.
    """

    source: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an outcome is as it is.

    Attributes:
        rule: the condition's id, `programme.condition`; stable once released.
        outcome: whether the condition fails, or cannot be settled.
        text: why, in the second person.
        source: the section that states the condition, `document/section`.
    """

    rule: str
    outcome: Literal["fails", "depends"]
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may go, by the published rules.

    Attributes:
        programme: what was checked.
        institution: by whose rules.
        title: the name of the programme, as it stands alone.
        outcome: `eligible` (every published condition holds), `not_eligible`, `depends` (the
            published rules, or the person, cannot settle it) or `incomplete`.
        reasons: the conditions that fail, or those that cannot be settled; else empty.
        missing: facts that can still change the outcome, in the order to ask them.
        would_change: what would have to be different, for each failing condition.
        not_modelled: what decides too and is not checked here, where it matters for this case.
        notes: that this is general information, and that a figure may be out of date.
    """

    programme: str
    institution: str
    title: Value
    outcome: Outcome
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    would_change: tuple[Text, ...]
    not_modelled: tuple[Note, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a source.

    Attributes:
        text: the sentence, word for word.
        language: the tag of its language and script, which is the source's and not the reader's.
    """

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class StatedCondition:
    """A condition in words, for "why do you ask" and for whoever checks the rules.

    Attributes:
        id: `programme.condition`.
        facts: the facts that it can need.
        parameters: the numbers that it compares with.
        source: the section that states it, `document/section`.
        text: the condition, in the second person.
        quote: the sentence that states it.
    """

    id: str
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    source: str
    text: Text
    quote: Quote
