"""Days told from today, as answers to the day on which a semester begins."""

from datetime import date

import pytest

from bot.understanding.dates.relative_days import relative_day
from bot.understanding.tokens import take_apart

SATURDAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 9, 13)),
        ("sutra", date(2026, 9, 13)),
        ("Сутра!", date(2026, 9, 13)),
        ("danas", SATURDAY),
        ("prekosutra", date(2026, 9, 14)),
        ("the day after tomorrow", date(2026, 9, 14)),
        ("next Monday", date(2026, 9, 14)),
        ("у понедељак", date(2026, 9, 14)),
        ("u sredu", date(2026, 9, 16)),
        ("saturday", date(2026, 9, 19)),
        ("u nedelju", date(2026, 9, 13)),
    ],
)
def test_a_day_is_told_from_today(text: str, day: date) -> None:
    assert relative_day(take_apart(text), SATURDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "sledeće nedelje",
        "monday or tuesday",
        "I do not know, perhaps tomorrow",
        "2 nedelje",
        "",
    ],
)
def test_what_tells_no_day_tells_none(text: str) -> None:
    assert relative_day(take_apart(text), SATURDAY) is None
