"""Complete "then internship 2 and Bologna 2?": numbers alone beside kinds or places planned."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.completion.told_before import Before, lone_numbers
from bot.dialogue.state.ledger import KeptStay, Stays
from bot.dialogue.state.stays_told import is_named_by
from bot.messages.json_value import Json
from bot.understanding import Ambiguity, Span, ToldStay, Understanding
from bot.understanding.people.programmes import kinds_of_stay
from bot.understanding.tokens import take_apart
from knowledge.vocabulary import load_vocabulary
from locales import fold

_FEWEST, _MOST, _SHORTEST_NAME = 2, 4, 4
_JOINTS = load_vocabulary("conversation").words("joining stays")
_OF_A_STAY = frozenset({"duration", "used", "hours", "ects"})


def with_plans_in_their_unit(reading: Understanding, before: Before) -> Understanding:
    """Return numbers that stand each beside a stay spoken of as lengths, in its unit."""
    stays, numbers = before.session.stays, list(lone_numbers(reading))
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS
    told = {one.slot for one in reading.slots} & _OF_A_STAY
    unit = _unit_of(stays)
    if not few or told or unit is None or not _FEWEST <= len(numbers) <= _MOST:
        return reading
    found: list[ToldStay] = []
    by_kind = False
    for number, span in numbers:
        named = _beside(reading, span, stays)
        if named is None or number != int(number):
            return reading
        kind, _ = named
        by_kind = by_kind or kind is not None
        found.append(ToldStay({unit: int(number)}, span, reading.about, kind=kind))
    if not by_kind:
        return reading
    place = (found[0].span[0], found[-1].span[1])
    values = tuple(dict.fromkeys(one.span for one in found))
    return replace(
        reading,
        stays=(*reading.stays, *found),
        slots=tuple(one for one in reading.slots if one.slot != "programme"),
        ambiguous=(
            *reading.ambiguous,
            Ambiguity("duration", tuple(one.value for one in found), place, "several"),
        ),
        unplaced=tuple(one for one in reading.unplaced if one.span not in values),
        places={**reading.places, "duration": values},
    )


def _unit_of(stays: Stays) -> str | None:
    """Return what the planned stays are counted in; of none, or of several units, nothing."""
    units = {unit for one in stays if one.planned for unit in _units(one.value)}
    return units.pop() if len(units) == 1 and units <= {"days", "months"} else None


def _units(value: Json) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()


def _beside(
    reading: Understanding, span: Span, stays: Stays
) -> tuple[str | None, KeptStay | None] | None:
    """Return the kind, and the planned stay, that stands right before a number, or behind it."""
    before = fold(reading.text[: span[0]]).split()[-1:]
    behind = fold(reading.text[span[1] :]).split()[:1]
    for word in (*before, *behind):
        kinds = [name for name, _, _ in kinds_of_stay(take_apart(word))]
        if kinds:
            return kinds[0], None
        if word in _JOINTS:
            continue
        named = [one for one in stays if one.planned and is_named_by(one, word)]
        if len(named) == 1:
            return named[0].kind, named[0]
    # A place that was told with another length of the stay: "Bolonja 2" behind "a 2 meseca?".
    place = before[0] if before else ""
    return (None, None) if place.isalpha() and len(place) >= _SHORTEST_NAME else None
