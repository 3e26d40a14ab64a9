"""`python -m bot report`: what people asked and what became of it, in figures."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bot.cli.assistant import CannotLoad
from bot.cli.settings import SettingsError, read_database_url
from bot.cli.unanswered import day
from bot.report import as_page, as_text, make_report
from bot.storage import StorageError, read_query
from bot.storage.questions import asked_questions
from bot.storage.tallies import tallies
from knowledge import load_knowledge
from knowledge.second_opinion import load_second_opinion
from rules import load_rulebook

_CANNOT = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = "DATABASE_URL says which database, as for the bot itself."
    parser.add_argument(
        "--since", type=day, metavar="DATE", help="from this day on, such as 2026-10-01"
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a page with plots to this file"
    )


def main(arguments: argparse.Namespace) -> int:
    """Print the report, or write its page; returns the exit status."""
    since = arguments.since or ""
    try:
        url = read_database_url(os.environ)
        counts = asyncio.run(read_query(url, tallies(since)))
        questions = asyncio.run(read_query(url, asked_questions(since or "0001-01-01")))
        knowledge = load_knowledge(load_rulebook(), second_opinion=load_second_opinion())
    except (SettingsError, StorageError, *CannotLoad) as error:
        print(f"razmena: {error}", file=sys.stderr)
        return _CANNOT
    report = make_report(counts, questions, knowledge, since=since)
    if arguments.html is None:
        sys.stdout.write(as_text(report))
        return 0
    try:
        arguments.html.write_text(as_page(report), encoding="utf-8")
    except OSError as error:
        print(f"razmena: {arguments.html}: {error.strerror}", file=sys.stderr)
        return _CANNOT
    print(f"The report is in {arguments.html}.", file=sys.stderr)
    return 0
