"""`python -m bot ask`: one question, or JSON Lines for other programs."""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any, TextIO

from bot.cli.assistant import CannotLoad, load_assistant
from bot.cli.refuse import refuse
from bot.dialogue.assistant import Assistant
from bot.dialogue.case import SLOTS, Case, note, values
from bot.dialogue.session import Session
from bot.forms.slot_validation import SlotValidation
from bot.forms.slots import slot_of
from bot.messages.button_data import UNKNOWN
from bot.messages.effect import Answer, Effect, Outcome, Reply
from bot.messages.event import Event, Said
from bot.messages.json_value import Json
from bot.messages.markup import plain
from knowledge import INSTITUTIONS
from locales import Locale, keep_together
from rules import FactError, Rulebook, load_rulebook
from rules.facts import FACTS

_LOG = logging.getLogger(__name__)


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


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("question", nargs="*", help="the question, in English or Serbian")
    parser.add_argument(
        "--json", action="store_true", help="JSON Lines in and out: one object per question"
    )
    parser.add_argument(
        "--conversation", action="store_true", help="with --json: all lines are one conversation"
    )


def main(arguments: argparse.Namespace) -> int:
    """Answer; return the exit status."""
    question = " ".join(arguments.question)
    if arguments.json and question:
        return refuse("ask --json reads its questions from standard input")
    if not arguments.json and not question:
        return refuse('what is the question? For example: razmena ask "how long is a BIP?"')
    try:
        assistant = load_assistant()
    except CannotLoad as error:
        return refuse(*str(error).splitlines())
    if arguments.json:
        for stream in (sys.stdin, sys.stdout):
            if isinstance(stream, TextIOWrapper):
                # Bytes that are no UTF-8 spoil their own line, not the run.
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")
        answer_lines(assistant, sys.stdin, sys.stdout, one_conversation=arguments.conversation)
        return 0
    _, effects = assistant.respond(Session.new(), Event(Said(question)), datetime.now(UTC))
    print(keep_together(whole_text(effects)))
    return 0


def answer_lines(
    assistant: Assistant, source: Iterable[str], target: TextIO, *, one_conversation: bool
) -> None:
    """Answer JSON Lines: one object out for each line in, in order, flushed per line."""
    session = Session.new()
    for line in source:
        if not one_conversation:
            session = Session.new()
        session, result = _answer_line(assistant, line, session)
        target.write(json.dumps(result, ensure_ascii=False) + "\n")
        target.flush()


def _answer_line(
    assistant: Assistant, line: str, session: Session
) -> tuple[Session, dict[str, Any]]:
    """Answer one line. A fault of ours answers this line with an error and stops no other."""
    try:
        text, begun = read_line(line, session)
        after, effects = assistant.respond(begun, Event(Said(text)), datetime.now(UTC))
        result = as_json(effects, after.locale or Locale.EN)
        return after, {**result, "case": slots_of(after)}
    except LineError as error:
        return session, error_line(error.code, str(error), error.field)
    except Exception:  # noqa: BLE001 - whatever it is, the other lines are answered
        _LOG.exception("unhandled exception while answering a line")
        return session, error_line("internal", "an internal error, logged on standard error")


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
    if (institution := data.get("institution")) is not None:
        if institution not in INSTITUTIONS:
            allowed = ", ".join(INSTITUTIONS)
            raise LineError("invalid_value", f"institution must be one of {allowed}", "institution")
        session = replace(session, institution=institution)
    if (told := data.get("case")) is not None:
        session = replace(session, case=_case(told))
    return text, session


def _case(told: object) -> Case:
    """Return the slots known beforehand.

    Raises:
        LineError: one of them is no slot, or its value is none of the slot's.
    """
    if not isinstance(told, Mapping):
        raise LineError("invalid_type", "case must be an object of slots", "case")
    slots = {slot: value for slot, value in told.items() if slot != "institution"}
    unknown = sorted(set(slots) - SLOTS)
    if unknown:
        raise LineError(
            "unknown_key", f"case knows {', '.join(sorted(SLOTS))}", f"case.{unknown[0]}"
        )
    rulebook = load_rulebook()
    for slot in slots:
        _check(slot, slots, rulebook)
    return note({}, slots, {}, datetime.now(UTC).date())


def _check(slot: str, slots: Mapping[str, Json], rulebook: Rulebook) -> None:
    """Refuse what is no value of a slot.

    Raises:
        LineError: it is none; the message says what is allowed.
    """
    value, definition = slots[slot], slot_of(slot)
    if value == UNKNOWN and slot in FACTS:
        return
    if definition is None:
        raise LineError("unknown_key", "there is no such slot", f"case.{slot}")
    try:
        definition.validate(slot, value, rulebook, datetime.now(UTC).date())
    except FactError as error:
        raise LineError("invalid_value", str(error), f"case.{slot}") from None
    over = SlotValidation(rulebook).limit(slot, value, slots)
    if over is not None and definition.bounds is not None:
        least, most = definition.bounds(rulebook, slots)
        message = f"{slot} must be between {least} and {most}"
        raise LineError("invalid_value", message, f"case.{slot}")


def _locale(tag: object) -> Locale:
    try:
        return Locale.from_tag(str(tag))
    except ValueError as error:
        raise LineError("invalid_value", str(error), "language") from None


def slots_of(session: Session) -> dict[str, Any]:
    """Return the slots that the answer rests on: those of a result, else those of the question."""
    interview = session.form
    if session.last.computed and interview is not None:
        return dict(interview.answers)
    return {**values(session.case), **session.said}


def as_json(effects: Iterable[Effect], locale: Locale) -> dict[str, Any]:
    """Return what was replied, for a program."""
    replies = [effect for effect in effects if isinstance(effect, Reply)]
    outcomes = [reply.outcome for reply in replies if reply.outcome is not None]
    answers = [answer for reply in replies for answer in reply.answers]
    outcome = outcomes[0] if outcomes else Outcome.ANSWER
    return {
        "language": (replies[0].locale if replies else locale).tag,
        "outcome": outcome.value,
        "text": whole_text(replies),
        "answers": [_answer(answer) for answer in answers],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "title": answer.title,
        "text": answer.text,
        "sources": list(answer.sources),
        "score": answer.score,
    }


def whole_text(effects: Iterable[Effect]) -> str:
    """Give everything a person would read, without markup; choices stand as lines of their own."""
    return "\n\n".join(_lines(effects))


def _lines(effects: Iterable[Effect]) -> Iterator[str]:
    for effect in effects:
        if isinstance(effect, Reply):
            yield plain(effect.html)
            if effect.outcome in (Outcome.SUGGEST, Outcome.ASK):
                yield "\n".join(button.label for row in effect.buttons for button in row)
