"""What the length of a stay amounts to: nothing, several together, or days."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.understanding.understanding import FactValue
from rules.duration import MONTH, calendar_days


def is_no_stay(value: FactValue) -> bool:
    """Return whether a length is none at all: "0 meseci" can be used, but not planned."""
    return isinstance(value, Mapping) and all(count == 0 for count in value.values())


def together(values: Sequence[FactValue]) -> FactValue | None:
    """Return several stays as one length; None where they cannot be added (dates, semesters)."""
    if len(values) == 1:
        return values[0]
    total: dict[str, int] = {}
    for value in values:
        if not isinstance(value, Mapping):
            return None
        for unit, count in value.items():
            if not isinstance(count, int):
                return None
            total[unit] = total.get(unit, 0) + count
    return None if "semesters" in total and len(total) > 1 else total


def in_days(duration: FactValue | None) -> int | None:
    """Return a duration in days, as a grant by the day counts them.

    None for semesters or no duration.
    """
    if not isinstance(duration, Mapping) or "semesters" in duration:
        return None
    first, last = duration.get("from"), duration.get("to")
    if isinstance(first, str) and isinstance(last, str):
        return calendar_days(date.fromisoformat(first), date.fromisoformat(last))
    months, days = duration.get("months", 0), duration.get("days", 0)
    return int(months) * MONTH + int(days)
