"""The values on both sides of every limit, and the sets of facts that are made of them."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

from tests.quality.oracle.reading import FACTS_OF, UNKNOWN

PROGRAMMES = list(FACTS_OF)

_TRUTHS = [True, False, UNKNOWN]
_CYCLES = ["bachelor", "master", "doctoral", "integrated", UNKNOWN]
_ROLES = [
    *("student", "graduate", "teacher", "assistant", "researcher", "administrative"),
    UNKNOWN,
]
_LONG_STAYS: list[Any] = [
    *({"days": 1}, {"days": 59}, {"months": 1, "days": 29}, {"months": 2}, {"days": 60}),
    *({"days": 61}, {"months": 5}, {"days": 360}, {"months": 12}, {"days": 361}),
    *({"months": 12, "days": 1}, {"semesters": 1}, {"semesters": 2}, {"semesters": 3}),
    {"from": "2026-01-01", "to": "2026-02-28"},  # 58 by the 360-day rule, 59 in the calendar
    {"from": "2026-02-01", "to": "2026-03-31"},  # 60, though 59 in the calendar
    {"from": "2026-01-31", "to": "2026-03-29"},  # 60, though 58 in the calendar
    {"from": "2025-10-01", "to": "2026-09-30"},  # 360, though 365 in the calendar
    {"from": "2025-10-01", "to": "2026-10-01"},  # 361
    UNKNOWN,
]
_SHORT_STAYS: list[Any] = [
    *({"days": 1}, {"days": 4}, {"days": 5}, {"days": 14}, {"days": 29}, {"days": 30}),
    *({"months": 1}, {"days": 31}, {"months": 1, "days": 1}, {"days": 361}),
    *({"semesters": 1}, {"semesters": 3}),
    {"from": "2026-03-02", "to": "2026-03-31"},  # 30 in the calendar, 29 by the 360-day rule
    {"from": "2026-03-01", "to": "2026-03-31"},  # 31 in the calendar, 30 by the 360-day rule
    {"from": "2026-02-27", "to": "2026-03-03"},  # 5 in the calendar, 7 by the 360-day rule
    {"from": "2026-02-27", "to": "2026-03-02"},  # 4 in the calendar, 6 by the 360-day rule
    UNKNOWN,
]
_STAFF_STAYS: list[Any] = [
    *({"days": 1}, {"days": 2}, {"days": 3}, {"days": 59}, {"days": 60}, {"months": 2}),
    *({"days": 61}, {"months": 2, "days": 1}, {"semesters": 1}),
    {"from": "2026-03-01", "to": "2026-03-01"},  # 1
    {"from": "2026-02-28", "to": "2026-03-01"},  # 2 in the calendar
    {"from": "2026-01-01", "to": "2026-03-01"},  # 60 in the calendar, 61 by the 360-day rule
    {"from": "2026-01-01", "to": "2026-03-02"},  # 61 in the calendar
    UNKNOWN,
]
_USED: list[Any] = [
    *({"days": 0}, {"months": 0}, {"semesters": 0}, {"days": 1}, {"days": 299}),
    *({"days": 300}, {"days": 301}, {"days": 330}, {"days": 331}, {"days": 355}),
    *({"days": 356}, {"months": 11, "days": 29}, {"months": 12}, {"days": 361}),
    *({"semesters": 1}, {"semesters": 2}, {"semesters": 3}),
    {"from": "2025-02-01", "to": "2025-11-30"},  # 300 by the 360-day rule, 303 in the calendar
    {"from": "2025-10-01", "to": "2026-09-30"},  # 360, though 365 in the calendar
    UNKNOWN,
]

# Facts with which every condition holds (but the role, which for staff is one of two).
_GOOD: dict[str, Any] = {
    "role": "student",
    "registered": True,
    "degree_programme": True,
    "cycle": "doctoral",
    "year": 2,
    "mobility_cycle": "doctoral",
    "covers_term": True,
    "used": {"days": 0},
    "virtual_part": True,
    "ects": 3,
    "through_faculty": True,
    "applied_while_enrolled": True,
    "within_year": True,
    "before_project_end": True,
    "contract": True,
    "hours": 8,
}

# The facts that act on each other, and are therefore tried in every combination.
_TOGETHER: dict[str, list[tuple[str, ...]]] = {
    "study": [
        ("cycle", "duration", "covers_term"),
        ("cycle", "duration", "used"),
        ("role", "cycle", "year", "mobility_cycle"),
        ("role", "registered", "degree_programme"),
        ("role", "duration", "covers_term"),
    ],
    "short_phd": [
        ("cycle", "duration", "used"),
        ("role", "registered", "cycle", "duration"),
    ],
    "bip": [
        ("cycle", "duration", "used"),
        ("role", "registered", "cycle", "year"),
        ("duration", "virtual_part", "ects", "through_faculty"),
    ],
    "traineeship": [
        ("cycle", "duration", "used"),
        ("role", "registered", "cycle", "year"),
        ("role", "registered", "applied_while_enrolled", "within_year", "before_project_end"),
    ],
    "teaching": [("role", "contract", "duration", "hours")],
    "training": [("role", "contract", "duration", "hours")],
}


def boundary_values(programme: str, fact: str) -> list[Any]:
    """The values on both sides of the limits for this fact, "unknown" among them."""
    if fact == "duration":
        if programme in ("study", "traineeship"):
            return _LONG_STAYS
        return _SHORT_STAYS if programme in ("short_phd", "bip") else _STAFF_STAYS
    return {
        "role": _ROLES,
        "cycle": _CYCLES,
        "mobility_cycle": _CYCLES,
        "year": [1, 2, 3, UNKNOWN],
        "used": _USED,
        "ects": [0, 2, 2.5, 3, 6, UNKNOWN],
        "hours": [0, 7, 7.5, 8, 40, UNKNOWN],
    }.get(fact, _TRUTHS)


def _good_value(programme: str, fact: str) -> Any:
    if fact == "role" and programme in ("teaching", "training"):
        return "researcher"
    if fact == "duration":
        return {"months": 5} if programme in ("study", "traineeship") else {"days": 14}
    return _GOOD[fact]


def good_facts(programme: str) -> dict[str, Any]:
    """A complete set of facts with which every condition of the programme holds."""
    return {fact: _good_value(programme, fact) for fact in FACTS_OF[programme]}


def complete_grid(programme: str) -> Iterator[dict[str, Any]]:
    """Every combination of the facts that act on each other, the others being in order."""
    for together in _TOGETHER[programme]:
        for values in itertools.product(*(boundary_values(programme, f) for f in together)):
            yield {**good_facts(programme), **dict(zip(together, values, strict=True))}


def any_complete_facts(programme: str, draw: random.Random) -> dict[str, Any]:
    """A complete set of facts in which anything may be wrong: mostly much, at times little."""
    in_order = draw.choice((0.3, 0.6, 0.9))
    return {
        fact: _good_value(programme, fact)
        if draw.random() < in_order
        else draw.choice(boundary_values(programme, fact))
        for fact in FACTS_OF[programme]
    }


def any_partial_facts(programme: str, draw: random.Random) -> dict[str, Any]:
    """Some facts of the programme, and now and then one that it does not use."""
    share = draw.choice((0.2, 0.4))
    facts = {
        fact: value
        for fact, value in any_complete_facts(programme, draw).items()
        if draw.random() >= share
    }
    if draw.random() < 0.2:
        stray = draw.choice(sorted(set(_GOOD) - set(FACTS_OF[programme])))
        facts[stray] = draw.choice(boundary_values(programme, stray))
    return facts
