"""Complete what points at the planned stay, or tells its parts: "for those 2 months", "2 and 2"."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import cast

from bot.dialogue import policy
from bot.dialogue.completion.told_before import Before, as_stay, lone_numbers, with_slot
from bot.dialogue.state.ledger import total
from bot.messages.json_value import Json
from bot.understanding import Span, ToldStay, Understanding, understand
from knowledge.vocabulary import load_vocabulary
from locales import fold

_BETWEEN_PARTS = load_vocabulary("conversation").words("between parts")
_JOINTS = load_vocabulary("conversation").words("joining stays")
_WORD = re.compile(r"[a-z]+|[,+]")
# A length that is pointed at reads like one that a rule tells.
_POINTED_AT = "rule"
_MOST_PARTS = 4
_SEVERAL = 2
# Right before a length: a stay that lasts so long, and did not.
_LASTS = re.compile(rf"\b{load_vocabulary('stays').pattern('lasts so long')} $")
# A length alone does not go by the day.
_ANY_DAY = date(2000, 1, 1)
_UNITS = frozenset({"days", "months"})


def with_stay_pointed_at(reading: Understanding, before: Before) -> Understanding:
    """Take "how much for those 2 months?" as the planned stay of 2 months, where one was told."""
    pointed = [one for one in reading.ambiguous if one.slot == "duration"]
    stays = before.session.stays
    if len(pointed) != 1 or pointed[0].reason != _POINTED_AT or not stays:
        return reading
    span = pointed[0].span
    told = understand(reading.text[slice(*span)], _ANY_DAY).case.get("duration")
    planned = [one.value for one in stays if one.planned]
    # Of several stays all of them together may be meant.
    meant = told in planned or (len(planned) > 1 and total(planned) == told)
    return with_slot(reading, "duration", told, span) if meant else reading


def with_parts(reading: Understanding, before: Before) -> Understanding:
    """Take "2 and then another 2" behind planned months as two stays one after the other.

    So it is of "1 month and then 3", which tells the unit of the first alone.
    """
    few = len(reading.words) <= policy.LONGEST_CORRECTION
    planned = [one for one in reading.stays if one.time == "planned"]
    told_else = {one.slot for one in reading.slots} - {"duration"}
    if not few or told_else or len(planned) != len(reading.stays) or len(planned) > 1:
        return reading
    first = planned[0].span[0] if planned else 0
    unit = _unit_of(planned[0].value) if planned else _unit_of_the_plan(before)
    numbers = [one for one in lone_numbers(reading) if one[1][0] >= first]
    if planned and unit is not None:
        numbers.append((_units(planned[0].value)[unit], planned[0].span))
    numbers.sort(key=lambda one: one[1])
    if unit is None or not 1 < len(numbers) <= _MOST_PARTS or not _are_parts(reading, numbers):
        return reading
    told = [as_stay(number, unit) for number, _ in numbers]
    spans = [span for _, span in numbers]
    stays = tuple(
        ToldStay(value, span, reading.about)
        for value, span in zip(told, spans, strict=True)
        if value is not None
    )
    return replace(
        reading,
        stays=stays,
        slots=tuple(one for one in reading.slots if one.slot != "duration"),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != "duration"),
        unplaced=(),
        places={**reading.places, "duration": tuple(spans)},
    )


def _unit_of_the_plan(before: Before) -> str | None:
    plans = [one.value for one in before.session.stays if one.planned]
    return _unit_of(plans[-1]) if plans else None


def _unit_of(value: Json) -> str | None:
    units = list(_units(value))
    return units[0] if len(units) == 1 and units[0] in _UNITS else None


def _units(value: Json) -> Mapping[str, float]:
    return cast("Mapping[str, float]", value) if isinstance(value, Mapping) else {}


def _are_parts(reading: Understanding, numbers: list[tuple[float, Span]]) -> bool:
    """Return whether only words that join stays stand between numbers."""
    for (_, one), (_, other) in pairwise(numbers):
        between = set(_WORD.findall(fold(reading.text[one[1] : other[0]])))
        if not between or not between <= _BETWEEN_PARTS | {",", "+"}:
            return False
        if between.isdisjoint(_JOINTS):
            return False
    return True


def with_stay_to_come(reading: Understanding, before: Before) -> Understanding:
    """Take "I was away 8 months, and the internship is 5" as one that is planned beside."""
    del before
    done = [one for one in reading.slots if one.slot == "used" and one.time == "done"]
    coming = [one for one in done if _LASTS.search(fold(reading.text[: one.span[0]]))]
    if len(done) < _SEVERAL or len(coming) != 1:
        return reading
    (told,) = coming
    return replace(
        reading,
        slots=tuple(
            replace(one, slot="duration", time="planned", cycle=None) if one is told else one
            for one in reading.slots
        ),
        stays=tuple(
            replace(one, time="planned") if one.span == told.span else one for one in reading.stays
        ),
        places={
            **reading.places,
            "used": tuple(one for one in reading.places.get("used", ()) if one != told.span),
            "duration": (told.span,),
        },
    )
