"""Lines of JSON from other programs: what a line asks, and the case that its answer rests on.

The case has the names of slots that other programs know. The forms know three of them otherwise: a
mark is `points`, `ects_grade` or `grade` here, the days of a grant are a `duration`, and the stays
of an account are `used`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bot.dialogue.state import case, ledger
from bot.dialogue.state.session import Session
from bot.forms.slot_questions import kind_of, slot_of
from bot.forms.slot_validation import SlotValidation
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.understanding import FactValue
from bot.understanding.lengths.stay_lengths import in_days
from bot.understanding.understanding import MARKS
from locales import Locale
from rules import FactError, Rulebook, load_rulebook
from rules.facts import FACTS
from rules.institutions import registry

_SLOTS = case.SLOTS | {*MARKS, "institution"}
_NOTHING: Json = {"months": 0}


class LineError(ValueError):
    """A line of input that cannot be used.

    Attributes:
        code: a short stable name of the kind of mistake.
        field: the key it is about; empty for the line as a whole.
    """

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field


def error_line(code: str, message: str, field: str = "") -> dict[str, Any]:
    """Report what is wrong with a line, for a program."""
    return {"error": {"code": code, "message": message, "field": field}}


def read_line(line: str, session: Session) -> tuple[str, Session]:
    """Return the text of a line, and the session with the language and institution it sets.

    Raises:
        LineError: when the line cannot be used.
    """
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise LineError("invalid_json", f"the line is not JSON: {error}") from None
    if not isinstance(data, Mapping):
        raise LineError("invalid_type", 'the line must be an object such as {"text": "…"}')
    unknown = sorted(set(data) - {"text", "language", "institution", "case"})
    if unknown:
        raise LineError(
            "unknown_key", "allowed keys are text, language, institution and case", str(unknown[0])
        )
    text = data.get("text")
    if not isinstance(text, str):
        raise LineError("invalid_type", "text is missing or is not a string", "text")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise LineError("invalid_value", "text is not valid Unicode (UTF-8)", "text")
    if (language := data.get("language")) is not None:
        session = replace(session, locale=_locale(language), pinned=True)
    if (told := data.get("case")) is not None:
        session = _with_case(session, told)
    if (institution := data.get("institution")) is not None:
        session = replace(session, institution=_institution(institution, "institution"))
    return text, session


def _with_case(session: Session, told: object) -> Session:
    """Return the session with the slots known beforehand.

    Raises:
        LineError: one of them is no slot, or its value is none of the slot's.
    """
    if not isinstance(told, Mapping):
        raise LineError("invalid_type", "case must be an object of slots", "case")
    unknown = sorted(set(told) - _SLOTS)
    if unknown:
        allowed = ", ".join(sorted(_SLOTS))
        raise LineError("unknown_key", f"case knows {allowed}", f"case.{unknown[0]}")
    rulebook = load_rulebook()
    if "institution" in told:
        name = _institution(told["institution"], "case.institution")
        session = replace(session, institution=name)
    slots = {slot: value for slot, value in told.items() if slot in case.SLOTS}
    for slot, value in slots.items():
        _check(slot, value, slots, rulebook, slot)
    marks: list[Json] = []
    for kind in MARKS:
        values = told.get(kind, [])
        for value in values if isinstance(values, list) else [values]:
            mark: Json = value if kind == "ects_grade" else {kind: value}
            _check("mark", mark, slots, rulebook, kind)
            marks.append(mark)
    if marks:
        slots["mark"] = marks if len(marks) > 1 else marks[0]
    return replace(session, case=case.note({}, slots, {}, datetime.now(UTC).date()))


def _institution(name: object, field: str) -> str:
    if name not in registry():
        allowed = ", ".join(registry().ids)
        raise LineError("invalid_value", f"institution must be one of {allowed}", field)
    return str(name)


def _check(
    slot: str, value: Json, slots: Mapping[str, Json], rulebook: Rulebook, name: str
) -> None:
    """Refuse what is no value of a slot.

    Raises:
        LineError: it is none; the message says what is allowed.
    """
    definition = slot_of(slot)
    if value == UNKNOWN and slot in FACTS:
        return
    if definition is None:
        raise LineError("unknown_key", "there is no such slot", f"case.{name}")
    try:
        definition.validate(slot, value, rulebook, datetime.now(UTC).date())
    except FactError as error:
        raise LineError("invalid_value", str(error), f"case.{name}") from None
    over = SlotValidation(rulebook).limit(slot, value, slots)
    if over is not None and definition.bounds is not None:
        least, most = definition.bounds(rulebook, slots)
        message = f"{name} must be between {least} and {most}"
        raise LineError("invalid_value", message, f"case.{name}")


def case_of(session: Session) -> dict[str, Any]:
    """Return the case after an answer: what is known, with the slots of the last result over it."""
    result = session.form.answers if session.last.computed and session.form is not None else {}
    told = {**case.values(session.case), **session.said, **result}
    stays = [told.pop(slot) for slot in list(told) if kind_of(slot) == "stay"]
    used = ledger.total([one for one in stays if one != _NOTHING])
    if used is not None:
        told["used"] = used
    elif stays and all(one == _NOTHING for one in stays):
        told["used"] = _NOTHING
    days = told.pop("days", None)
    if days is not None and in_days(cast("FactValue | None", told.get("duration"))) != days:
        told["duration"] = {"days": days}
    told.update(_marks(told.pop("mark", None)))
    if session.institution is not None:
        told["institution"] = session.institution
    return told


def _marks(mark: Json) -> Iterator[tuple[str, Json]]:
    """Yield marks by their kind; several of one kind as a list."""
    marks = [] if mark is None else mark if isinstance(mark, list) else [mark]
    by_kind: dict[str, list[Json]] = {}
    for one in marks:
        kind, value = next(iter(one.items())) if isinstance(one, dict) else ("ects_grade", one)
        by_kind.setdefault(kind, []).append(value)
    for kind, values in by_kind.items():
        yield kind, values if len(values) > 1 else values[0]


def _locale(tag: object) -> Locale:
    try:
        return Locale.from_tag(str(tag))
    except ValueError as error:
        raise LineError("invalid_value", str(error), "language") from None
