"""The second reading is sound itself: its day counts, and what it makes of "unknown"."""

import itertools
import random

import pytest

from tests.quality.oracle.boundary_values import PROGRAMMES, any_complete_facts, good_facts
from tests.quality.oracle.brute_force import Expected, cases_count, expect, values_of
from tests.quality.oracle.reading import DEPENDS, UNKNOWN, in_days, read, verdict

every_programme = pytest.mark.parametrize("programme", PROGRAMMES)


@pytest.mark.parametrize(
    ("first", "last", "long_stay", "short_stay"),
    [
        ("2023-01-01", "2023-04-15", 105, 105),
        ("2025-09-15", "2025-10-14", 30, 30),
        ("2025-09-15", "2026-01-31", 136, 139),
        ("2026-02-16", "2026-06-30", 135, 135),
        ("2026-02-01", "2026-03-31", 60, 59),
        ("2026-01-01", "2026-02-28", 58, 59),
        ("2025-10-01", "2026-09-30", 360, 365),
    ],
)
def test_long_stays_count_in_months_of_thirty_days_and_short_ones_in_the_calendar(
    first: str, last: str, long_stay: int, short_stay: int
) -> None:
    stay = {"from": first, "to": last}
    assert in_days(stay, long_stay=True) == long_stay
    assert in_days(stay, long_stay=False) == short_stay


@every_programme
def test_facts_in_order_are_eligible(programme: str) -> None:
    facts = good_facts(programme)
    assert verdict(read(programme, facts)) == "eligible"
    assert expect(programme, facts) == Expected("eligible")


@every_programme
def test_an_unknown_fact_leaves_a_condition_open_where_its_values_differ(programme: str) -> None:
    draw = random.Random(f"unknown facts for {programme}")
    compared = 0
    for _ in range(400):
        facts = any_complete_facts(programme, draw)
        unknown = [fact for fact, value in facts.items() if value == UNKNOWN]
        if not unknown or cases_count(programme, facts) > 500:
            continue
        choices = (values_of(programme, fact) for fact in unknown)
        cases = [
            read(programme, {**facts, **dict(zip(unknown, values, strict=True))})
            for values in itertools.product(*choices)
        ]
        for concern, result in read(programme, facts).items():
            results = {case[concern] for case in cases}
            if concern == "length" and "covers_term" in unknown:
                # A stay under 2 months fails unless the term was told, so there "unknown" is "no".
                continue
            settled = results.pop() if len(results) == 1 else DEPENDS
            assert (concern, result, facts) == (concern, settled, facts)
            compared += 1
    assert compared > 300
