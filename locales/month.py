"""A month of a year, to be put into words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Month:
    """A month: "July 2026", "jul 2026."."""

    year: int
    month: int
