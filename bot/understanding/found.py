"""Define what the readers of a message return: values, what is unclear, what found no place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.understanding.tokens import Span
from bot.understanding.understanding import Holder, Time

FactValue: TypeAlias = bool | int | float | str | Mapping[str, float] | Mapping[str, str]
"""A fact in JSON form: `"student"`, `2`, `True`, `{"days": 20}`, `{"from": "…", "to": "…"}`."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that was said of a fact and cannot be taken as its value.

    Attributes:
        field: the fact, or the field of the reading, that it speaks of.
        reason: `range` (one of two lengths: both ends are the candidates), `under` and `over`
            (a little less or more than the candidate: "nepuna dva meseca"), `foreign_grade` (of
            another scale), `bound` (a limit, not a value), `rule` (told of a rule),
            `relative` (a distance in time), `nonsense` (no possible value), `imprecise`,
            `ambiguous` (see the candidates), `conflict` (several values that exclude each other),
            `points_or_credits`, `average`.
        span: where it stands in the folded text.
        candidates: the values that it may mean, where they can be named.
    """

    field: str
    reason: str
    span: Span
    candidates: tuple[FactValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A value that was read for a field.

    Attributes:
        field: the fact, or the field of the reading.
        value: the value in JSON form.
        start: index of its first word.
        stop: index after its last word.
        how: `about` where the value was told as not exact ("desetak dana"), else None.
        of: whose it is.
        cycle: the cycle of studies that a stay was told for, where one was named with it.
        time: planned, done, negated, or a quoted limit.
    """

    field: str
    value: FactValue
    start: int
    stop: int
    how: str | None = None
    of: Holder = "asker"
    cycle: str | None = None
    time: Time = "planned"
