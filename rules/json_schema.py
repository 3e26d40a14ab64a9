"""The shapes of questions and answers as JSON Schema (2020-12), made from the table of facts."""

from collections.abc import Mapping
from typing import TypeAlias

from locales import Locale
from rules.facts import FACTS, LAST_YEAR, MOST, UNKNOWN, FactDefinition, FactKind

Schema: TypeAlias = Mapping[str, object]

_DAY: Schema = {"type": "string", "format": "date"}
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_TRUTH: Schema = {"type": "boolean"}
_AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
_OR_NULL = "null"
_COMMON: Mapping[str, Schema] = {
    "language": {"enum": [locale.tag for locale in Locale], "default": Locale.EN.tag},
    "on": {**_DAY, "description": "what is in force and what is stale; today where left out"},
    "institution": {**_TEXT, "description": "whose rules; where left out, who publishes them"},
}


def fact_schema(definition: FactDefinition) -> Schema:
    """Return what a fact may be; "unknown" is one that was asked and is not known."""
    return {"anyOf": [_value(definition), {"const": UNKNOWN.value}]}


def _value(definition: FactDefinition) -> Schema:
    match definition.kind:
        case FactKind.CHOICE:
            return {"enum": list(definition.allowed)}
        case FactKind.TRUTH:
            return _TRUTH
        case FactKind.WHOLE:
            return {"type": "integer", "minimum": definition.least, "maximum": LAST_YEAR}
        case FactKind.NUMBER:
            return {"type": "number", "minimum": definition.least, "maximum": MOST}
        case FactKind.DURATION:
            return _duration(definition.least)


def _duration(least: int) -> Schema:
    whole: Schema = {"type": "integer", "minimum": 0}
    first: Schema = {"type": "integer", "minimum": least}
    return {
        "anyOf": [
            _object({"days": first}),
            _object({"months": first}),
            _object({"months": whole, "days": whole}),
            _object({"semesters": first}),
            {
                **_object({"from": _DAY, "to": _DAY}),
                "description": "first and last day, both count",
            },
        ]
    }


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _question(required: Mapping[str, Schema], **optional: Schema) -> Schema:
    return _object(required, {**optional, **_COMMON})


def _answer(sometimes: Mapping[str, Schema] | None = None, /, **always: Schema) -> Schema:
    """Return an object that may get more keys later, so programs must not refuse them."""
    keys = {**always, "institution": _TEXT}
    return {"type": "object", "properties": {**keys, **(sometimes or {})}, "required": list(keys)}


_PROGRAMME: Schema = {**_TEXT, "description": "a programme of the institution"}
_NOTES = _list({"type": "object", "properties": {"text": _TEXT, "source": _TEXT}})
_REASON = _object(
    {"rule": _TEXT, "outcome": {"enum": ["fails", "depends"]}, "text": _TEXT, "source": _TEXT}
)
_HOLDS = _object(
    {"rule": _TEXT, "text": _TEXT, "source": _TEXT, "quote": _TEXT, "quote_language": _TEXT}
)
_PARAMETER = _object(
    {
        "name": _TEXT,
        "value": {"type": ["number", "string"]},
        "unit": _TEXT,
        "source": _TEXT,
        "checked_on": _DAY,
    }
)
_LINE = _object(
    {
        "item": _TEXT,
        "amount": {"anyOf": [_AMOUNT, {"type": _OR_NULL}]},
        "certain": _TRUTH,
        "quantity": {"type": ["integer", _OR_NULL]},
        "rate": {"anyOf": [_AMOUNT, {"type": _OR_NULL}]},
        "text": _TEXT,
        "source": _TEXT,
    },
    {"amount_range": {"type": "array", "items": _AMOUNT, "minItems": 2, "maxItems": 2}},
)

QUESTIONS: Mapping[str, Schema] = {
    "check": _question(
        {
            "programme": _PROGRAMME,
            "facts": _object({}, {name: fact_schema(one) for name, one in FACTS.items()}),
        },
        trace=_TRUTH,
    ),
    "estimate": _question(
        {"days": {"type": "integer", "minimum": 0}},
        programme=_PROGRAMME,
        green_travel=_TRUTH,
        travel_days={"type": "integer", "minimum": 0},
        fewer_opportunities=_TRUTH,
        rates=_TEXT,
        distance_km={"type": "integer", "minimum": 0},
    ),
    "durations": _question(
        {"duration": _value(FACTS["duration"])},
        role=fact_schema(FACTS["role"]),
        cycle=fact_schema(FACTS["cycle"]),
    ),
    "grade": {
        **_question({}, points={"type": "number"}, ects=_TEXT, grade={"type": "integer"}),
        "oneOf": [{"required": [mark]} for mark in ("points", "ects", "grade")],
    },
    "deadlines": _question({"semester_start": _DAY}),
    "explain": _question({"programme": _PROGRAMME}, role=fact_schema(FACTS["role"])),
}

ANSWERS: Mapping[str, Schema] = {
    # `holds` comes with "trace": true alone.
    "check": _answer(
        {"holds": _list(_HOLDS)},
        outcome={"enum": ["eligible", "not_eligible", "depends", "incomplete"]},
        reasons=_list(_REASON),
        missing=_list({"enum": list(FACTS)}),
        would_change=_TEXTS,
        not_modelled=_NOTES,
        notes=_TEXTS,
    ),
    "estimate": _answer(
        currency=_TEXT, total=_AMOUNT, lines=_list(_LINE), notes=_TEXTS, rates=_TEXT
    ),
    "durations": _answer(
        fits=_list(
            _object(
                {
                    "programme": _PROGRAMME,
                    "outcome": {"enum": ["yes", "no", "depends"]},
                    "text": _TEXT,
                    "source": _TEXT,
                }
            )
        ),
        days={"type": ["integer", _OR_NULL]},
        months={"type": ["string", _OR_NULL]},
        notes=_TEXTS,
    ),
    "grade": _answer(
        matches=_list(
            _object(
                {
                    "grade": {"type": "integer"},
                    "ects": _TEXT,
                    "classification": _TEXT,
                    "points": {"type": "array", "items": {"type": "number"}},
                    "share": {"type": ["integer", _OR_NULL]},
                }
            )
        ),
        note=_TEXT,
        sources=_TEXTS,
    ),
    "deadlines": _answer(proposal_by=_DAY, documents_by=_DAY, notes=_TEXTS),
    "explain": _answer(
        programme=_PROGRAMME,
        conditions=_list(
            _object(
                {
                    "rule": _TEXT,
                    "text": _TEXT,
                    "facts": _list({"enum": list(FACTS)}),
                    "parameters": _list(_PARAMETER),
                    "source": _TEXT,
                    "quote": _TEXT,
                    "quote_language": _TEXT,
                }
            )
        ),
    ),
}
ERROR: Schema = _object({"error": _object({"code": _TEXT, "message": _TEXT, "field": _TEXT})})


def shapes() -> Schema:
    """Return the shapes of all questions, answers and mistakes as one JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {
            **{f"{name}_question": one for name, one in QUESTIONS.items()},
            **{f"{name}_answer": one for name, one in ANSWERS.items()},
            "error": ERROR,
        },
    }
