"""What a message says, as slots and questions with their places in its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.understanding.grades.grades import Marks
from bot.understanding.notes import Notes
from bot.understanding.people.institutions import Named
from bot.understanding.text_positions import TextPositions
from bot.understanding.tokens import Span, Tokens
from bot.understanding.understanding import (
    AskedQuestion,
    FactValue,
    Holder,
    QuestionKind,
    SlotValue,
    Unclear,
)


def is_limit(one: Unclear) -> bool:
    """Tell whether a value was told as a bound of the rules: "the maximum is 12 months, right?"."""
    return one.reason == "bound" and len(one.candidates) == 1


def questions_in(
    message: Tokens,
    asked: Iterable[tuple[QuestionKind, int, int]],
    clauses: tuple[Span, ...],
    origin: TextPositions,
) -> Iterator[AskedQuestion]:
    """Yield what is asked, each with its place and its clause."""
    for kind, start, stop in asked:
        span = origin.span(message.span(start, stop))
        clause = sum(end <= span[0] for _, end in clauses)
        yield AskedQuestion(kind, span, min(clause, len(clauses) - 1))


def slots_in(
    notes: Notes, origin: TextPositions, values: Mapping[str, FactValue], about: Holder
) -> Iterator[SlotValue]:
    """Yield what was noted of the one the message is about, and of others."""
    for one in notes.kept:
        if one.of == about and one.time != "negated" and one.field not in {*values, "used"}:
            continue
        span = origin.span(notes.place(one))
        sure = one.how is None
        yield SlotValue(one.field, one.value, span, one.of, one.cycle, one.time, sure)


def marks_in(message: Tokens, origin: TextPositions, marks: Marks) -> Iterator[SlotValue]:
    """Yield the marks that were told."""
    for mark in marks.found:
        span = origin.span(message.span(mark.start, mark.stop))
        yield SlotValue(mark.field, mark.value, span)


def programmes_in(
    origin: TextPositions,
    about: Holder,
    planned: Sequence[tuple[str, Span]],
    rejected: Sequence[tuple[str, Span]],
) -> Iterator[SlotValue]:
    """Yield the programmes that are planned, and those that are not."""
    for name, span in dict(reversed(planned)).items():
        yield SlotValue("programme", name, origin.span(span), about)
    for name, span in rejected:
        yield SlotValue("programme", name, origin.span(span), about, time="negated")


def institutions_in(
    origin: TextPositions, about: Holder, named: Named, begins: tuple[date, Span] | None
) -> Iterator[SlotValue]:
    """Yield the institutions that are named, and when their semester begins."""
    for name, span in named.places:
        yield SlotValue("institution", name, origin.span(span), about)
    if begins is not None:
        yield SlotValue("semester_start", begins[0].isoformat(), origin.span(begins[1]), about)


def limits_in(notes: Notes, origin: TextPositions, about: Holder) -> Iterator[SlotValue]:
    """Yield the bounds that are quoted: no values of anybody's."""
    for one in notes.unclear:
        if is_limit(one):
            yield SlotValue(
                one.field, one.candidates[0], origin.span(one.span), about, time="limit"
            )
