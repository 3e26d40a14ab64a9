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

When: TypeAlias = Callable[[Told], bool]


def _always(_told: Told) -> bool:
    return True


def _in_integrated_studies(told: Told) -> bool:
    return told.facts.get("cycle") == "integrated"


def _been_away(told: Told) -> bool:
    return told.stays.get("used", NO_STAY) != NO_STAY


@dataclass(frozen=True, slots=True)
class NotModelled:
    """One thing that is left to people.

    Attributes:
        id: the last part of its message id.
        source: the section that names it, or that is silent about it.
        programmes: where it decides too.
        when: for whom it matters.
        also_failing: the condition for which it matters even where the verdict is no.
    """

    id: str
    source: str
    programmes: tuple[str, ...]
    when: When = _always
    also_failing: str = ""

    @property
    def note(self) -> Note:
        """It in words."""
        return Note(f"rules.not_modelled.{self.id}", source=self.source)


_INTRODUCTION, _SHORT = "ub-outgoing/introduction", "ub-outgoing/short-term-phd"
_MAXIMUM = "ub-outgoing/maximum-duration"

NOT_MODELLED: tuple[NotModelled, ...] = (
    NotModelled("selection", _INTRODUCTION, PROGRAMMES),
    NotModelled("consent", _INTRODUCTION, PROGRAMMES),
    NotModelled("partner", _INTRODUCTION, (STUDY, SHORT_PHD, BIP, *STAFF_PROGRAMMES)),
    NotModelled("budget", _SHORT, (SHORT_PHD,)),
    NotModelled("europe", _SHORT, (SHORT_PHD,)),
    NotModelled("call_duration", "ub-outgoing/traineeship", (TRAINEESHIP,)),
    NotModelled("integrated", _MAXIMUM, (STUDY, BIP, TRAINEESHIP), _in_integrated_studies),
    NotModelled("other_mobility", _MAXIMUM, STUDENT_PROGRAMMES, _been_away, "twelve_months"),
)


def not_modelled(
    programme: str, told: Told, level: Level, rules: Iterable[str]
) -> tuple[Note, ...]:
    """Return what is left to people for a programme, what is told, and how the verdict came out.

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
        if programme in one.programmes
        and one.when(told)
        and (level is not Level.FAILS or one.also_failing in named)
    )


def left_to_people(programme: str) -> tuple[Note, ...]:
    """Return all that decides about a programme and that no condition models.

    Whoever it concerns.
    """
    return tuple(one.note for one in NOT_MODELLED if programme in one.programmes)


def own_limits(programme: str) -> tuple[Note, ...]:
    """Return what the source says of this programme alone and no condition models."""
    return tuple(one.note for one in NOT_MODELLED if one.programmes == (programme,))
