"""One message read: everything found put together, and what contradicts itself set aside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain

from bot.understanding.dates import find_dates, semester_start
from bot.understanding.durations import lengths
from bot.understanding.grades import Marks, grades
from bot.understanding.hours import hours
from bot.understanding.institutions import KRAGUJEVAC, Named, institutions
from bot.understanding.intents import find_questions, small_talk
from bot.understanding.leftovers import leftovers
from bot.understanding.modality import replacements, set_aside, statements, wished_from
from bot.understanding.numbers import numbers
from bot.understanding.people import ORDER, People, people
from bot.understanding.programmes import programmes, programmes_set_aside
from bot.understanding.roles import holders, subject_of
from bot.understanding.split_questions import question_spans
from bot.understanding.stances import stances
from bot.understanding.stays import (
    ToldStay,
    over_or_unclear,
    stays_as_facts,
    stays_between,
)
from bot.understanding.tokens import Span, Tokens, take_apart
from bot.understanding.travel import travel
from bot.understanding.understanding import (
    Ambiguity,
    AskedQuestion,
    FactValue,
    Found,
    Holder,
    QuestionKind,
    SlotValue,
    Time,
    Unclear,
    Understanding,
    Unplaced,
)
from locales import fold

_WISHED = frozenset({"duration", "programme"})
_OF_BIP = frozenset({"through_faculty", "virtual_part"})


class TextPositions:
    """Maps spans of a folded text to spans of the text that was folded.

    Folding makes "Њ" two letters and drops what is invisible, so places move.
    """

    def __init__(self, text: str, folded: str) -> None:
        self._length = len(text)
        self._places: list[int] | None = None
        if text.isascii():
            return
        places: list[int] = []
        for index, length in enumerate(map(_folded_length, text)):
            if length == 1:
                places.append(index)
            else:
                places += [index] * length
        # Signs that melt together when they stand side by side leave no places of their own.
        self._places = places if len(places) == len(folded) else self._in_proportion(len(folded))

    def span(self, span: Span) -> Span:
        """Return the place in the text as given."""
        if self._places is None:
            return span
        start, end = span
        if start >= len(self._places):
            return self._length, self._length
        return self._places[start], self._places[end - 1] + 1 if end > start else start

    def _in_proportion(self, length: int) -> list[int]:
        return [place * self._length // length for place in range(length)]


@lru_cache(maxsize=4096)
def _folded_length(character: str) -> int:
    return len(fold(character))


def understand(text: str, today: date) -> Understanding:
    """Understand one message.

    Args:
        text: the message as typed; any text is understood without an error, in linear time.
        today: dates without a year are the next ones from this day on.
    """
    return _understand(take_apart(text), today)


def _understand(message: Tokens, today: date) -> Understanding:
    counts = numbers(message)
    told = stances(message, counts)
    whose = holders(message)
    aside = set_aside(message)
    asked = find_questions(message)
    asks_what_is_left = any(kind is QuestionKind.LEFT for kind, _, _ in asked)
    notes = _Notes(message, whose)
    who = people(message, told, whose)
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
    plain, together = over_or_unclear(
        message, told, journey.alone(plain), asks_what_is_left=asks_what_is_left
    )
    replacing, corrected = replacements(message, counts, plain, aside)
    between, imprecise = stays_between(message, told, dates, today)
    stays = [*between, *(ToldStay.of(message, told, length) for length in (*plain, *replacing))]
    notes.add((), [*unclear, *together, *imprecise, *corrected])
    notes.add(
        *stays_as_facts(message, stays, who, whose, aside, asks_what_is_left=asks_what_is_left)
    )
    marks = grades(message, counts)
    notes.add(marks.credits, marks.unclear)
    for mark in marks.found:
        notes.span(mark.field, message.span(mark.start, mark.stop))
    named = institutions(message, told)
    notes.span("institution", *(span for _, span in named.places))
    notes.add(_registered(named, who, notes))
    begins = semester_start(message, dates, today)
    if begins is not None:
        notes.span("semester_start", begins[1])
    told_of = {one.of for one in notes.kept if one.time != "negated"}
    about = subject_of(message, whose, [(start, stop) for _, start, stop in asked], told_of)
    values = notes.case_of(about, asks_what_is_left=asks_what_is_left)
    doctoral = "doctoral" in {values.get("cycle"), who.past_cycle}
    planned = programmes(
        message,
        told,
        aside,
        doctoral=doctoral,
        semesters=notes.spans["duration"][-1] if _in_semesters(values) else None,
    )
    notes.span("programme", *(span for _, span in planned))
    values = _that_matter(values, {name for name, _ in planned})
    origin = TextPositions(message.text, message.folded)
    clauses = question_spans(message.text)
    rejected = programmes_set_aside(message, aside, doctoral=doctoral)
    slots = [
        *_slots(notes, origin, values, about),
        *_limits(notes, origin, about),
        *_marks(message, origin, marks),
        *_programmes(origin, about, planned, rejected),
        *_named(origin, about, named, begins),
    ]
    slots = _with_wishes(message, origin, slots)
    unplaced = tuple(
        leftovers(
            message,
            counts,
            dates,
            [*chain(*notes.spans.values()), *(message.span(s.start, s.stop) for s in stays)],
            notes.unclear,
        )
    )
    return Understanding(
        text=message.text,
        folded=message.folded,
        about=about,
        questions=tuple(_questions(message, asked, clauses, origin)),
        slots=tuple(sorted(slots, key=lambda slot: slot.span)),
        ambiguous=tuple(
            Ambiguity(one.field, one.candidates, origin.span(one.span), one.reason)
            for one in notes.unclear
            if not _is_limit(one)
        )
        + _kragujevac(origin, named),
        unplaced=tuple(
            Unplaced(message.text[start:end], (start, end))
            for start, end in map(origin.span, unplaced)
        ),
        places={field: tuple(map(origin.span, spans)) for field, spans in notes.spans.items()},
        clauses=clauses,
        small_talk=small_talk(message),
    )


def _with_wishes(message: Tokens, origin: TextPositions, slots: list[SlotValue]) -> list[SlotValue]:
    """Tell planned stays and programmes that were only wished for."""
    wished = wished_from(message)
    if not wished:
        return slots
    places = {origin.span(message.span(index, index + 1))[0] for index in wished}
    return [
        replace(slot, time="wished")
        if slot.slot in _WISHED and slot.time == "planned" and slot.span[0] in places
        else slot
        for slot in slots
    ]


def _registered(named: Named, who: People, notes: "_Notes") -> Iterator[Found]:
    """Take a student who says that they are at UB as registered there."""
    roles = {one.value for one in who.found if one.field == "role"}
    known = any(one.field == "registered" for one in notes.kept)
    if named.home is not None and named.only == "ub" and not known and roles <= {"student"}:
        yield Found("registered", True, *named.home[1:])


def _that_matter(values: Mapping[str, FactValue], planned: Set[str]) -> dict[str, FactValue]:
    """Leave out what says nothing of the programme or the person."""
    useless: frozenset[str] = frozenset()
    if "bip" not in planned:
        # "Preko fakulteta" is a fact of a BIP; of any other stay it says nothing that is asked.
        useless |= _OF_BIP
    if values.get("role") == "graduate":
        # "Svršeni student UB" is registered no more, and is not asked whether they are.
        useless |= {"registered"}
    return {name: value for name, value in values.items() if name not in useless}


def _kragujevac(origin: TextPositions, named: Named) -> tuple[Ambiguity, ...]:
    """Two of the three are in Kragujevac: which of them is meant has to be asked."""
    return tuple(
        Ambiguity("institution", ("uk", "asss"), origin.span(span), "city")
        for name, span in named.places
        if name == KRAGUJEVAC
    )


def _is_limit(one: Unclear) -> bool:
    """Whether a value was told as a bound of the rules: "the maximum is 12 months, right?"."""
    return one.reason == "bound" and len(one.candidates) == 1


def _questions(
    message: Tokens,
    asked: Iterable[tuple[QuestionKind, int, int]],
    clauses: tuple[Span, ...],
    origin: TextPositions,
) -> Iterator[AskedQuestion]:
    for kind, start, stop in asked:
        span = origin.span(message.span(start, stop))
        clause = sum(end <= span[0] for _, end in clauses)
        yield AskedQuestion(kind, span, min(clause, len(clauses) - 1))


def _slots(
    notes: "_Notes", origin: TextPositions, values: Mapping[str, FactValue], about: Holder
) -> Iterator[SlotValue]:
    for one in notes.kept:
        if one.of == about and one.time != "negated" and one.field not in {*values, "used"}:
            continue
        span = origin.span(notes.place(one))
        sure = one.how is None
        yield SlotValue(one.field, one.value, span, one.of, one.cycle, one.time, sure)


def _marks(message: Tokens, origin: TextPositions, marks: Marks) -> Iterator[SlotValue]:
    for mark in marks.found:
        span = origin.span(message.span(mark.start, mark.stop))
        yield SlotValue(mark.field, mark.value, span)


def _programmes(
    origin: TextPositions,
    about: Holder,
    planned: Sequence[tuple[str, Span]],
    rejected: Sequence[tuple[str, Span]],
) -> Iterator[SlotValue]:
    for name, span in dict(reversed(planned)).items():
        yield SlotValue("programme", name, origin.span(span), about)
    for name, span in rejected:
        yield SlotValue("programme", name, origin.span(span), about, time="negated")


def _named(
    origin: TextPositions, about: Holder, named: Named, begins: tuple[date, Span] | None
) -> Iterator[SlotValue]:
    for name, span in named.places:
        if name != KRAGUJEVAC:
            yield SlotValue("institution", name, origin.span(span), about)
    if begins is not None:
        yield SlotValue("semester_start", begins[0].isoformat(), origin.span(begins[1]), about)


def _limits(notes: "_Notes", origin: TextPositions, about: Holder) -> Iterator[SlotValue]:
    for one in notes.unclear:
        if _is_limit(one):
            yield SlotValue(
                one.field, one.candidates[0], origin.span(one.span), about, time="limit"
            )


class _Notes:
    """Everything found so far; of several values of a person's fact only an agreement stays."""

    def __init__(self, message: Tokens, whose: tuple[Holder, ...]) -> None:
        self._message = message
        self._whose = whose
        self._conflicts: set[tuple[str, Holder, str | None, str]] = set()
        self._found: dict[tuple[str, Holder, str | None, str], Found] = {}
        self.spans: dict[str, list[Span]] = {}
        self.unclear: list[Unclear] = []
        self.inexact: set[str] = set()

    @property
    def kept(self) -> tuple[Found, ...]:
        """What was told without contradiction, in order."""
        return tuple(self._found.values())

    def add(self, found: Iterable[Found], unclear: Iterable[Unclear] = ()) -> None:
        """Note values and what was unclear; two values that differ make the fact unclear."""
        self.unclear += unclear
        for said in found:
            time: Time = "done" if said.field == "used" else said.time
            one = replace(said, of=self._whose[said.start], time=time)
            span = self.place(one)
            self.span(one.field, span)
            if one.how is not None:
                self.inexact.add(one.field)
            key = (one.field, one.of, one.cycle, one.time)
            known = self._found.get(key)
            if key in self._conflicts:
                continue
            if known is None:
                self._found[key] = one
            elif known.value != one.value:
                self._conflicts.add(key)
                del self._found[key]
                self.unclear.append(Unclear(one.field, "conflict", span, (known.value, one.value)))

    def place(self, one: Found) -> Span:
        """Where a value stands in the folded text."""
        return self._message.span(one.start, one.stop)

    def case_of(self, about: Holder, *, asks_what_is_left: bool) -> dict[str, FactValue]:
        """Return the facts of a person that count now: stays of an earlier cycle do not."""
        self._settle_cycle(about, asks_what_is_left=asks_what_is_left)
        case = {
            one.field: one.value for one in self.kept if one.of == about and one.time == "planned"
        }
        cycle = case.get("cycle")
        used = [one for one in self.kept if one.field == "used" and one.of == about]
        counted = [one for one in used if cycle is None or one.cycle in (None, cycle)]
        if len(counted) == 1:
            case["used"] = counted[0].value
        elif used and not counted and asks_what_is_left:
            case["used"] = {"months": 0}
        return case

    def _settle_cycle(self, about: Holder, *, asks_what_is_left: bool) -> None:
        """Take the latest of the cycles that stays were told of as the one that is asked about."""
        if not asks_what_is_left or ("cycle", about, None, "planned") in self._found:
            return
        used = [one for one in self.kept if one.field == "used" and one.of == about and one.cycle]
        unclear = [one for one in self.unclear if one.field == "cycle"]
        if not used or not unclear:
            return
        latest = max(used, key=lambda one: ORDER[one.cycle or ""])
        if {one.cycle for one in used} >= set(unclear[0].candidates):
            self.unclear.remove(unclear[0])
            for field, value in (("cycle", latest.cycle), ("role", "student")):
                self._found.setdefault(
                    (field, about, None, "planned"),
                    Found(field, value or "", latest.start, latest.stop, of=about),
                )

    def span(self, field: str, *spans: Span) -> None:
        """Note places that a field was read from."""
        if spans:
            self.spans.setdefault(field, []).extend(spans)


def _in_semesters(values: Mapping[str, FactValue]) -> bool:
    duration = values.get("duration")
    return isinstance(duration, Mapping) and "semesters" in duration
