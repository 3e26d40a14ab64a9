"""The ledger of a case: every stay told in the conversation, with its kind, its cycle and its time.

Stays add up within a cycle, and only there: what `used` of the case holds follows from those that
are over. What a message does to the ledger is in `stay_turns.py`, `plan_turns.py` and
`stay_cycles.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias, cast

from bot.dialogue.state import case
from bot.messages.changed import replace
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.understanding import FactValue
from bot.understanding.lengths.stay_lengths import together
from rules.duration import MONTH, long_stay
from rules.reading_duration import read_duration


@record
class KeptStay:
    """One stay that is over, or planned.

    Attributes:
        value: its length, in the form of the facts.
        cycle: the cycle it counts in; None where none was told and none is known of the person.
        words: what was said around it, by which it is named later; kept without names
            (`kept_words.py`).
        kind: its programme; None where none was named.
        planned: whether it is still to come.
        hours: its hours of teaching or training; None where none were told of it.
        spoken_of: it is the one that was changed last, of several that are planned.
        behind: it was in a cycle that the person was told to be through with.
    """

    value: Json
    cycle: str | None
    words: str = ""
    kind: str | None = None
    planned: bool = False
    hours: Json = None
    spoken_of: bool = False
    behind: bool = False


Stays: TypeAlias = tuple[KeptStay, ...]


def used(stays: Stays, cycle: Json) -> Json:
    """Return what was used of a cycle, together; None where nothing was told of it."""
    values = [one.value for one in over(stays) if _counts(one, cycle)]
    added = total(values)
    # Terms and months cannot be added: what was told last stands.
    return added if added is not None or not values else in_months(values[-1])


def total(values: Sequence[Json]) -> Json:
    """Return stays as one length; None of none, and of terms beside months."""
    lengths = [cast("FactValue", in_months(one)) for one in values]
    return cast("Json", together(lengths)) if lengths else None


def over(stays: Iterable[KeptStay]) -> Stays:
    """Return the stays that are over."""
    return tuple(one for one in stays if not one.planned)


def planned(stays: Iterable[KeptStay], cycle: Json) -> Stays:
    """Return the stays that are planned in a cycle."""
    return tuple(one for one in stays if one.planned and _counts(one, cycle))


def of_cycle(stays: Stays, cycle: Json) -> Stays:
    """Return the stays that are over and count in a cycle, those of no known cycle among them."""
    return tuple(one for one in over(stays) if _counts(one, cycle) and is_any(one.value))


def of_other_cycles(stays: Stays, cycle: Json) -> Stays:
    """Return the stays that do not count in a cycle, as they were in another."""
    return tuple(one for one in over(stays) if not _counts(one, cycle) and is_any(one.value))


def in_step(stays: Stays, known: case.Case) -> Stays:
    """Return the ledger as the case has it: a button or the page "My case" may have changed it."""
    cycle = known["cycle"].value if "cycle" in known else None
    stays = tuple(
        replace(one, cycle=str(cycle)) if one.cycle is None and cycle is not None else one
        for one in stays
    )
    kept = known.get("used")
    if (None if kept is None else kept.value) == used(stays, cycle):
        return stays
    others = tuple(one for one in stays if one.planned or not _counts(one, cycle))
    if kept is None:
        return others
    return (*others, KeptStay(kept.value, None if cycle is None else str(cycle), kept.words))


def note(known: case.Case, stays: Stays, words: str, on: date) -> case.Case:
    """Return the case with what was used of its cycle, by the ledger."""
    cycle = known["cycle"].value if "cycle" in known else None
    in_all = used(stays, cycle)
    if in_all is None and of_other_cycles(stays, cycle):
        # All of it turned out to be of another cycle.
        return case.without(known, ("used",))
    if in_all is None:
        return known
    return case.note(known, {"used": in_all}, {"used": words}, on)


def is_any(value: Json) -> bool:
    """Return whether a length is one at all: "none" is told as a length of nothing."""
    return not isinstance(value, dict) or any(value.values())


def in_months(value: Json) -> Json:
    """Return a stay told by its dates in months and days, as they are counted; others unchanged."""
    if not isinstance(value, dict) or "from" not in value:
        return value
    months, days = divmod(long_stay(read_duration("used", value)).days, MONTH)
    told = {unit: count for unit, count in (("months", months), ("days", days)) if count}
    return cast("Json", told)


def _counts(stay: KeptStay, cycle: Json) -> bool:
    if cycle is None:
        return not stay.behind
    return stay.cycle in (None, cycle)
