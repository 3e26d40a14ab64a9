"""What one message means: the result that forms and dialogue work with."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from bot.messages.changed import replace
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.messages.worked_out import worked_out
from bot.understanding.changes import StayEdit
from bot.understanding.openings import Opening
from bot.understanding.tokens import Span

Holder: TypeAlias = Literal["asker", "other"]
MARKS = ("points", "ects_grade", "grade")
OTHER = "other"
"""The value of `institution` for one whose rules are not told here."""
Time: TypeAlias = Literal["planned", "done", "past", "wished", "negated", "limit"]
FactValue: TypeAlias = bool | int | float | str | Mapping[str, float] | Mapping[str, str]
"""A fact in JSON form: `"student"`, `2`, `True`, `{"days": 20}`, `{"from": "…", "to": "…"}`."""

_TO_COME = ("wished", "planned")
_WORD = re.compile(r"[a-z0-9]+")


class QuestionKind(StrEnum):
    """What a person wants to know."""

    PERMISSION = "permission"
    FIT = "fit"
    LENGTH = "length"
    MONEY = "money"
    WHEN = "when"
    PAPERS = "papers"
    WHO = "who"
    WHAT = "what"
    CONVERSION = "conversion"
    LEFT = "left"
    HOW = "how"
    OTHER = "other"


class DateMeaning(StrEnum):
    """What a single date or month is told for."""

    FINISHED = "finished"
    START = "start"
    END = "end"
    APPLYING = "applying"
    CONTRACT = "contract"
    ENROLLING = "enrolling"
    UNKNOWN = "unknown"


@record
class ToldDate:
    """A single date or a month that was told.

    Attributes:
        meaning: what it is the date of: the end of studies, the start or end of a stay, applying,
            the end of a work contract, the start of studies.
        first: the day, or the first day of the month.
        last: the day, or the last day of the month.
        span: where it stands in the text as given.
        of: whose it is.
    """

    meaning: DateMeaning
    first: date
    last: date
    span: Span
    of: Holder = "asker"


@record
class ToldStay:
    """One stay that was told, by itself: the slots hold those of one cycle together.

    Attributes:
        value: its length in the form of the facts.
        span: where its length stands in the text as given.
        of: whose it is.
        time: planned, done, or past: over, and of what it was nothing is said.
        cycle: the cycle of studies that it was told for, None where none was named.
        kind: its programme, None where none was named.
        sure: whether its length was told exactly.
        hours: its hours of teaching or training, None where none were told of it.
    """

    value: Json
    span: Span
    of: Holder = "asker"
    time: Time = "planned"
    cycle: str | None = None
    kind: str | None = None
    sure: bool = True
    hours: Json = None


@record
class AskedQuestion:
    """One question of a message.

    Attributes:
        kind: what is asked.
        span: the question in the text as given, from its first word to the next question.
        clause: index of the clause of the message that it stands in.
    """

    kind: QuestionKind
    span: Span
    clause: int


@record
class SlotValue:
    """A fact that was told.

    Attributes:
        slot: its name, as in the table of slots.
        value: in JSON form.
        span: where it stands in the text as given.
        of: whose it is: the one who writes, or somebody they write about.
        cycle: the cycle of studies it was told for, None where none was named.
        time: planned (also what simply holds), done, wished, negated, or a quoted limit.
        sure: whether it may be used without asking.
    """

    slot: str
    value: Json
    span: Span
    of: Holder = "asker"
    cycle: str | None = None
    time: Time = "planned"
    sure: bool = True


@record
class Ambiguity:
    """Something told of a slot that may mean several values, or none that can be used.

    Attributes:
        slot: the slot it speaks of.
        values: the values it may mean, as far as they can be named.
        span: where it stands in the text as given.
        reason: why it was not taken.
    """

    slot: str
    values: tuple[Json, ...]
    span: Span
    reason: str = ""


@record
class Unplaced:
    """A number, unit, date or name that was read but belongs to no slot."""

    text: str
    span: Span


@record
class Understanding:
    """What one message means; made once, and handed down instead of the text.

    What follows from the attributes is worked out when it is first asked for, and then kept.

    Attributes:
        text: the message as given; every span counts in it.
        folded: `locales.fold` of it.
        about: whose case it asks about: the writer's, or that of a child, a student, a colleague.
        questions: what is asked, in the order asked.
        slots: every fact that was told, also those that may not be used as the case.
        ambiguous: facts that were told but not clearly.
        unplaced: what was read but found no place.
        places: where each slot is spoken of, also where no value was taken from it.
        clauses: the pieces of the message that each hold one question or more.
        stays: every stay that was told, each by itself, in order.
        dates: the single dates and months that were told, with what they are dates of.
        cycles: every cycle of studies that was named, with where it stands, in order.
        small_talk_within: the kind of small talk that stands among other words, if any does.
        edit: how it changes a stay that was told before; None where it changes none.
        hours_by_day: the hours of each day that was named ("first day 3, second 5"), by the day.
        by_officer: whether the writer says to be a coordinator or an officer.
        small_talk: `greeting`, `thanks`, `ok`, `bye`, `sigh`, `help`, `who are you` or `insult`
            where the message is nothing else.
        belonging: the institution where somebody is said to study or work; all of a city's where
            only that is named.
        elsewhere: `there` where somebody is said to study or work at another place or university,
            `from` where they are only said to come from one; empty where neither is said.
        faculty: somebody's faculty, as it was written, where no university is named.
        opening: what the message opens a conversation with, where it asks nothing else.
        beside_options: where it asks for all that is open to somebody, the places of other words
            in the folded text; None where it does not ask that.
    """

    text: str
    folded: str
    about: Holder
    questions: tuple[AskedQuestion, ...]
    slots: tuple[SlotValue, ...]
    ambiguous: tuple[Ambiguity, ...]
    unplaced: tuple[Unplaced, ...]
    places: Mapping[str, tuple[Span, ...]]
    clauses: tuple[Span, ...]
    small_talk: str | None
    stays: tuple[ToldStay, ...] = ()
    dates: tuple[ToldDate, ...] = ()
    cycles: tuple[tuple[str, Span], ...] = ()
    small_talk_within: str | None = None
    by_officer: bool = False
    edit: StayEdit | None = None
    hours_by_day: tuple[tuple[str, float], ...] = ()
    belonging: tuple[str, ...] = ()
    faculty: str = ""
    elsewhere: str = ""
    opening: Opening | None = None
    beside_options: tuple[Span, ...] | None = None

    @worked_out
    def words(self) -> Sequence[str]:
        """The words of the message, folded."""
        return _WORD.findall(self.folded)

    @worked_out
    def case(self) -> Mapping[str, Json]:
        """The case that may be used: what is sure, of the person the message is about."""
        case: dict[str, Json] = {
            slot.slot: slot.value
            for slot in sorted(self.slots, key=lambda slot: slot.time == "planned")
            if slot.sure and slot.of == self.about and slot.time in _TO_COME
        }
        if self.institution is None:
            case.pop("institution", None)
        if len(self.marks) > 1:
            case = {slot: value for slot, value in case.items() if slot not in MARKS}
        cycle = case.get("cycle") or self._cycle_beside_a_stay()
        if cycle is not None:
            case["cycle"] = cycle
        used = [slot for slot in self.slots if slot.slot == "used" and slot.of == self.about]
        counted = [slot for slot in used if cycle is None or slot.cycle in (None, cycle)]
        if len(counted) == 1 and counted[0].sure:
            case["used"] = counted[0].value
        elif used and not counted and self.asks(QuestionKind.LEFT):
            case["used"] = {"months": 0}
        return case

    def _cycle_beside_a_stay(self) -> Json:
        """Return the cycle enrolled in, of two told: the other is that of an earlier stay."""
        done = {slot.cycle for slot in self.slots if slot.time == "done"}
        for one in self.ambiguous:
            if one.slot == "cycle" and len(one.values) > 1 and done - {None}:
                left = [value for value in one.values if value not in done]
                return left[0] if len(left) == 1 else None
        return None

    @worked_out
    def institutions(self) -> tuple[str, ...]:
        """The institutions named whose rules are told, each once, in order."""
        named = (str(slot.value) for slot in self.slots if slot.slot == "institution")
        return tuple(dict.fromkeys(name for name in named if name != OTHER))

    @worked_out
    def institution(self) -> str | None:
        """The one that was named, None when none or several were."""
        return self.institutions[0] if len(self.institutions) == 1 else None

    @worked_out
    def names_another_institution(self) -> bool:
        """Whether one is named whose rules are not told here."""
        return any(slot.slot == "institution" and slot.value == OTHER for slot in self.slots)

    @worked_out
    def in_the_city(self) -> tuple[str, ...]:
        """The institutions of a city that was named alone, where there are several in it."""
        of_it = (one.values for one in self.ambiguous if one.slot == "institution")
        return tuple(str(name) for values in of_it for name in values)

    @worked_out
    def programmes(self) -> tuple[str, ...]:
        """The programmes named for what is to come, each once, in order."""
        named = [slot for slot in self.slots if slot.slot == "programme" and slot.time in _TO_COME]
        return tuple(dict.fromkeys(str(slot.value) for slot in named))

    @worked_out
    def marks(self) -> tuple[SlotValue, ...]:
        """The points, letters and grades that were told, in order."""
        return tuple(slot for slot in self.slots if slot.slot in MARKS)

    def at_institution(self, name: str) -> "Understanding":
        """Return the reading as about one institution and no other."""
        others = tuple(slot for slot in self.slots if slot.slot != "institution")
        return replace(self, slots=(SlotValue("institution", name, (0, 0)), *others))

    def with_institutions_of(self, whole: "Understanding") -> "Understanding":
        """Return the reading as about the institutions that the whole message is about."""
        named = [slot for slot in whole.slots if slot.slot == "institution"]
        borrowed = tuple(replace(slot, span=(0, 0)) for slot in named)
        return replace(self, slots=(*borrowed, *self.slots))

    def asks(self, *kinds: QuestionKind) -> bool:
        """Return whether one of the questions is of one of these kinds."""
        return any(question.kind in kinds for question in self.questions)


@record
class Unclear:
    """Something that was said of a fact and cannot be taken as its value.

    Attributes:
        field: the fact, or the field of the reading, that it speaks of.
        reason: `range` (one of two lengths: both ends are the candidates), `under` and `over`
            (a little less or more than the candidate: "nepuna dva meseca"), `foreign_grade` (of
            another scale), `bound` (a limit, not a value), `rule` (told of a rule),
            `relative` (a distance in time), `per_day` (hours of one day, and no days told; the
            candidate is the hours of a day), `nonsense` (no possible value), `imprecise`,
            `ambiguous` (see the candidates), `conflict` (several values that exclude each other),
            `points_or_credits`, `average`.
        span: where it stands in the folded text.
        candidates: the values that it may mean, where they can be named.
    """

    field: str
    reason: str
    span: Span
    candidates: tuple[FactValue, ...] = ()


@record
class Found:
    """A value that was read for a field.

    Attributes:
        field: the fact, or the field of the reading.
        value: the value in JSON form.
        start: index of its first word.
        stop: index after its last word.
        how: `about` where the value was told as not exact ("desetak dana"), else None.
        of: whose it is.
        cycle: the cycle of studies that a stay was told for, where one was named with it.
        time: planned, done, negated, or a quoted limit.
    """

    field: str
    value: FactValue
    start: int
    stop: int
    how: str | None = None
    of: Holder = "asker"
    cycle: str | None = None
    time: Time = "planned"
