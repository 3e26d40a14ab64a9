"""Ordinal numbers: 1st, 2nd, 3rd in English, 1., 2., 3. in Serbian."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Ordinal:
    """A place in an order, from 1."""

    number: int
