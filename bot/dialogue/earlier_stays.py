"""Lengths that correct an earlier stay told before, or add to it: "actually it was 8 months"."""

import re
from dataclasses import replace
from typing import cast

from bot.dialogue.case import Case
from bot.messages.json_value import Json
from bot.understanding import FactValue, QuestionKind, SlotValue, Understanding
from bot.understanding.stays import together
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("conversation")
_CORRECTING = re.compile(rf"\b{_VOCABULARY.pattern('correcting a stay')}\b")
_ADDING = re.compile(
    rf"^\W*(?:{_VOCABULARY.pattern('before more')}\W+)+"
    rf"(?:{_VOCABULARY.pattern('more')}|\d+ more)\b"
)
_MOST_WORDS = 12


def as_told_before(reading: Understanding, case: Case) -> Understanding:
    """Return the message with its length as the earlier stay that the conversation is about.

    Only where an earlier stay was told, no stay is planned yet and nothing is asked: any other
    length stays the one that is planned.
    """
    if "used" not in case or "duration" in case or "?" in reading.text:
        return reading
    if any(one.kind is not QuestionKind.OTHER for one in reading.questions):
        return reading
    told = [one for one in reading.slots if one.slot == "duration" and one.time == "planned"]
    other = any(one.slot in {"used", "cycle"} for one in reading.slots)
    if len(told) != 1 or other or len(reading.text.split()) > _MOST_WORDS:
        return reading
    if _CORRECTING.search(reading.folded):
        return _with_used(reading, told[0], told[0].value)
    if _ADDING.match(reading.folded):
        values = (case["used"].value, told[0].value)
        total = together([cast("FactValue", value) for value in values])
        return reading if total is None else _with_used(reading, told[0], cast("Json", total))
    return reading


def _with_used(reading: Understanding, told: SlotValue, value: Json) -> Understanding:
    used = replace(told, slot="used", value=value, time="done")
    # What kind of stay it was says nothing of what is planned.
    slots = tuple(used if one is told else one for one in reading.slots if one.slot != "programme")
    places = {
        ("used" if field == "duration" else field): spans
        for field, spans in reading.places.items()
        if field != "programme"
    }
    return replace(reading, slots=slots, places=places)
