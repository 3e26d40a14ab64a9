"""A length after an earlier stay was told: a correction, an addition, or a stay of its own."""

from datetime import date

import pytest

from bot.dialogue.case import KeptSlot
from bot.dialogue.earlier_stays import as_told_before
from bot.understanding.understand import understand

TODAY = date(2026, 9, 1)
EARLIER = {"used": KeptSlot({"months": 3}, "3 months", "2026-09-01")}
PLANNED = {**EARLIER, "duration": KeptSlot({"months": 5}, "5 months", "2026-09-01")}


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("wait, it was 7 months", {"months": 7}),
        ("било је 7 месеци", {"months": 7}),
        ("and then 2 more months", {"months": 5}),
        ("i još 2 meseca na praksi", {"months": 5}),
    ],
)
def test_the_earlier_stay_is_corrected_or_added_to(text: str, used: dict[str, int]) -> None:
    case = as_told_before(understand(text, TODAY), EARLIER).case
    assert (case.get("used"), case.get("duration")) == (used, None)


@pytest.mark.parametrize("text", ["can I do 2 more months?", "i još 2 meseca?", "4 months in Graz"])
def test_a_stay_of_its_own_stays_planned(text: str) -> None:
    reading = understand(text, TODAY)
    assert as_told_before(reading, EARLIER) is reading


def test_where_a_stay_is_planned_the_correction_is_of_that_one() -> None:
    reading = understand("it was 7 months", TODAY)
    assert as_told_before(reading, PLANNED) is reading
    assert as_told_before(reading, {}) is reading
