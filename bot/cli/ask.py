"""`python -m bot ask`: one question, or JSON Lines for other programs."""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any, TextIO

from bot.cli.assistant import CannotLoad, load_assistant
from bot.cli.lines import LineError, case_of, error_line, read_line
from bot.cli.refuse import refuse
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Answer, Effect, Outcome, Reply
from bot.messages.event import Event, Said
from bot.messages.markup import plain
from locales import Locale, keep_together

_LOG = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("question", nargs="*", help="the question, in English or Serbian")
    parser.add_argument(
        "--json",
        action="store_true",
        help='JSON Lines in and out, one object per question: {"text": "..."}, beside it'
        ' "language", "institution" and "case" (what was told before, by slot)',
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
        return after, {**result, "case": case_of(after)}
    except LineError as error:
        return session, error_line(error.code, str(error), error.field)
    except Exception:  # noqa: BLE001 - whatever it is, the other lines are answered
        _LOG.exception("unhandled exception while answering a line")
        return session, error_line("internal", "an internal error, logged on standard error")


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
