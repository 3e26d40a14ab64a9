"""One message read: everything found put together, and what contradicts itself set aside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import cast

from bot.understanding.dates.dates import find_dates, semester_start
from bot.understanding.dates.found_by_dates import found_by_dates
from bot.understanding.dates.told_dates import PlacedDate, told_dates
from bot.understanding.grades.counted_letters import beside_counted_letters
from bot.understanding.grades.grades import grades
from bot.understanding.hours.hours import Hours, hours
from bot.understanding.hours.hours_by_day import as_pairs
from bot.understanding.leftovers import leftovers
from bot.understanding.notes import Notes
from bot.understanding.openings import asks_for_options, opening
from bot.understanding.people.homes_elsewhere import home_elsewhere
from bot.understanding.people.institutions import Named, institutions
from bot.understanding.people.institutions import prepare as prepare_institutions
from bot.understanding.people.people import People, people
from bot.understanding.people.places import outside_europe
from bot.understanding.people.programmes import prepare as prepare_programmes
from bot.understanding.people.programmes import programmes, programmes_set_aside
from bot.understanding.people.roles import holders, is_officer, people_spoken_of, subject_of
from bot.understanding.quantities.numbers import numbers
from bot.understanding.questions.intents import find_questions, small_talk, small_talk_within
from bot.understanding.questions.split_questions import question_spans
from bot.understanding.slot_values import (
    institutions_in,
    is_limit,
    limits_in,
    marks_in,
    programmes_in,
    questions_in,
    slots_in,
)
from bot.understanding.stance.modality import set_aside, statements, wished_from
from bot.understanding.stance.stances import stances
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.stays.reading_stays import StayCircumstances, read_stays
from bot.understanding.stays.stay_edits import stay_edit
from bot.understanding.text_positions import TextPositions
from bot.understanding.tokens import Span, Tokens, take_apart
from bot.understanding.travel import travel
from bot.understanding.understanding import (
    Ambiguity,
    DateMeaning,
    FactValue,
    Found,
    Holder,
    QuestionKind,
    SlotValue,
    Time,
    ToldDate,
    ToldStay,
    Understanding,
    Unplaced,
)
from rules.institutions import PROGRAMMES, registry

_WISHED = frozenset({"duration", "programme"})
_OF_BIP = frozenset({"through_faculty", "virtual_part"})


def understand(text: str, today: date) -> Understanding:
    """Understand one message.

    Args:
        text: the message as typed; any text is understood without an error, in linear time.
        today: dates without a year are the next ones from this day on.
    """
    prepare_institutions()
    prepare_programmes()
    return _understand(take_apart(text), today)


def _understand(message: Tokens, today: date) -> Understanding:
    # "Jedno D" beside another letter counts marks, and neither days nor anything else.
    counts = beside_counted_letters(message, numbers(message))
    told = stances(message, counts)
    whose = holders(message, spoken_of := people_spoken_of(message))
    aside = set_aside(message)
    asked = find_questions(message)
    asks_what_is_left = any(kind is QuestionKind.LEFT for kind, _, _ in asked)
    notes = Notes(message, whose)
    who = people(message, told, whose)
    notes.add(who.found, who.unclear)
    journey = travel(message, counts)
    notes.add(journey.found, journey.unclear)
    dates = find_dates(message)
    taken = journey.taken | {i for found in dates for i in range(found.start, found.stop)}
    stated = statements(message)
    notes.add(stated)
    of_hours = hours(message, counts)
    notes.add(of_hours.found, of_hours.unclear)
    taken |= {i for one in stated if one.field == "covers_term" for i in range(one.start, one.stop)}
    stays = read_stays(
        message,
        StayCircumstances(told, counts, dates, today, who, whose, aside, asks_what_is_left),
        journey,
        taken,
    )
    notes.add(stays.found, stays.unclear)
    notes.add(_days_of(of_hours, notes))
    notes.add(outside_europe(message))
    marks = grades(message, numbers(message))
    notes.add(marks.credits, marks.unclear)
    for mark in marks.found:
        notes.span(mark.field, message.span(mark.start, mark.stop))
    notes.span("beside_a_mark", *marks.beside)
    named = institutions(message, told)
    named_at = (span for _, span in (*named.places, *named.in_the_city))
    notes.span("institution", *named_at)
    notes.add(_registered(named, who, notes))
    begins = semester_start(message, dates, today)
    if begins is not None:
        notes.span("semester_start", begins[1])
    told_of = {one.of for one in notes.kept if one.time != "negated"}
    about = subject_of(message, whose, [(start, stop) for _, start, stop in asked], told_of)
    of_others = {*notes.spans.get("rates", ()), *(() if begins is None else (begins[1],))}
    placed = [
        one
        for one in told_dates(message, told, dates, today, counts)
        if not _is_within(message.span(one.start, one.stop), of_others)
    ]
    notes.add(_of_dates(placed, notes))
    values = notes.case_of(about, asks_what_is_left=asks_what_is_left)
    doctoral = "doctoral" in {values.get("cycle"), who.past_cycle}
    planned = programmes(
        message,
        told,
        aside,
        doctoral=doctoral,
        semesters=notes.spans["duration"][-1] if _in_semesters(values) else None,
    )
    planned = _that_are_planned(planned, notes, stays.placed, asks=bool(asked))
    notes.span("programme", *(span for _, span in planned))
    values = _that_matter(values, {name for name, _ in planned})
    origin = TextPositions(message.text, message.folded)
    clauses = question_spans(message.text)
    rejected = programmes_set_aside(message, aside, doctoral=doctoral)
    slots = [
        *slots_in(notes, origin, values, about),
        *limits_in(notes, origin, about),
        *marks_in(message, origin, marks),
        *programmes_in(origin, about, planned, rejected),
        *institutions_in(origin, about, named, begins),
    ]
    slots = _with_wishes(message, origin, slots)
    unplaced = tuple(
        leftovers(
            message,
            counts,
            dates,
            [
                *chain(*notes.spans.values()),
                *stays.places,
                *(
                    message.span(one.start, one.stop)
                    for one in placed
                    if one.meaning not in {DateMeaning.UNKNOWN, DateMeaning.END}
                ),
            ],
            notes.unclear,
        )
    )
    return Understanding(
        text=message.text,
        folded=message.folded,
        about=about,
        questions=tuple(questions_in(message, asked, clauses, origin)),
        slots=tuple(sorted(slots, key=lambda slot: slot.span)),
        ambiguous=tuple(
            Ambiguity(one.field, one.candidates, origin.span(one.span), one.reason)
            for one in notes.unclear
            if not is_limit(one)
        )
        + _of_a_city(origin, named),
        unplaced=tuple(
            Unplaced(message.text[start:end], (start, end))
            for start, end in map(origin.span, unplaced)
        ),
        places={field: tuple(map(origin.span, spans)) for field, spans in notes.spans.items()},
        clauses=clauses,
        by_officer=is_officer(spoken_of),
        edit=stay_edit(message, counts),
        hours_by_day=as_pairs(of_hours.by_day),
        belonging=named.belonging,
        elsewhere="" if named.belonging else home_elsewhere(message, told, named.words),
        faculty="" if named.faculty is None else message.text[slice(*origin.span(named.faculty))],
        stays=tuple(_told_stays(message, origin, stays.placed, whose, of_hours.of_stays)),
        dates=tuple(
            ToldDate(
                one.meaning,
                one.first,
                one.last,
                origin.span(message.span(one.start, one.stop)),
                whose[one.start],
            )
            for one in placed
        ),
        cycles=tuple(
            (one.value, origin.span(message.span(one.start, one.stop))) for one in who.cycles
        ),
        small_talk=small_talk(message),
        small_talk_within=small_talk_within(message),
        opening=opening(message),
        beside_options=_beside_options(message, origin),
    )


def _that_are_planned(
    programmes: Iterable[tuple[str, Span]],
    notes: Notes,
    told: Sequence[PlacedStay],
    *,
    asks: bool,
) -> list[tuple[str, Span]]:
    """Return the programmes that are planned, not those of stays that are only told as over.

    "I teach here" tells who somebody is, and plans no stay.
    """
    roles = notes.spans.get("role", ())
    planned = {one.kind for one in told if not one.past} - {None}
    # Who asks and plans nothing of another kind may ask of the one that is over.
    over = {one.kind for one in told if one.past and (planned or not asks)} - planned
    return [
        (name, span)
        for name, span in programmes
        if name not in over and not _is_within(span, roles)
    ]


def _beside_options(message: Tokens, origin: TextPositions) -> tuple[Span, ...] | None:
    found = asks_for_options(message)
    return None if found is None else tuple(map(origin.span, found))


def _told_stays(
    message: Tokens,
    origin: TextPositions,
    placed: Iterable[PlacedStay],
    whose: Sequence[Holder],
    hours_of: Mapping[int, FactValue],
) -> Iterator[ToldStay]:
    for one in placed:
        span = origin.span(message.span(one.start, one.stop))
        time = "past" if one.of_no_stay else "done" if one.past else "planned"
        for value in one.parts or (one.value,):
            yield ToldStay(
                value, span, whose[one.start], cast("Time", time), one.cycle, one.kind,
                one.how is None, hours_of.get(one.start),
            )  # fmt: skip


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


def _days_of(of_hours: Hours, notes: Notes) -> Iterator[Found]:
    """Take the days named beside hours of all of them as the stay: "Mon and Tue, 9 hours"."""
    days = of_hours.days
    if days is not None and "duration" not in notes.spans:
        yield Found("duration", {"days": days.count}, days.start, days.stop)


def _registered(named: Named, who: People, notes: Notes) -> Iterator[Found]:
    """Take a student who says where they study as registered there."""
    roles = {one.value for one in who.found if one.field == "role"}
    known = any(one.field == "registered" for one in notes.kept)
    computed = named.only is not None and registry().may_tell(PROGRAMMES, named.only)
    if named.home is not None and computed and not known and roles <= {"student"}:
        yield Found("registered", True, *named.home[1:])


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    """Return whether a date is that of something else: of a call, of a semester's beginning."""
    return any(start <= span[0] and span[1] <= stop for start, stop in others)


def _that_matter(values: Mapping[str, FactValue], planned: Set[str]) -> dict[str, FactValue]:
    """Leave out what says nothing of the programme or the person."""
    useless: frozenset[str] = frozenset()
    if "bip" not in planned:
        # "Preko fakulteta" is a fact of a BIP; of any other stay it says nothing that is asked.
        useless |= _OF_BIP
    if values.get("role") == "graduate":
        # A graduate is registered no more, and is not asked whether they are.
        useless |= {"registered"}
    return {name: value for name, value in values.items() if name not in useless}


def _of_a_city(origin: TextPositions, named: Named) -> tuple[Ambiguity, ...]:
    """Leave open which of a city's institutions is meant: it has to be asked."""
    return tuple(
        Ambiguity("institution", of_the_city, origin.span(span), "city")
        for of_the_city, span in named.in_the_city
    )


def _of_dates(placed: Sequence[PlacedDate], notes: Notes) -> Iterator[Found]:
    """Yield what follows from dates; a contract that has run out has no end to come."""
    found = found_by_dates(placed, length_told="duration" in notes.spans)
    ran_out = any(one.field == "contract" and one.value is False for one in notes.kept)
    for one in found:
        if not (ran_out and one.field == "contract_until"):
            yield one


def _in_semesters(values: Mapping[str, FactValue]) -> bool:
    duration = values.get("duration")
    return isinstance(duration, Mapping) and "semesters" in duration
