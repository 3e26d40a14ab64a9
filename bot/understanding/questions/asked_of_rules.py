"""What of an institution's rules a message asks for: credits, hours, who may go, what a day pays.

The kinds of question say how somebody asks; here stands of which number or condition it is asked,
for an institution whose conditions answer that before anybody tells a case.
"""

from enum import StrEnum

from bot.understanding.once import once
from bot.understanding.tokens import Phrases, take_apart
from bot.understanding.understanding import QuestionKind, Understanding
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("asked_of_rules")
_ASKED = Phrases[str](_VOCABULARY.meanings("asked"))
_ALONE = Phrases[str](_VOCABULARY.meanings("alone"))
_SIDES = Phrases[str](_VOCABULARY.meanings("sides"))
_NONE = "none"
_RECOGNITION = tuple(_VOCABULARY.stems("recognition"))
_EXAMS = tuple(_VOCABULARY.stems("exams"))
_ADDS = tuple(_VOCABULARY.stems("adds"))


class OfRules(StrEnum):
    """What of the rules is asked for, the narrowest first: "how many hours a day?" means hours."""

    TOTAL = "total"  # all stays of a cycle together
    CREDITS = "credits"
    AVERAGE = "average"
    HOURS = "hours"
    YEAR = "year"
    LENGTH = "length"
    GRADUATES = "graduates"  # by when they go, and what they have to have done
    GREEN = "green"  # what green travel adds
    DAILY = "daily"  # what a day is paid
    DEADLINE = "deadline"  # by when recognition is prepared
    BACK = "back"  # what is handed in after the return
    WHO = "who"
    CONDITIONS = "conditions"
    TOPICS = "topics"  # what can be asked at all


class Side(StrEnum):
    """The end of a length that is asked for."""

    LEAST = "least"
    MOST = "most"


@once
def side_asked(reading: Understanding) -> Side | None:
    """Return whether the shortest or the longest is asked; None for neither, and for both."""
    found = {Side(one.value) for one in _SIDES.find(take_apart(reading.text))}
    return found.pop() if len(found) == 1 else None


@once
def named_alone(reading: Understanding) -> frozenset[OfRules]:
    """Return what of the rules is named by a noun alone, as a word or two do behind a rule."""
    return frozenset(OfRules(one.value) for one in _ALONE.find(take_apart(reading.text)))


@once
def asked_of_rules(reading: Understanding) -> frozenset[OfRules]:
    """Return what of the rules a message names by its own words."""
    matches = _ASKED.find(take_apart(reading.text))
    found = {OfRules(one.value) for one in matches if one.value != _NONE}
    of_recognition = any(word.startswith(_RECOGNITION) for word in reading.words)
    if not of_recognition:
        found.discard(OfRules.DEADLINE)
        if not any(word.startswith(_EXAMS) for word in reading.words):
            found.discard(OfRules.BACK)
    elif reading.asks(QuestionKind.WHEN):
        found.add(OfRules.DEADLINE)
    slots = {one.slot for one in reading.slots}
    if "green_travel" in slots and any(word.startswith(_ADDS) for word in reading.words):
        found.add(OfRules.GREEN)
    return frozenset(found)
