"""What decides too and no condition models: listed once, shown where it matters.

The published text names these without a yes or no that could be computed, or does not speak of
them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from rules.condition import Level, Told
from rules.duration import NO_STAY
from rules.facts import (
    BIP,
    PROGRAMMES,
    SHORT_PHD,
    STAFF_PROGRAMMES,
    STUDENT_PROGRAMMES,
    STUDY,
    TRAINEESHIP,
)
from rules.verdict import Note

Matters: TypeAlias = Callable[[str, Told], bool]


@dataclass(frozen=True, slots=True)
class NotModelled:
    """One thing that is left to people.

    Attributes:
        id: the last part of its message id.
        source: the section that names it, or that is silent about it.
        matters: whether it matters for a programme and what is told.
        also_failing: the condition for which it matters even where the verdict is no.
    """

    id: str
    source: str
    matters: Matters
    also_failing: str = ""

    @property
    def note(self) -> Note:
        """It in words."""
        return Note(f"rules.not_modelled.{self.id}", source=self.source)


def _for(*programmes: str) -> Matters:
    return lambda programme, _told: programme in programmes


def _integrated(programme: str, told: Told) -> bool:
    return programme in STUDENT_PROGRAMMES and told.facts.get("cycle") == "integrated"


def _been_away(programme: str, told: Told) -> bool:
    return programme in STUDENT_PROGRAMMES and told.stays.get("used", NO_STAY) != NO_STAY


_INTRODUCTION, _SHORT = "ub-outgoing/introduction", "ub-outgoing/short-term-phd"
_MAXIMUM = "ub-outgoing/maximum-duration"

NOT_MODELLED: tuple[NotModelled, ...] = (
    NotModelled("selection", _INTRODUCTION, _for(*PROGRAMMES)),
    NotModelled("consent", _INTRODUCTION, _for(*PROGRAMMES)),
    NotModelled("partner", _INTRODUCTION, _for(STUDY, SHORT_PHD, BIP, *STAFF_PROGRAMMES)),
    NotModelled("budget", _SHORT, _for(SHORT_PHD)),
    NotModelled("europe", _SHORT, _for(SHORT_PHD)),
    NotModelled("call_duration", "ub-outgoing/traineeship", _for(TRAINEESHIP)),
    NotModelled("integrated", _MAXIMUM, _integrated),
    NotModelled("other_mobility", _MAXIMUM, _been_away, also_failing="twelve_months"),
)


def not_modelled(
    programme: str, told: Told, level: Level, rules: Iterable[str]
) -> tuple[Note, ...]:
    """What is left to people for a programme, what is told, and how the verdict came out.

    Args:
        programme: what was checked.
        told: the facts with values.
        level: the outcome; where it is no, only what could turn it matters.
        rules: the ids of the conditions among its reasons.
    """
    named = {rule.rpartition(".")[2] for rule in rules}
    return tuple(
        one.note
        for one in NOT_MODELLED
        if one.matters(programme, told) and (level is not Level.FAILS or one.also_failing in named)
    )
