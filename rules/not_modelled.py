"""What decides too and no condition models: named by a programme, shown where it matters.

The published text names these without a yes or no that could be computed, or does not speak of
them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rules.condition import CAP, Level, Told
from rules.duration import NO_STAY
from rules.programme import LeftToPeople, Programme
from rules.verdict import Note

When: TypeAlias = Callable[[Told], bool]


def _always(_told: Told) -> bool:
    return True


def _in_integrated_studies(told: Told) -> bool:
    return told.facts.get("cycle") == "integrated"


def _been_away(told: Told) -> bool:
    return told.stays.get("used", NO_STAY) != NO_STAY


@dataclass(frozen=True, slots=True)
class _Matters:
    """For whom one thing matters that is left to people.

    Attributes:
        when: whether it matters for what was told.
        of_the_cap: it matters even where the verdict is no, for the total of a cycle.
    """

    when: When = _always
    of_the_cap: bool = False


BUDGET = "budget"
KNOWN: Mapping[str, _Matters] = {
    "selection": _Matters(),
    "consent": _Matters(),
    "partner": _Matters(),
    BUDGET: _Matters(),
    "europe": _Matters(),
    "call_duration": _Matters(),
    "integrated": _Matters(_in_integrated_studies),
    "other_mobility": _Matters(_been_away, of_the_cap=True),
}
"""What a programme can leave to people; each has its message `rules.not_modelled.<id>`."""


def not_modelled(
    programme: Programme, told: Told, level: Level, rules: Iterable[str]
) -> tuple[Note, ...]:
    """Return what is left to people for a programme, what is told, and how the verdict came out.

    Args:
        programme: what was checked.
        told: the facts with values.
        level: the outcome; where it is no, only what could turn it matters.
        rules: the ids of the conditions among its reasons.
    """
    capped = {one.id for one in programme.conditions if CAP in one.bounds} & set(rules)
    return tuple(
        note_of(one)
        for one in programme.left_to_people
        if KNOWN[one.id].when(told)
        and (level is not Level.FAILS or (KNOWN[one.id].of_the_cap and capped))
    )


def note_of(one: LeftToPeople) -> Note:
    """Return one thing that is left to people, in words."""
    return Note(f"rules.not_modelled.{one.id}", source=one.source)


def left_to_people(programme: Programme) -> tuple[Note, ...]:
    """Return all that decides about a programme and that no condition models.

    Whoever it concerns.
    """
    return tuple(map(note_of, programme.left_to_people))


def own_limits(programme: Programme, others: Iterable[Programme]) -> tuple[Note, ...]:
    """Return what the source says of this programme alone and no condition models."""
    of_others = {
        one.id for other in others if other.name != programme.name for one in other.left_to_people
    }
    return tuple(note_of(one) for one in programme.left_to_people if one.id not in of_others)
