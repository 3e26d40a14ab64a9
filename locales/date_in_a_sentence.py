"""A day as a sentence needs it: "31 May", and in Serbian also "31. маја"."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateInASentence:
    """A day to be put into words.

    Attributes:
        day: which day.
        with_year: its year is told; a day that comes each year has none.
        genitive: in Serbian it stands after "до", "од", or alone for when: "до 31. маја".
    """

    day: date
    with_year: bool = True
    genitive: bool = False
