"""Name the units that a length is counted in, and turn a count of them into a duration."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Self

from bot.understanding.tokens import Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("durations")

UNITS = Phrases[str](_VOCABULARY.meanings("units"))

GLUED_UNITS: Mapping[str, str] = _VOCABULARY.meanings("glued units")
_MONTHS_OF: Mapping[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}

DAYS_OF: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}

ADJECTIVES = Phrases[str](_VOCABULARY.meanings("adjectives"))

_MOST: Mapping[str, int] = {"day": 3650, "month": 120, "semester": 20}


@dataclass(frozen=True, slots=True)
class Length:
    """A length that was told.

    Attributes:
        value: in the form of the facts: `{"days": 20}`, `{"months": 2, "days": 15}`, ...
        unit: what it was counted in: `day`, `month` or `semester`.
        start: index of its first word.
        stop: index after its last word.
        how: `about`, `under` or `over` where it was told as not exact, else None.
    """

    value: Mapping[str, int]
    unit: str
    start: int
    stop: int
    how: str | None = None

    @classmethod
    def of(cls, value: Mapping[str, int], start: int, stop: int, how: str | None = None) -> Self:
        """Make a length of a duration; the largest unit in it is the one it was counted in."""
        unit = next(unit for unit in ("semester", "month", "day") if f"{unit}s" in value)
        return cls(value, unit, start, stop, how)


def as_length(count: int | Decimal, unit: str) -> Mapping[str, int] | None:
    """Return a count of a unit as a duration; None when it is no whole days, or beyond sense."""
    if unit in DAYS_OF:
        days = count * DAYS_OF[unit]
        return {"days": int(days)} if days == int(days) and 1 <= days <= _MOST["day"] else None
    if unit in {"semester", "academic year"}:
        semesters = count * (2 if unit == "academic year" else 1)
        whole = semesters == int(semesters) and 1 <= semesters <= _MOST["semester"]
        return {"semesters": int(semesters)} if whole else None
    months = count * _MONTHS_OF[unit]
    if not 0 <= months <= _MOST["month"]:
        return None
    whole_months, rest = int(months), months - int(months)
    if rest == 0:
        return {"months": whole_months}
    if rest != Decimal("0.5"):
        return None
    return {"months": whole_months, "days": 15} if whole_months else {"days": 15}


def between_whole_days(count: int | Decimal, unit: str) -> tuple[Mapping[str, int], ...]:
    """Return both whole numbers of days beside a broken one: two and a half weeks are 17 or 18."""
    if unit not in DAYS_OF or not isinstance(count, Decimal) or count % 1 != Decimal("0.5"):
        return ()
    days = count * DAYS_OF[unit]
    if not 1 < days < _MOST["day"]:
        return ()
    ends = (days.to_integral_value(ROUND_FLOOR), days.to_integral_value(ROUND_CEILING))
    return tuple({"days": int(end)} for end in ends)
