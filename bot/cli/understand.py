"""`python -m bot understand`: what a message means, before anything is decided."""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TextIO

from bot.cli.lines import LineError, error_line, read_line
from bot.dialogue.state.session import Session
from bot.understanding import Span, Understanding, understand
from knowledge import Knowledge, load_knowledge
from locales import clock
from rules import load_rulebook

_LOG = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("text", nargs="*", help="the message, in English or Serbian")
    parser.add_argument(
        "--json",
        action="store_true",
        help="print JSON; without a message, read JSON Lines as `ask --json` does",
    )


def main(arguments: argparse.Namespace) -> int:
    """Print what a message means; returns the exit status."""
    text = " ".join(arguments.text)
    if not text and not arguments.json:
        example = 'python -m bot understand "I am in a master, can I go for 3 months?"'
        print(f"What is the message? For example: {example}", file=sys.stderr)
        return 2
    knowledge = load_knowledge(load_rulebook())
    today = clock.today()
    if not text:
        understand_lines(knowledge, sys.stdin, sys.stdout, today)
        return 0
    understanding = understand(text, today)
    language = knowledge.guess_language(text).locale.tag
    if arguments.json:
        print(json.dumps(as_json(understanding, language), ensure_ascii=False))
    else:
        print(as_table(understanding, language))
    return 0


def understand_lines(
    knowledge: Knowledge, source: Iterable[str], target: TextIO, today: date
) -> None:
    """Understand JSON Lines: one object out for each line in, in order, flushed per line."""
    for line in source:
        target.write(json.dumps(_understand_line(knowledge, line, today), ensure_ascii=False))
        target.write("\n")
        target.flush()


def _understand_line(knowledge: Knowledge, line: str, today: date) -> dict[str, Any]:
    try:
        text, session = read_line(line, Session.new())
        locale = session.locale or knowledge.guess_language(text).locale
        return as_json(understand(text, today), locale.tag)
    except LineError as error:
        return error_line(error.code, str(error), error.field)
    except Exception:  # noqa: BLE001 - whatever it is, the other lines are understood
        _LOG.exception("unhandled exception while understanding a line")
        return error_line("internal", "an internal error, logged on standard error")


def as_json(understanding: Understanding, language: str) -> dict[str, Any]:
    """Return what was understood, for a program."""
    return {
        "language": language,
        "questions": [
            {"kind": question.kind.value, "span": list(question.span)}
            for question in understanding.questions
        ],
        "slots": [
            {
                "slot": slot.slot,
                "value": slot.value,
                "span": list(slot.span),
                "of": slot.of,
                "cycle": slot.cycle,
                "time": slot.time,
                "sure": slot.sure,
            }
            for slot in understanding.slots
        ],
        "ambiguous": [
            {
                "slot": one.slot,
                "values": list(one.values),
                "span": list(one.span),
                "reason": one.reason,
            }
            for one in understanding.ambiguous
        ],
        "unplaced": [{"text": one.text, "span": list(one.span)} for one in understanding.unplaced],
        "dates": [
            {
                "meaning": one.meaning.value,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "span": list(one.span),
                "of": one.of,
            }
            for one in understanding.dates
        ],
        "by_officer": understanding.by_officer,
    }


def as_table(understanding: Understanding, language: str) -> str:
    """Lay out what was understood for a person: one line for each thing, with its words."""
    rows = [("language", language, ""), *_rows(understanding)]
    first = max(len(what) for what, _, _ in rows)
    second = max(len(value) for _, value, _ in rows)
    return "\n".join(
        f"{what:<{first}}  {value:<{second}}  {words}".rstrip() for what, value, words in rows
    )


def _rows(understanding: Understanding) -> Iterator[tuple[str, str, str]]:
    def quoted(span: Span) -> str:
        return f"“{understanding.text[slice(*span)]}”"

    for question in understanding.questions:
        yield "question", question.kind.value, quoted(question.span)
    for slot in understanding.slots:
        notes = [
            *(["somebody else's"] if slot.of == "other" else []),
            *([f"in the {slot.cycle} cycle"] if slot.cycle else []),
            *([slot.time] if slot.time != "planned" else []),
            *(["not sure"] if not slot.sure else []),
        ]
        value = json.dumps(slot.value, ensure_ascii=False)
        told = f"{value} ({', '.join(notes)})" if notes else value
        yield slot.slot, told, quoted(slot.span)
    for one in understanding.ambiguous:
        values = " or ".join(json.dumps(value, ensure_ascii=False) for value in one.values)
        yield f"{one.slot}, unclear", values or one.reason, quoted(one.span)
    for left in understanding.unplaced:
        yield "no place for", left.text, quoted(left.span)
