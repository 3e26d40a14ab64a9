"""The first and the last day of a stay, put into words together: "3–4 May 2027"."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Two days to be put into words together; what both share is told once.

    Attributes:
        first: the first day.
        last: the last day.
    """

    first: date
    last: date
