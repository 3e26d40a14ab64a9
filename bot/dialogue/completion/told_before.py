"""What was told before a message, and the message with a slot that it tells only beside that."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import cast

from bot.dialogue.state import case
from bot.dialogue.state.result_told import NOTHING_TOLD, ResultTold
from bot.dialogue.state.session import Session
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.understanding import SlotValue, Span, ToldStay, Understanding
from bot.understanding.quantities.counted_lengths import as_length
from bot.understanding.quantities.numbers import numbers
from bot.understanding.tokens import take_apart
from bot.understanding.understanding import Time
from knowledge.vocabulary import load_vocabulary
from locales import fold

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# "A 49" is no grade and no date.
_MOST_BESIDE, _LETTERS_BESIDE = 2, 2
_SHE_OR_HE = load_vocabulary("persons").words("third person")
# "In those 12 months", "in 2 weeks": a rule is quoted, or a day told.
# What was told with these is one number, of which it is open what it counts.
_NO_UNIT = re.compile(rf"\W*{load_vocabulary('stay_edits').pattern('no unit of a stay')}\b")
_OF_ONE_NUMBER = frozenset({"average", "points_or_credits"})
_NOT_THE_PERSONS = frozenset({"rule", "bound", "relative"})


@record
class Before:
    """What was told before the message.

    Attributes:
        session: the conversation.
        values: the slots spoken of last: of a result, or of the message before.
        told: what the last result told that a number alone may mean.
    """

    session: Session
    values: Mapping[str, Json]
    told: ResultTold = NOTHING_TOLD

    @cached_property
    def known(self) -> Mapping[str, Json]:
        """Every slot that is known, those spoken of last before all."""
        interview = self.session.form
        earlier = {} if interview is None else interview.answers
        begins = self.session.focus.semester_start
        semester: dict[str, Json] = {} if begins is None else {"semester_start": begins}
        return {**semester, **earlier, **case.values(self.session.case), **self.values}

    @cached_property
    def days(self) -> float | None:
        """The days of the stay that is planned, where it was told in days."""
        for value in (self.known.get("days"), self.known.get("duration")):
            number = value.get("days") if isinstance(value, Mapping) else value
            if isinstance(number, int) and not isinstance(number, bool):
                return number
        return None


def numbers_without_a_place(reading: Understanding) -> Iterator[tuple[float, Span]]:
    """Yield the numbers of a message that found no place by themselves, or not a clear one."""
    spans = {one.span for one in reading.unplaced}
    spans |= {one.span for one in reading.ambiguous}
    for start, end in sorted(spans):
        for match in NUMBER.finditer(reading.text, start, end):
            value = float(match.group().replace(",", "."))
            number = int(value) if value == int(value) else value
            if number:
                yield number, match.span()


def is_no_length(reading: Understanding, number: Span) -> bool:
    """Return whether a number is an amount or an age: "isn't it 50 a day?"."""
    return _NO_UNIT.match(fold(reading.text[number[1] :])) is not None


def lone_numbers(reading: Understanding) -> Iterator[tuple[float, Span]]:
    """Yield the numbers of a message without any place or candidate."""
    spans = {one.span for one in reading.unplaced}
    spans |= {
        one.span
        for one in reading.ambiguous
        if (not one.values or one.reason in _OF_ONE_NUMBER) and one.reason not in _NOT_THE_PERSONS
    }
    for start, end in sorted(spans):
        in_words = _in_words(reading.text[start:end])
        if in_words is not None:
            if not is_of_another(reading, (start, end)):
                yield in_words, (start, end)
            continue
        digits = list(NUMBER.finditer(reading.text, start, end))
        if len(digits) != 1 or not digits[0].group().isdecimal():
            continue
        beside = [word for word in reading.text[start:end].split() if word.isalpha()]
        many = len(reading.text[start:end].split()) > _MOST_BESIDE
        if many or any(len(word) > _LETTERS_BESIDE for word in beside):
            # "31 February" is a date, though one that does not exist.
            continue
        number = int(digits[0].group())
        span = digits[0].span()
        if number and not _is_glued(reading.text, span) and not is_of_another(reading, span):
            yield number, span


def _in_words(text: str) -> float | None:
    """Return the number that words tell, or digits with a half: "osam", "7 i po"."""
    message = take_apart(text)
    told = list(numbers(message).values())
    if len(told) != 1 or told[0].stop - told[0].start != len(message) or told[0].how is not None:
        return None
    value = told[0].value
    if not value or (text.isdecimal() and told[0].whole is not None):
        return None
    return int(value) if value == int(value) else float(value)


def as_stay(number: float, units: str) -> Json:
    """Return a number of months, days or semesters as a length; None where it is none."""
    value = as_length(Decimal(str(number)), units.removesuffix("s"))
    return None if value is None else dict(value)


def is_of_another(reading: Understanding, span: Span) -> bool:
    """Return whether a number is told of somebody else than the rest: "ja 8 meseci, ona 3"."""
    before = fold(reading.text[: span[0]]).split()
    return len(before) > 1 and before[-1] in _SHE_OR_HE


def _is_glued(text: str, span: Span) -> bool:
    """Return whether letters stand right beside digits: "30L" is no 30, "2O" no 2."""
    start, end = span
    return (start > 0 and text[start - 1].isalpha()) or text[end : end + 1].isalpha()


def with_slot(reading: Understanding, slot: str, value: Json, span: Span) -> Understanding:
    """Return the message as one that tells a slot; its words have found their place."""
    time = "done" if slot == "used" else "planned"
    told = SlotValue(slot, value, span, reading.about, time=cast("Time", time))
    stays = reading.stays
    if slot in ("duration", "used"):
        stays = (*stays, ToldStay(value, span, reading.about, cast("Time", time)))
    return replace(
        reading,
        stays=stays,
        slots=tuple(sorted((*reading.slots, told), key=lambda one: one.span)),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != slot),
        unplaced=tuple(one for one in reading.unplaced if not is_within(one.span, span)),
        places={**reading.places, slot: (*reading.places.get(slot, ()), span)},
    )


def is_within(inner: Span, outer: Span) -> bool:
    """Return whether one place lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
