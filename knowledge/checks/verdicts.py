"""Answers that state a verdict: each says for which cases it holds, in known facts and limits."""

import re
from collections.abc import Iterator, Mapping

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.conditions import BOUNDED, PROGRAMME, Relation, read_bound
from knowledge.entry import Entry, EntryKind
from knowledge.nearest_name import did_you_mean
from knowledge.problem import Problem
from rules.facts import FACTS, FactKind
from rules.programmes.names import known_programmes

# A person tells these in one word or number, or they are bounded by a parameter.
_LISTED = (FactKind.CHOICE, FactKind.WHOLE, FactKind.TRUTH)
_UNITS = {
    "duration": ("day", "month", "semester"),
    "used": ("day", "month", "semester"),
    "hours": ("hour",),
    "ects": ("ects",),
}
# An answer that begins so, or a title that says so, decides a case.
_OPENS = re.compile(
    r"\W*(?:<b>)?(?:(?:yes|no|да|не)\b\s*[,.:;–—]|(?:it does not fit|не уклапа се)\b)"
    r"|[^.:\n]*\b(?:is too (?:short|long)|does not fit|не уклапа се|није довољ\w*|прекратк\w*)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:too short|too long|below the minimum|does not fit"
    r"|прекрат\w*|предуг\w*|испод минимума)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Problem]:
    """Yield verdicts that do not say for whom they hold, and conditions that cannot be compared."""
    for entry in subject.looked_at:
        yield from check_entry(subject, entry)
        yield from _undeclared(subject, entry)


def check_entry(subject: Subject, entry: Entry) -> Iterator[Problem]:
    """Find what is wrong with the conditions of one entry, for its answer and its lines."""
    declared = subject.written(entry, "holds_for")
    if isinstance(declared, Mapping):
        for fact, values in declared.items():
            yield from _condition(subject, entry, fact, values, ("holds_for", fact))
    for number, line in enumerate(entry.lines):
        for fact, values in line.most_for.items():
            place = ("lines", number, "for", fact)
            if fact in BOUNDED:
                yield subject.problem(entry, f"for: takes no limits, so no {fact!r}", *place)
            else:
                yield from _listed(subject, entry, fact, values, place)


def _condition(
    subject: Subject,
    entry: Entry,
    fact: str,
    values: tuple[str, ...],
    place: tuple[str | int, ...],
) -> Iterator[Problem]:
    if not values:
        message = f"{fact} has no value, so nobody would be given the answer; add one"
        yield subject.problem(entry, message, *place)
    if fact not in BOUNDED:
        yield from _listed(subject, entry, fact, values, place)
        return
    for value in values:
        bound = read_bound(value)
        if bound is None:
            message = (
                f"{fact}: {value!r} is no limit; write {', '.join(Relation)} and the name of a "
                "parameter: under traineeship.minimum_months"
            )
            yield subject.problem(entry, message, *place)
            continue
        figures = subject.figures.at(entry.institution)
        known = figures.parameter_names()
        if bound.parameter not in known:
            message = (
                f"{fact}: there is no parameter {bound.parameter!r}"
                f"{did_you_mean(bound.parameter, known)}"
            )
            yield subject.problem(entry, message, *place)
        elif figures.parameter(bound.parameter).unit not in _UNITS[fact]:
            message = f"{fact}: {bound.parameter} is not in {' or '.join(_UNITS[fact])}"
            yield subject.problem(entry, message, *place)


def _listed(
    subject: Subject,
    entry: Entry,
    fact: str,
    values: tuple[str, ...],
    place: tuple[str | int, ...],
) -> Iterator[Problem]:
    definition = FACTS.get(fact)
    if fact != PROGRAMME and (definition is None or definition.kind not in _LISTED):
        allowed = [one.name for one in FACTS.values() if one.kind in _LISTED]
        allowed += [PROGRAMME, *BOUNDED]
        message = f"holds_for takes {', '.join(allowed)}; not {fact!r}{did_you_mean(fact, allowed)}"
        yield subject.problem(entry, message, *place)
        return
    choices: tuple[str, ...] = (
        tuple(known_programmes()) if definition is None else definition.allowed
    )
    if definition is not None and definition.kind is FactKind.TRUTH:
        choices = ("true", "false")
    for value in values:
        if definition is not None and definition.kind is FactKind.WHOLE:
            if not value.isdecimal():
                message = f"{fact}: {value!r} is not a whole number"
                yield subject.problem(entry, message, *place)
        elif value not in choices:
            message = f"{fact}: there is no {value!r}; allowed: {', '.join(choices)}"
            yield subject.problem(entry, message, *place)


def _undeclared(subject: Subject, entry: Entry) -> Iterator[Problem]:
    """Yield an entry that decides a case and does not say which."""
    if entry.kind is not EntryKind.ANSWER or entry.conditions or entry.unconditional:
        return
    for language in LANGUAGES:
        answer, title = entry.answer.authored(language), entry.title.authored(language)
        if _OPENS.match(answer) or _TITLE.search(title):
            message = (
                "states a verdict; say for which cases it holds, for instance "
                "holds_for: {duration: [under traineeship.minimum_months]}, or, where it holds for "
                "everybody, holds_for: always"
            )
            yield subject.problem(entry, message)
            return
