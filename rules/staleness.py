"""Saying that a figure may be out of date."""

from collections.abc import Iterable
from datetime import date

from rules.parameter import ParameterValue
from rules.verdict import Note


def stale_note(values: Iterable[ParameterValue], on: date) -> Note | None:
    """Return a note where one of the figures is stale on a day; None where all are fresh.

    An answer still comes: a figure that nobody checked for long is most often still right.
    """
    stale = [value for value in values if value.stale(on)]
    if not stale:
        return None
    oldest = min(stale, key=lambda value: value.checked_on)
    return Note("rules.note.stale", {"date": oldest.checked_on}, source=oldest.reference)
