"""What a row of the slot table says: how one thing about a case is asked, checked and worded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import AnswerReading
from bot.understanding.answers.answers import AnswerContext
from rules import Rulebook

Answers = Mapping[str, Json]

Options = Callable[[Rulebook, Answers], tuple[Json, ...]]
"""The answers that buttons offer, given what was answered before."""

Bounds = Callable[[Rulebook, Answers], tuple[int, int]]
"""The least and the most that a number may be."""

Validator = Callable[[str, Json, Rulebook, date], object]
"""Raises `rules.FactError` for a value that the slot cannot have."""

Parser = Callable[[AnswerContext, str], AnswerReading]
"""Reads a typed answer to the slot's question."""

Wording = Callable[[Json, Voice], str]
"""A value in the reader's words, plain text."""


class SlotType(Enum):
    """What sort of value a slot holds."""

    TRUTH = "truth"
    CHOICE = "choice"
    WHOLE = "whole"
    NUMBER = "number"
    LENGTH = "length"
    DAY = "day"
    MARK = "mark"


class Scope(Enum):
    """How long what was told of a slot holds."""

    PERSON = "person"
    """True of the person from one question to the next."""
    STAY = "stay"
    """True of one planned stay."""
    QUESTION = "question"
    """Of one question only, and no part of the case."""
    CONVERSATION = "conversation"
    """Kept by the session itself, beside the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One row of the slot table.

    Its messages are `conversation.ask.NAME` (the question), `conversation.fact.NAME` (what was
    understood) and, for a choice, `conversation.option.NAME.VALUE`.

    Attributes:
        name: its name in sessions, JSON and button data.
        type: what sort of value it holds.
        parse: reads a typed answer.
        validate: refuses what is no value of it.
        options: the answers that buttons offer.
        columns: how many of them stand beside each other.
        bounds: the least and the most of a number that has limits.
        corrections: words of answers that a misspelt word is put right against.
        unit: what a number counts: `days`, `hours`, `ects` or `kilometres`.
        wording: the words of a value, where type and unit do not tell them.
        question: the message of its question, where it is not `conversation.ask.NAME` alone.
        allowed: the message that tells what an answer may be, without `conversation.allowed.`.
        code: its place in a case link; never changes, and a new slot takes the next free one. None
            for what a link does not carry.
        codes: the values of a choice by their codes in a case link; values never move.
        scope: how long what was told of it holds.
        numbered: a form asks for several of it, `stay1`, `stay2` and so on.
    """

    name: str
    type: SlotType
    parse: Parser
    validate: Validator
    options: Options
    columns: int = 3
    bounds: Bounds | None = None
    corrections: tuple[str, ...] = ()
    unit: str | None = None
    wording: Wording | None = None
    question: Callable[[Answers], str] | None = None
    allowed: str
    code: int | None = None
    codes: tuple[str, ...] = ()
    scope: Scope = Scope.STAY
    numbered: bool = False
