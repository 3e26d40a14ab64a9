"""Questions in JSON, and their answers: the shapes that other programs rely on."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from locales import Locale, Text, render
from rules.command_line.json_lines import JsonObject
from rules.duration import DateRange, Days, Months, Semesters
from rules.error import fact_error
from rules.estimate import Estimate
from rules.estimate_lines import EstimateLine
from rules.estimate_request import EstimateRequest
from rules.facts import UNKNOWN, Facts, parse_fact, parse_facts
from rules.fits import Fits, Neighbour
from rules.grades import GradeMatches
from rules.institutions import DEADLINES, GRADES, PROGRAMMES
from rules.reading import expected, read_choice, read_date, read_truth, refuse_null, wrong_type
from rules.rulebook import Rulebook
from rules.verdict import Note, StatedCondition, Verdict

_COMMON = ("language", "on", "institution")
Words: TypeAlias = Callable[[Text], str]
Answering: TypeAlias = Callable[[JsonObject, Rulebook, date, Words], JsonObject]


def answer(
    command: str, question: JsonObject, rulebook: Rulebook, today: Callable[[], date]
) -> JsonObject:
    """Return the answer to one question.

    Args:
        command: one of `ANSWERS`.
        question: the JSON object.
        rulebook: the rules.
        today: the day for questions that name none.

    Raises:
        QuestionError: when there is no answer; its text says why.
    """
    tags = [locale.tag for locale in Locale]
    tag = read_choice("language", question.get("language", Locale.EN.tag), tags)
    on = read_date("on", question["on"]) if "on" in question else today()
    locale = Locale.from_tag(tag)
    return ANSWERS[command](question, rulebook, on, lambda text: render(text, locale))


def _keys(
    question: JsonObject, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> None:
    """Raise FactError for a key that is missing, not known, or null."""
    allowed = (*required, *optional, *_COMMON)
    for key, value in question.items():
        if key not in allowed:
            raise fact_error("unknown_key", key, allowed=", ".join(allowed))
        refuse_null(key, value)
    for key in required:
        if key not in question:
            raise fact_error("missing_key", key)


def _asked_of(question: JsonObject, rulebook: Rulebook, what: str) -> Rulebook:
    """Return the rules of the institution that a question names; else of who publishes them.

    Raises:
        FactError: for an institution that publishes no such rules.
    """
    publishing = [one.id for one in rulebook.institutions if what in one.publishes]
    given = question.get("institution", rulebook.institutions.teller(what))
    return rulebook.at(read_choice("institution", given, publishing))


# --- check ------------------------------------------------------------------------------------


def _check(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    _keys(question, required=("programme", "facts"), optional=("trace",))
    given = question["facts"]
    if not isinstance(given, Mapping):
        raise wrong_type("facts", expected("object"))
    programme = question["programme"]
    if not isinstance(programme, str):
        raise wrong_type("programme", expected("programme"))
    rulebook = _asked_of(question, rulebook, PROGRAMMES)
    facts = parse_facts(given)
    verdict = rulebook.check(programme, facts, on=on)
    found = {**verdict_to_json(verdict, words), "institution": verdict.institution}
    if not read_truth("trace", question.get("trace", False)):
        return found
    return {**found, "holds": _holds(programme, facts, rulebook, on, words)}


def _holds(
    programme: str, facts: Facts, rulebook: Rulebook, on: date, words: Words
) -> list[JsonObject]:
    return [
        {"rule": one.id, "text": words(one.text), **_quoted(one)}
        for one in rulebook.holding(programme, facts, on=on)
    ]


def _quoted(condition: StatedCondition) -> JsonObject:
    """Return where a condition stands, and its sentence in the language of the source."""
    return {
        "source": condition.source,
        "quote": condition.quote.text,
        "quote_language": condition.quote.language,
    }


def verdict_to_json(verdict: Verdict, words: Words) -> JsonObject:
    """Return a verdict as programs read it."""
    return {
        "outcome": verdict.outcome,
        "reasons": [
            {
                "rule": reason.rule,
                "outcome": reason.outcome,
                "text": words(reason.text),
                "source": reason.source,
            }
            for reason in verdict.reasons
        ],
        "missing": list(verdict.missing),
        "would_change": [words(text) for text in verdict.would_change],
        "not_modelled": [_note(note, words) for note in verdict.not_modelled],
        "notes": [words(note) for note in verdict.notes],
    }


def _note(note: Note, words: Words) -> JsonObject:
    return {"text": words(note), "source": note.source}


# --- estimate ---------------------------------------------------------------------------------

_ESTIMATE_KEYS = tuple(field.name for field in fields(EstimateRequest))


def _estimate(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    _keys(question, optional=_ESTIMATE_KEYS)
    rulebook = _asked_of(question, rulebook, PROGRAMMES)
    found = rulebook.estimate(estimate_request(question), on=on)
    return {**estimate_to_json(found, words), "institution": found.institution}


def estimate_request(given: JsonObject) -> EstimateRequest:
    """Return a request from JSON keys; the rulebook checks the values."""
    values: dict[str, Any] = {key: given[key] for key in _ESTIMATE_KEYS if key in given}
    return EstimateRequest(**{"days": None, **values})


def estimate_to_json(estimate: Estimate, words: Words) -> JsonObject:
    """Return an estimate as programs read it."""
    return {
        "currency": estimate.currency,
        "total": _amount(estimate.total),
        "lines": [_line(line, words) for line in estimate.lines],
        "notes": [words(note) for note in estimate.notes],
        "note_sources": [note.source for note in estimate.notes],
        "rates": estimate.rates,
    }


def _line(line: EstimateLine, words: Words) -> JsonObject:
    found: dict[str, object] = {
        "item": line.item,
        "amount": None if line.amount is None else _amount(line.amount),
        "certain": line.certain,
        "quantity": line.quantity,
        "rate": None if line.rate is None else _amount(line.rate),
        "text": words(line.text),
        "source": line.source,
    }
    if line.amount_range is not None:
        found["amount_range"] = [_amount(amount) for amount in line.amount_range]
    return found


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"


# --- durations --------------------------------------------------------------------------------


def _durations(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    _keys(question, required=("duration",), optional=("role", "cycle"))
    duration = parse_fact("duration", question["duration"])
    if not isinstance(duration, Days | Months | Semesters | DateRange):
        raise wrong_type("duration", expected("duration"))
    rulebook = _asked_of(question, rulebook, PROGRAMMES)
    fits = rulebook.durations(
        duration, role=_who("role", question), cycle=_who("cycle", question), on=on
    )
    return {**fits_to_json(fits, words), "institution": rulebook.institution.id}


def _who(fact: str, question: JsonObject) -> str | None:
    """Return a role or a cycle; None where it is not told, or not known."""
    if fact not in question:
        return None
    value = parse_fact(fact, question[fact])
    return None if value is UNKNOWN else str(value)


def fits_to_json(fits: Fits, words: Words) -> JsonObject:
    """Return how a length fits, as programs read it."""
    nearest = fits.nearest
    return {
        "fits": [
            {
                "programme": fit.programme,
                "outcome": fit.outcome,
                "text": words(fit.text),
                "source": fit.source,
            }
            for fit in fits.fits
        ],
        "days": fits.days,
        "months": None if fits.months is None else f"{fits.months:.2f}",
        "nearest": None
        if nearest is None
        else {
            "text": words(nearest.text),
            "shorter": _neighbour(nearest.shorter),
            "longer": _neighbour(nearest.longer),
        },
        "notes": [words(note) for note in fits.notes],
    }


def _neighbour(one: Neighbour | None) -> JsonObject | None:
    if one is None:
        return None
    unit = "semesters" if one.stay.semesters else "days"
    return {unit: one.stay.semesters or one.stay.days, "programmes": list(one.programmes)}


# --- grade, deadlines -------------------------------------------------------------------------


def _grade(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    marks = ("points", "ects", "grade")
    _keys(question, optional=marks)
    given = {key: question[key] for key in marks if key in question}
    found = _asked_of(question, rulebook, GRADES).grade(**given, on=on)
    return {**grades_to_json(found, words), "institution": found.institution.id}


def grades_to_json(matches: GradeMatches, words: Words) -> JsonObject:
    """Return the rows of the table as programs read them."""
    return {
        "matches": [
            {
                "grade": match.grade,
                "ects": match.ects,
                "classification": words(match.classification),
                "points": [_number(edge) for edge in match.points or ()],
                "share": match.share,
            }
            for match in matches.matches
        ],
        "note": " ".join(words(note) for note in (matches.note, *matches.notes)),
        "sources": list(matches.sources),
    }


def _number(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _deadlines(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    _keys(question, required=("semester_start",))
    start = read_date("semester_start", question["semester_start"])
    found = _asked_of(question, rulebook, DEADLINES).deadlines(start, on=on)
    return {
        "proposal_by": found.proposal_by.isoformat(),
        "documents_by": found.documents_by.isoformat(),
        "notes": [words(note) for note in found.notes],
        "note_sources": [note.source for note in found.notes],
        "institution": found.institution.id,
    }


# --- explain ----------------------------------------------------------------------------------


def _explain(question: JsonObject, rulebook: Rulebook, on: date, words: Words) -> JsonObject:
    _keys(question, required=("programme",), optional=("role",))
    programme = question["programme"]
    if not isinstance(programme, str):
        raise wrong_type("programme", expected("programme"))
    rulebook = _asked_of(question, rulebook, PROGRAMMES)
    conditions = rulebook.conditions(programme, role=_who("role", question), on=on)
    return {
        "programme": programme,
        "conditions": [
            {
                "rule": one.id,
                "text": words(one.text),
                "facts": list(one.facts),
                "parameters": [_parameter(name, rulebook, on) for name in one.parameters],
                **_quoted(one),
            }
            for one in conditions
        ],
        "institution": rulebook.institution.id,
    }


def _parameter(name: str, rulebook: Rulebook, on: date) -> JsonObject:
    found = rulebook.parameter(name, on=on)
    value = found.value
    return {
        "name": name,
        "value": _number(value) if isinstance(value, int | Decimal) else value,
        "unit": found.unit,
        "source": found.reference,
        "checked_on": found.checked_on.isoformat(),
    }


ANSWERS: Mapping[str, Answering] = {
    "check": _check,
    "estimate": _estimate,
    "durations": _durations,
    "grade": _grade,
    "deadlines": _deadlines,
    "explain": _explain,
}
