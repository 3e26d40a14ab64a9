"""One message read: everything found put together, and what contradicts itself set aside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as slot_of_a_dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Literal, TypeAlias, cast

from bot.messages.json_value import Json
from bot.understanding.amounts import hours
from bot.understanding.dates import find_dates, semester_start
from bot.understanding.durations import lengths
from bot.understanding.found import FactValue, Found, Unclear
from bot.understanding.grades import grades
from bot.understanding.institutions import Institution, institutions
from bot.understanding.intents import find_questions
from bot.understanding.leftovers import leftovers
from bot.understanding.marks import GradeMention
from bot.understanding.numbers import numbers
from bot.understanding.origin import Origin
from bot.understanding.people import people
from bot.understanding.programmes import programmes
from bot.understanding.split_questions import question_spans
from bot.understanding.stance import stances
from bot.understanding.statements import statements
from bot.understanding.stays import Stay, in_days, stays_as_facts, stays_between
from bot.understanding.tokens import Message, Span, take_apart
from bot.understanding.travel import travel
from bot.understanding.understanding import (
    Ambiguity,
    AskedQuestion,
    SlotValue,
    Understanding,
    Unplaced,
)

EctsGrade: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]

_FACTS = frozenset(
    {
        "role", "registered", "degree_programme", "cycle", "year", "mobility_cycle", "duration",
        "covers_term", "used", "virtual_part", "ects", "through_faculty", "applied_while_enrolled",
        "within_year", "before_project_end", "contract", "hours",
    }
)  # fmt: skip


_OF_BIP = frozenset({"through_faculty", "virtual_part"})


def _nothing() -> Understanding:
    """What a message without words means."""
    return Understanding("", "", (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says, in Serbian or English, in any way of writing.

    A field is None (a fact is left out) where nothing was said, or nothing that can be taken as the
    person's own; `unclear` then tells what was said of it and why it was not taken.

    Attributes:
        text: the message.
        folded: `locales.fold` of it, which all spans count in.
        facts: facts of the rules by name, in JSON form (`{"role": "student", "duration":
            {"days": 20}}`).
        days: `duration` in days for a grant: calendar days between dates, 30 for a month; None for
            semesters.
        travel_days: days of travel asked for; 0 when none were said to be needed.
        green_travel: whether the journey is by low-emission means.
        fewer_opportunities: whether the person counts among those with fewer opportunities.
        distance_km: one-way distance in whole kilometres.
        rates: the set of rates of a named call, `call-2024`; whether it exists the rules know.
        points: exam points, when exactly one number of them was told.
        ects_grade: a letter grade, when exactly one was told.
        grade: a grade of the scale from 5 to 10, when exactly one was told.
        grade_list: all points, letters and grades in the order in which they were told.
        semester_start: first day of the semester, for deadlines.
        institution: `ub`, `uk` or `asss` when exactly one of them was named.
        institutions_named: those of the three that were named.
        other_institution: the home institution of the person, or the one asked about, when it is
            none of the three: no rule of theirs may be told as its.
        kragujevac_ambiguous: "Kragujevac" was named alone, which two of the three are in.
        programmes: programmes as named, in order: `study`, `short_phd`, `bip`, `traineeship`,
            `teaching`, `training`; not those of a stay in the past.
        past_cycle: the cycle in which an earlier stay or earlier studies were told.
        spans: places in `folded` that each field and fact was read from.
        unclear: what was said of a fact or field but not taken.
        inexact: fields told as "about so much" ("desetak dana").
        unplaced: places of numbers, dates and months that belong to nothing above.
    """

    text: str
    folded: str
    facts: Mapping[str, FactValue]
    days: int | None
    travel_days: int | None
    green_travel: bool | None
    fewer_opportunities: bool | None
    distance_km: int | None
    rates: str | None
    points: int | Decimal | None
    ects_grade: EctsGrade | None
    grade: int | None
    grade_list: tuple[GradeMention, ...]
    semester_start: date | None
    institution: Institution | None
    institutions_named: tuple[Institution, ...]
    other_institution: str | None
    kragujevac_ambiguous: bool
    programmes: tuple[str, ...]
    past_cycle: str | None
    spans: Mapping[str, tuple[Span, ...]]
    unclear: tuple[Unclear, ...]
    inexact: frozenset[str]
    unplaced: tuple[Span, ...]
    understanding: Understanding = slot_of_a_dataclass(default_factory=_nothing)


def understand(text: str, today: date) -> Understanding:
    """Read one message.

    Args:
        text: the message as typed; any text is understood without an error, in linear time.
        today: dates without a year are the next ones from this day on.
    """
    return read(text, today).understanding


def _understood(text: str, message: Message, reading: Reading) -> Understanding:
    origin = Origin(text, message.folded)
    clauses = question_spans(text)
    questions = []
    for kind, start, stop in find_questions(message):
        span = origin.span(message.span(start, stop))
        clause = sum(end <= span[0] for _, end in clauses)
        questions.append(AskedQuestion(kind, span, min(clause, len(clauses) - 1)))
    return Understanding(
        text=text,
        folded=message.folded,
        questions=tuple(questions),
        slots=tuple(_slots(reading, origin)),
        ambiguous=tuple(
            Ambiguity(one.field, one.candidates, origin.span(one.span), one.reason)
            for one in reading.unclear
        ),
        unplaced=tuple(
            Unplaced(text[start:end], (start, end))
            for start, end in map(origin.span, reading.unplaced)
        ),
        clauses=clauses,
    )


def _slots(reading: Reading, origin: Origin) -> Iterator[SlotValue]:
    for slot, value in _values(reading):
        field = "grades" if slot in {"points", "ects_grade", "grade"} else slot
        spans = reading.spans.get(_FIELDS.get(slot, field)) or reading.spans.get(field) or [(0, 0)]
        yield SlotValue(
            slot,
            value,
            origin.span((spans[0][0], spans[-1][1] if slot == "used" else spans[0][1])),
            cycle=reading.past_cycle if slot == "used" else None,
            time="done" if slot == "used" else "planned",
            sure=slot not in reading.inexact,
        )


def _values(reading: Reading) -> Iterator[tuple[str, Json]]:
    yield from reading.facts.items()
    for slot in ("travel_days", "green_travel", "fewer_opportunities", "distance_km", "rates"):
        value = getattr(reading, slot)
        if value is not None:
            yield slot, value
    for mention in reading.grade_list:
        value = mention.value
        yield _FIELD_OF_MARK[mention.kind], float(value) if isinstance(value, Decimal) else value
    if reading.semester_start is not None:
        yield "semester_start", reading.semester_start.isoformat()
    for programme in reading.programmes:
        yield "programme", programme
    for institution in reading.institutions_named:
        yield "institution", institution


_FIELDS = {"programme": "programmes", "ects_grade": "ects"}
_FIELD_OF_MARK = {"points": "points", "ects": "ects_grade", "grade": "grade"}


def read(text: str, today: date) -> Reading:
    """Everything that a message says of the person and the mobility.

    Args:
        text: the message as typed; any text is read without an error, in linear time.
        today: dates without a year are the next ones from this day on.
    """
    message = take_apart(text)
    reading = _read(message, today)
    # Frozen, but not shared with anybody yet.
    object.__setattr__(reading, "understanding", _understood(text, message, reading))
    return reading


def _read(message: Message, today: date) -> Reading:
    counts = numbers(message)
    told = stances(message)
    notes = _Notes(message)
    who = people(message, told)
    notes.add(who.found, who.unclear)
    journey = travel(message, counts)
    notes.add(journey.found, journey.unclear)
    dates = find_dates(message)
    taken = journey.taken | {i for found in dates for i in range(found.start, found.stop)}
    stated = statements(message)
    notes.add(stated)
    notes.add(*hours(message, counts))
    taken |= {i for one in stated if one.field == "covers_term" for i in range(one.start, one.stop)}
    plain, unclear = lengths(message, counts, taken)
    plain = journey.alone(plain)
    between, imprecise = stays_between(message, told, dates, today)
    stays = [*between, *(Stay.of(message, told, length) for length in plain)]
    notes.add((), [*unclear, *imprecise])
    notes.add(*stays_as_facts(message, stays, who))
    marks = grades(message, counts)
    notes.add(marks.credits, marks.unclear)
    for mark in marks.found:
        notes.span(mark.field, message.span(mark.start, mark.stop))
    named = institutions(message, told)
    for match in named.spans:
        notes.span("institution", match)
    begins = semester_start(message, dates, today)
    if begins is not None:
        notes.span("semester_start", begins[1])
    planned = programmes(
        message,
        told,
        doctoral="doctoral" in {notes.values.get("cycle"), who.past_cycle},
        semesters=notes.spans["duration"][0] if _in_semesters(notes.values) else None,
    )
    for _, span in planned:
        notes.span("programmes", span)
    values = notes.values
    if "bip" not in {name for name, _ in planned}:
        # "Preko fakulteta" is a fact of a BIP; of any other stay it says nothing that is asked.
        values = {name: value for name, value in values.items() if name not in _OF_BIP}
    if values.get("role") == "graduate":
        # "Svršeni student UB" is registered no more, and is not asked whether they are.
        values = {name: value for name, value in values.items() if name != "registered"}
    return Reading(
        text=message.text,
        folded=message.folded,
        facts={name: value for name, value in values.items() if name in _FACTS},
        days=in_days(values.get("duration")),
        travel_days=cast("int | None", values.get("travel_days")),
        green_travel=cast("bool | None", values.get("green_travel")),
        fewer_opportunities=cast("bool | None", values.get("fewer_opportunities")),
        distance_km=cast("int | None", values.get("distance_km")),
        rates=cast("str | None", values.get("rates")),
        points=cast("int | Decimal | None", marks.only("points")),
        ects_grade=cast("EctsGrade | None", marks.only("ects")),
        grade=cast("int | None", marks.only("grade")),
        grade_list=marks.mentions,
        semester_start=begins[0] if begins else None,
        institution=named.only,
        institutions_named=named.named,
        other_institution=named.other,
        kragujevac_ambiguous=named.kragujevac_ambiguous,
        programmes=tuple(dict.fromkeys(name for name, _ in planned)),
        past_cycle=who.past_cycle,
        spans={field: tuple(spans) for field, spans in notes.spans.items()},
        unclear=tuple(notes.unclear),
        inexact=frozenset(notes.inexact & notes.values.keys()),
        unplaced=tuple(
            leftovers(
                message,
                counts,
                dates,
                [*chain(*notes.spans.values()), *(message.span(s.start, s.stop) for s in stays)],
                notes.unclear,
            )
        ),
    )


class _Notes:
    """What has been found so far; of several values of one field only an agreement is kept."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._conflicts: set[str] = set()
        self.values: dict[str, FactValue] = {}
        self.spans: dict[str, list[Span]] = {}
        self.unclear: list[Unclear] = []
        self.inexact: set[str] = set()

    def add(self, found: Iterable[Found], unclear: Iterable[Unclear] = ()) -> None:
        """Note values and what was unclear; two values that differ make the field unclear."""
        self.unclear += unclear
        for one in found:
            span = self._message.span(one.start, one.stop)
            self.span(one.field, span)
            if one.how is not None:
                self.inexact.add(one.field)
            known = self.values.get(one.field)
            if one.field in self._conflicts:
                continue
            if known is None or known == one.value:
                self.values[one.field] = one.value
            else:
                self._conflicts.add(one.field)
                del self.values[one.field]
                self.unclear.append(Unclear(one.field, "conflict", span, (known, one.value)))

    def span(self, field: str, span: Span) -> None:
        """Note a place that a field was read from."""
        self.spans.setdefault(field, []).append(span)


def _in_semesters(values: Mapping[str, FactValue]) -> bool:
    duration = values.get("duration")
    return isinstance(duration, Mapping) and "semesters" in duration
