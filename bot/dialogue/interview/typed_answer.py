"""A typed message as the answer to the slot asked for, and what it tells in passing.

A bare answer fills the slot asked for and no other: "4 months" of earlier mobility says nothing of
the stay that is planned. Another slot is filled only by words of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue.telling import told_in
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import kind_of
from bot.messages.json_value import Json
from bot.understanding import AnswerReading, Span, Understanding
from knowledge.vocabulary import load_vocabulary

# Slots that are told in the same words: where the answer to one is not clear, it is none of these.
_ALIKE = (
    frozenset({"duration", "used", "stay", "days", "travel_days"}),
    frozenset({"cycle", "mobility_cycle"}),
    frozenset({"hours", "ects", "year", "distance_km"}),
)
_VOCABULARY = load_vocabulary("conversation")
_CORRECTING = _VOCABULARY.words("correcting")
_PLANNING = re.compile(rf"\b{_VOCABULARY.pattern('planning')}\b")
_NO = re.compile(r"\W*(?:no|ne|nope)\b\W+\w")
_OF_THE_LENGTH = "covers_term"
# The year or cycle told with an earlier stay is that of the stay.
_EARLIER, _OF_THAT_TIME = frozenset({"used", "stay"}), frozenset({"year", "cycle", "role"})
_OF_THE_PERSON = frozenset({"role", "cycle"})
# A message of so many words names a programme and tells nothing else.
_A_NAME = 3
# Where a message speaks of a slot, when the reading notes it under another name.
_NOTED_AS = {"days": "duration", "mark": "grade"}


def without_names(
    told: Mapping[str, Json], reading: Understanding, text: str, today: date
) -> dict[str, Json]:
    """Leave out the role and cycle that only the programme's name speaks of: "short PhD"."""
    if len(text.split()) <= _A_NAME and read_answer(text, "programme", today).understood:
        named = reading.places.get("role", ()) + reading.places.get("cycle", ())
    else:
        named = reading.places.get("programme", ())
    return {
        slot: value
        for slot, value in told.items()
        if slot not in _OF_THE_PERSON
        or re.search(r"\w", _outside(reading.text, reading.places.get(slot, ()), named))
    }


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """A message typed while a form asks for a slot.

    Attributes:
        asking: the slot asked for.
        text: the message as typed.
        reading: what it says.
        today: the day that dates without a year count from.
    """

    asking: str
    text: str
    reading: Understanding
    today: date

    @property
    def answer(self) -> AnswerReading:
        """The message read as the answer to the slot asked for."""
        return read_answer(self.text, self.asking, self.today)

    def in_passing(self, answer: AnswerReading, known: Mapping[str, Json]) -> dict[str, Json]:
        """Return the slots besides the one asked for that it fills in words of their own.

        What is known already changes only where the message says that it corrects something. The
        programme of a running form never changes in passing.

        Args:
            answer: the message read as the answer to the slot asked for.
            known: the slots filled so far.
        """
        named = self.asking == "programme" and len(self.text.split()) <= _A_NAME
        if answer.candidates or named:
            # Who names the stay of doctoral students has not said what they study themselves.
            return {}
        corrects = not _CORRECTING.isdisjoint(re.findall(r"[a-z]+", self.reading.folded))
        return (
            self._planned_beside(answer)
            | self._cycle_of_a_student(answer, known)
            | {
                slot: value
                for slot, value in told_in(self.reading).items()
                if slot not in (self.asking, "programme")
                and not (kind_of(self.asking) in _EARLIER and slot in _OF_THAT_TIME)
                and (corrects or slot not in known)
                and self._in_own_words(slot, answer)
            }
        )

    def corrected(self, answer: AnswerReading, known: Mapping[str, Json]) -> dict[str, Json]:
        """Return the length told before that "no, 3 weeks" to a yes-or-no question corrects.

        The question itself stays open: who corrects something has not answered it.
        """
        corrects = answer.value is False and _NO.match(self.reading.folded) is not None
        if not corrects or self.asking == _OF_THE_LENGTH:
            # "No, only a month" answers whether a whole term is covered.
            return {}
        told = told_in(self.reading)
        return {
            slot: told[slot]
            for slot in ("duration", "days", "hours", "ects")
            if slot in told and slot in known and slot != self.asking and told[slot] != known[slot]
        }

    def _cycle_of_a_student(
        self, answer: AnswerReading, known: Mapping[str, Json]
    ) -> dict[str, Json]:
        """Return the cycle that "master" tells beside the role, where none is known yet."""
        cycle = self.reading.case.get("cycle")
        first_asked = self.asking == "role" and not known.keys() & {"role", "cycle"}
        return {"cycle": cycle} if first_asked and answer.value == "student" and cycle else {}

    def _planned_beside(self, answer: AnswerReading) -> dict[str, Json]:
        """Return the stay told as planned beside an earlier one.

        "4 months, and I plan 6 months".
        """
        plan = _PLANNING.search(self.reading.folded)
        if plan is None or kind_of(self.asking) not in _EARLIER:
            return {}
        earlier = read_answer(self.reading.folded[: plan.start()], self.asking, self.today)
        planned = read_answer(self.reading.folded[plan.end() :], "duration", self.today)
        if not planned.understood or earlier.value != answer.value:
            return {}
        return {"duration": planned.value}

    def _in_own_words(self, slot: str, answer: AnswerReading) -> bool:
        """Return whether the answer stands without the words that tell the other slot."""
        if not answer.understood:
            return not any({kind_of(self.asking), slot} <= alike for alike in _ALIKE)
        spans, own = self._spans(slot), self._spans(self.asking)
        if not spans:
            return False
        if own:
            return bool(re.search(r"\w", _outside(self.reading.text, spans, own)))
        rest = _without(self.reading.text, spans)
        return read_answer(rest, self.asking, self.today).value == answer.value

    def _spans(self, slot: str) -> tuple[Span, ...]:
        return self.reading.places.get(_NOTED_AS.get(slot, slot), ())


def _outside(text: str, spans: tuple[Span, ...], own: tuple[Span, ...]) -> str:
    """Return the letters of some spans that stand in none of the others."""
    taken = {place for start, end in own for place in range(start, end)}
    return "".join(
        text[place] for start, end in spans for place in range(start, end) if place not in taken
    )


def _without(text: str, spans: tuple[Span, ...]) -> str:
    """Return a text with some of its places cut out."""
    gone = {place for start, end in spans for place in range(start, end)}
    return "".join(" " if place in gone else letter for place, letter in enumerate(text))
