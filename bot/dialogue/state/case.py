"""The person's case: every slot told so far, with the words it was told in and when.

The case belongs to the person, not to a form: told once, it is used everywhere, and nothing
overwrites a slot that was not spoken of.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from bot.forms.slot import Scope
from bot.forms.slots import of_scope
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.understanding import QuestionKind, Span, Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

# The others stay true of a person from one question to the next.
OF_A_STAY = of_scope(Scope.STAY, Scope.QUESTION)
# The slots of a case: what is of one question only, such as a mark, is none.
SLOTS = of_scope(Scope.PERSON, Scope.STAY)
_VOCABULARY = load_vocabulary("conversation")
_FIRST_PERSON = _VOCABULARY.words("first person")
_THE_WRITER = _VOCABULARY.words("the writer")
_OTHERS = _VOCABULARY.words("others")
_ENGLISH_I = Cue.of(_VOCABULARY, "english i")
# What no longer holds of somebody of whom another role or cycle is told.
_GOES_WITH: Mapping[str, frozenset[str]] = {
    "role": frozenset({"cycle", "year", "used", "degree_programme", "contract"}),
    "cycle": frozenset({"year", "used", "mobility_cycle"}),
}
WHO = frozenset({"role", "cycle"})
_MOST_LETTERS = 80


@record
class KeptSlot:
    """One slot of the case.

    Attributes:
        value: its value in JSON form.
        words: the person's words it was read from; empty for a tapped button.
        on: the day it was told.
    """

    value: Json
    words: str
    on: str


Case: TypeAlias = Mapping[str, KeptSlot]


@once
def slots_told(reading: Understanding) -> frozenset[str]:
    """Return the slots of a case that stand in a message; what only follows from it is not kept."""
    stated = {one.slot for one in reading.slots}
    stated |= {one.slot for one in reading.ambiguous}
    if reading.programmes:
        stated.add("programme")
    counted = [one for one in reading.slots if one.slot == "used"]
    cycle = reading.case.get("cycle")
    if all(one.cycle not in (None, cycle) or one.time != "done" for one in counted):
        # "10 months in my bachelor" says nothing of the master, and a plan built upon is not over.
        stated.discard("used")
    return SLOTS & stated


def goes_with(slot: str) -> frozenset[str]:
    """Return what no longer holds where another value of a slot is told."""
    return _GOES_WITH.get(slot, frozenset())


@once
def speaks_of_somebody(reading: Understanding) -> bool:
    """Return whether a message says something of the writer or of somebody else."""
    somebody = _FIRST_PERSON | _OTHERS
    if not somebody.isdisjoint(reading.words) or reading.about == "other":
        return True
    return _ENGLISH_I.stands_in(reading)


def speaks_of_the_writer(reading: Understanding) -> bool:
    """Return whether a message speaks of whoever writes it."""
    own = not _FIRST_PERSON.isdisjoint(reading.words)
    return own or _ENGLISH_I.stands_in(reading)


def asks_for_themselves(reading: Understanding) -> bool:
    """Return whether a message asks something of whoever writes it: "and for me?"."""
    return not _THE_WRITER.isdisjoint(reading.words) or speaks_of_the_writer(reading)


@once
def is_told_by_the_person(reading: Understanding) -> bool:
    """Return whether a message speaks of who writes it, or states a case beside what it asks."""
    questions = [one for one in reading.questions if one.kind is not QuestionKind.OTHER]
    if speaks_of_the_writer(reading) or reading.about == "other":
        return True
    if not questions:
        return "?" not in reading.text or any(one.slot in WHO for one in reading.slots)
    # "PhD student, 20 days, how much?" says who it is about before it asks.
    return any(
        one.slot in WHO and not any(_within(one.span, asked.span) for asked in questions)
        for one in reading.slots
    )


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def values(case: Case) -> dict[str, Json]:
    """Return the values of a case by slot."""
    return {slot: kept.value for slot, kept in case.items()}


def note(case: Case, slots: Mapping[str, Json], words: Mapping[str, str], on: date) -> Case:
    """Return the case with more slots; one told before takes its new value.

    Args:
        case: what was known.
        slots: what is told now.
        words: the person's words for each of them; none for a button.
        on: the day.
    """
    void = {
        other
        for slot, value in slots.items()
        if slot in case and case[slot].value != value
        for other in _GOES_WITH.get(slot, ())
        if other not in slots
    }
    kept = {slot: one for slot, one in case.items() if slot not in void}
    for slot, value in slots.items():
        if slot not in kept or kept[slot].value != value:
            kept[slot] = KeptSlot(value, words.get(slot, "")[:_MOST_LETTERS], on.isoformat())
    return kept


def of_answers(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return the slots of a case that the answers in a form tell; "I don't know" tells none."""
    told = {slot: value for slot, value in answers.items() if slot in SLOTS and value != UNKNOWN}
    if "days" in answers:
        told["duration"] = {"days": answers["days"]}
    return told


def without(case: Case, slots: Iterable[str]) -> Case:
    """Return the case without some slots."""
    gone = frozenset(slots)
    return {slot: kept for slot, kept in case.items() if slot not in gone}
