"""The cycle in which somebody applied for a traineeship, which is the one that it counts in.

"I applied in my bachelor's and did 3 months of it as a master's student": the months are those of
the bachelor's, and the person is in the master's.
"""

from dataclasses import replace

from bot.understanding.cue import Cue
from bot.understanding.once import once
from bot.understanding.people.people import ORDER
from bot.understanding.tokens import Span
from bot.understanding.understanding import SlotValue, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

_APPLIED = Cue.of(load_vocabulary("stays"), "applied for it")
_TRAINEESHIP = "traineeship"
# Between the word for applying and the cycle, as letters: "applied for my internship while in my".
_REACH = 60


@once
def applied_in(reading: Understanding) -> str | None:
    """Return the cycle in which a message says that a traineeship was applied for."""
    found_at = _APPLIED.spans(reading)
    if not found_at:
        return None
    cycles = [
        (one, (len(fold(reading.text[: span[0]])), len(fold(reading.text[: span[1]]))))
        for one, span in reading.cycles
    ]
    for found in found_at:
        near = [
            (max(place[0] - found[1], found[0] - place[1]), one)
            for one, place in cycles
            if not _is_parted(reading.folded, found, place)
        ]
        near = [one for one in near if one[0] <= _REACH]
        if near:
            return min(near)[1]
    return None


def later_than_applied(reading: Understanding) -> str | None:
    """Return the later cycle that a message names beside the one that was applied in."""
    applied = applied_in(reading)
    if applied is None:
        return None
    later = [one for one, _ in reading.cycles if ORDER.get(one, 0) > ORDER.get(applied, 0)]
    return later[-1] if later else None


def where_applied(reading: Understanding) -> Understanding:
    """Return a message with the traineeship in the cycle of its application."""
    applied, now = applied_in(reading), later_than_applied(reading)
    if applied is None or now is None or not _is_of_a_traineeship(reading):
        return reading
    done = [one for one in reading.stays if one.time == "done"]
    own = [one for one in done if one.kind == _TRAINEESHIP] or (done if len(done) == 1 else [])
    moved = [one.span for one in own]
    planned = {one.kind for one in reading.stays if one.time == "planned"} - {None, _TRAINEESHIP}
    slots = [
        replace(one, cycle=applied) if one.slot == "used" and one.span in moved else one
        for one in reading.slots
        if one.slot not in {"cycle", "mobility_cycle"}
        and not (one.slot == "programme" and own and (planned or one.value == _TRAINEESHIP))
    ]
    place = next(span for cycle, span in reading.cycles if cycle == now)
    slots.append(SlotValue("cycle", now, place, reading.about))
    if own and len(planned) == 1:
        slots.append(SlotValue("programme", str(planned.pop()), moved[0], reading.about))
    return replace(
        reading,
        slots=tuple(sorted(slots, key=lambda one: one.span)),
        stays=tuple(
            replace(one, cycle=applied, kind=_TRAINEESHIP) if one in own else one
            for one in reading.stays
        ),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != "cycle"),
    )


def _is_of_a_traineeship(reading: Understanding) -> bool:
    kinds = {one.kind for one in reading.stays}
    return _TRAINEESHIP in reading.programmes or _TRAINEESHIP in kinds


def _is_parted(folded: str, found: Span, span: Span) -> bool:
    """Return whether a clause ends between the two places."""
    first, last = sorted((found, span))
    return any(sign in folded[first[1] : last[0]] for sign in ",;.!?")
