"""`python -m bot unanswered`: what people asked and got no answer to, for the editors."""

import argparse
import asyncio
import json
import os
import sys
from datetime import date

from bot.cli.settings import SettingsError, read_database_url
from bot.storage import NoteKind, StorageError, StoredNote, WantedNotes, read_notes
from locales import Locale

_CANNOT = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = "DATABASE_URL says which database, as for the bot itself."
    parser.add_argument(
        "--since", type=day, metavar="DATE", help="from this day on, such as 2026-10-01"
    )
    parser.add_argument("--limit", type=_number, metavar="N", help="at most so many, the newest")
    parser.add_argument(
        "--json", action="store_true", help="JSON Lines: day, language and text of each"
    )


def main(arguments: argparse.Namespace) -> int:
    """Print them, newest first; returns the exit status."""
    wanted = WantedNotes(arguments.since, arguments.limit)
    try:
        url = read_database_url(os.environ)
        notes = asyncio.run(read_notes(url, NoteKind.UNANSWERED, wanted))
    except (SettingsError, StorageError) as error:
        print(f"razmena: {error}", file=sys.stderr)
        return _CANNOT
    if not notes:
        print("No unanswered questions are kept for that time.", file=sys.stderr)
    for note in reversed(notes):
        print(_as_json(note) if arguments.json else _as_line(note))
    return 0


def day(text: str) -> str:
    """Return an ISO date as it is typed.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day; write year-month-day, such as 2026-10-01"
        ) from None


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:10]) <= 1_000_000_000:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 1 on")
    return int(text[:10])


def _as_json(note: StoredNote) -> str:
    language = Locale(note.locale).tag
    return json.dumps(
        {"day": note.day, "language": language, "text": note.words}, ensure_ascii=False
    )


def _as_line(note: StoredNote) -> str:
    return f"{note.day}  {Locale(note.locale).tag:7}  {note.words}"
