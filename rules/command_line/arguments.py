"""The arguments of `python -m rules`."""

import argparse
from datetime import date
from pathlib import Path

from locales import Locale
from rules.command_line.typed import number
from rules.error import FactError
from rules.institutions import BUILT_IN
from rules.reading import read_date
from rules.table import FORMATS

_DURATION = '"45 days", "5 months 10 days", "1 semester" or "2026-02-16 2026-06-30"'


def parser(prog: str) -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    top = argparse.ArgumentParser(
        prog=prog,
        description="What the published mobility rules say. General information, not a decision.",
        epilog="With --json, every line of standard input is a JSON object, and so is its answer.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = _command(commands, "check", "whether somebody may go")
    check.add_argument("programme", nargs="?")
    check.add_argument("facts", nargs="*", metavar="FACT", help="as name=value: cycle=doctoral")
    estimate = _command(commands, "estimate", "what a short stay is paid")
    estimate.add_argument("--programme", help="default: the first that is paid by the day")
    estimate.add_argument("--days", type=int, help="days of the stay, without travel days")
    estimate.add_argument("--green", action="store_true", help="green travel")
    estimate.add_argument("--travel-days", type=int, default=0)
    estimate.add_argument("--fewer-opportunities", action="store_true")
    estimate.add_argument(
        "--rates", help="a call, such as call-2025; default: what the institution prints"
    )
    estimate.add_argument("--distance", type=int, metavar="KM", help="one way")
    durations = _command(commands, "durations", "which programmes a length of stay fits")
    durations.add_argument("duration", nargs="?", help=_DURATION)
    durations.add_argument("--role")
    durations.add_argument("--cycle")
    grade = _command(commands, "grade", "what points, a grade or an ECTS letter are worth")
    grade.add_argument("mark", nargs="?", help="points (61), a grade (8) or an ECTS letter (C)")
    grade.add_argument("--points", type=number, help="points, where they could be a grade")
    deadlines = _command(commands, "deadlines", "by when recognition must be prepared")
    deadlines.add_argument("semester_start", nargs="?", metavar="YYYY-MM-DD")
    explain = _command(commands, "explain", "the conditions of a programme, one by one")
    explain.add_argument("programme", nargs="?")
    table = _command(commands, "table", "the conditions of a programme as a table", json=False)
    table.add_argument("programme", nargs="?")
    table.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: md")
    commands.add_parser(
        "schema",
        help="the shapes of questions and answers",
        description="The shapes of questions, answers and mistakes, as JSON Schema (2020-12).",
    )
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    purpose: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    found = commands.add_parser(name, help=purpose, description=purpose)
    if json:
        found.add_argument("--json", action="store_true", help="JSON Lines in and out")
    _common(found)
    return found


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", type=_locale, default=Locale.EN, metavar="TAG")
    command.add_argument("--institution", metavar="ID", help="whose rules")
    command.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="default: today")
    command.add_argument(
        "--rules",
        type=Path,
        default=BUILT_IN,
        metavar="FOLDER",
        help="other institutions and numbers",
    )


def _locale(tag: str) -> Locale:
    try:
        return Locale.from_tag(tag)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(given: str) -> date:
    try:
        return read_date("--on", given)
    except FactError as error:
        raise argparse.ArgumentTypeError(error.message) from error
