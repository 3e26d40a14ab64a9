"""Facts for property tests: values around every limit, and people made of them."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from rules.facts import CYCLES, FACTS, PROGRAMMES, ROLES, FactKind

# Just below, at and just above each limit of the published rules, in every unit.
DURATIONS: tuple[Mapping[str, Any], ...] = (
    {"days": 1},
    {"days": 2},
    {"days": 4},
    {"days": 5},
    {"days": 30},
    {"days": 31},
    {"days": 59},
    {"days": 60},
    {"days": 61},
    {"months": 5},
    {"days": 359},
    {"months": 12},
    {"months": 12, "days": 1},
    {"semesters": 1},
    {"semesters": 2},
    {"semesters": 3},
    {"from": "2026-01-01", "to": "2026-02-28"},
    {"from": "2026-02-01", "to": "2026-03-31"},
    {"from": "2026-03-01", "to": "2026-03-30"},
)
USED: tuple[Mapping[str, Any], ...] = (
    {"days": 0},
    {"days": 1},
    {"days": 300},
    {"days": 329},
    {"days": 330},
    {"days": 331},
    {"days": 355},
    {"days": 356},
    {"days": 359},
    {"months": 12},
    {"days": 361},
    {"semesters": 1},
    {"semesters": 2},
    {"semesters": 3},
)
NUMBERS: Mapping[str, tuple[Any, ...]] = {
    "year": (1, 2, 3),
    "ects": (0, 2, 2.5, 3, 30),
    "hours": (0, 7.5, 8, 40),
    "earned_ects": (0, 44.5, 45, 240),
    "average": (6, 7.49, 7.5, 10),
}


def values(fact: str) -> tuple[Any, ...]:
    """Values of a fact around every limit."""
    definition = FACTS[fact]
    match definition.kind:
        case FactKind.CHOICE:
            return definition.allowed
        case FactKind.TRUTH:
            return (True, False)
        case FactKind.DURATION:
            return DURATIONS if fact == "duration" else USED
        case FactKind.WHOLE | FactKind.NUMBER:
            return NUMBERS[fact]


def facts_of(programme: str) -> tuple[str, ...]:
    """The facts that the table gives a programme."""
    return tuple(name for name, one in FACTS.items() if programme in one.programmes)


@st.composite
def people(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A programme, and somebody of whom some facts are told, some unknown, some missing."""
    programme = draw(st.sampled_from(PROGRAMMES))
    facts: dict[str, Any] = {}
    for fact in facts_of(programme):
        how = draw(st.sampled_from(("told", "told", "told", "missing", "unknown")))
        if how == "told":
            facts[fact] = draw(st.sampled_from(values(fact)))
        elif how == "unknown":
            facts[fact] = "unknown"
    return programme, facts


# What speaks for going, so that what is left open can still decide.
_GOOD: Mapping[str, Any] = {
    "role": "student",
    "cycle": "doctoral",
    "mobility_cycle": "doctoral",
    "year": 2,
    "used": {"days": 0},
    "ects": 3,
    "hours": 8,
}


@st.composite
def nearly_told(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A programme, and somebody of whom one to four facts are missing."""
    programme = draw(st.sampled_from(PROGRAMMES))
    names = facts_of(programme)
    missing = draw(st.sets(st.sampled_from(names), min_size=1, max_size=min(4, len(names))))
    facts: dict[str, Any] = {}
    for fact in names:
        if fact not in missing:
            good = _GOOD.get(fact, True if FACTS[fact].kind is FactKind.TRUTH else None)
            some = (*values(fact), "unknown")
            anything = draw(st.sampled_from(some))
            facts[fact] = anything if good is None or draw(st.integers(0, 4)) == 0 else good
    return programme, facts


roles = st.none() | st.sampled_from(ROLES)
cycles = st.none() | st.sampled_from(CYCLES)
durations = st.sampled_from(DURATIONS)
