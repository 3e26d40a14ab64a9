"""Running a command: for programs with `--json`, else for a person."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from io import BytesIO, TextIOWrapper

from locales.clock import today
from rules import packs
from rules.command_line.arguments import parser
from rules.command_line.json_lines import answer_lines
from rules.command_line.person import Reader
from rules.command_line.questions import answer
from rules.command_line.typed import duration, mark, typed_fact
from rules.error import QuestionError, fact_error
from rules.estimate_request import EstimateRequest
from rules.institutions import GRADES
from rules.parameter import ParameterError
from rules.reading import read_choice, read_date
from rules.rulebook import Rulebook, load_rulebook
from rules.table import as_csv, as_markdown, rows

FAILED = 2
INTERRUPTED = 130


def main(arguments: Sequence[str], prog: str = "python -m rules") -> int:
    """Run one command.

    Args:
        arguments: the words behind the program's name.
        prog: the program's name, for its help.

    Returns:
        0; 2 when the program could not start or a person's question has no answer; 130 when
        somebody pressed Ctrl-C.
    """
    options = parser(prog).parse_args(arguments)
    if options.command == "schema":
        # Made only where it is asked for: a check by the command line is not to wait for it.
        shapes = import_module("rules.json_schema").shapes()
        sys.stdout.write(f"{json.dumps(shapes, indent=2)}\n")
        return 0
    for line in packs.install(os.environ):
        sys.stderr.write(f"{line}\n")
    try:
        rulebook = load_rulebook(options.rules)
    except ParameterError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    try:
        if getattr(options, "json", False):
            _answer_json(options, rulebook)
            return 0
        return _answer_person(options, rulebook)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answers has gone; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _answer_json(options: argparse.Namespace, rulebook: Rulebook) -> None:
    """Use the language, the day and the institution of the arguments for lines that name none.

    `explain PROGRAMME --json` is a question by itself, and reads no lines.
    """
    language = {"language": options.language.tag}
    if options.institution is not None:
        language["institution"] = options.institution
    named = options.programme if options.command == "explain" else None
    lines = None if named is None else json.dumps({"programme": named}).encode() + b"\n"
    answer_lines(
        sys.stdin.buffer if lines is None else BytesIO(lines),
        sys.stdout.buffer,
        lambda question: answer(
            options.command, {**language, **question}, rulebook, lambda: options.on or today()
        ),
        options.language,
    )


def _answer_person(options: argparse.Namespace, rulebook: Rulebook) -> int:
    person = Reader(options.language)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        lines = list(_lines(options, rulebook, person))
    except QuestionError as error:
        sys.stderr.write(f"{person.words(error.text)}\n")
        return FAILED
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return 0


def _lines(options: argparse.Namespace, rulebook: Rulebook, person: Reader) -> Iterable[str]:
    on = options.on or today()
    if options.institution is not None:
        read_choice("institution", options.institution, rulebook.institutions.available)
        rulebook = rulebook.at(options.institution)
    match options.command:
        case "check":
            programme = _named("programme", options.programme)
            facts = dict(map(typed_fact, options.facts))
            return person.verdict(rulebook.check(programme, facts, on=on), rulebook)
        case "estimate":
            request = EstimateRequest(
                days=options.days,
                programme=options.programme,
                green_travel=options.green,
                travel_days=options.travel_days,
                fewer_opportunities=options.fewer_opportunities,
                rates=options.rates,
                distance_km=options.distance,
            )
            found = rulebook.estimate(request, on=on)
            return person.estimate(found, options.days)
        case "durations":
            length = duration(_named("duration", options.duration))
            return person.fits(
                rulebook.durations(length, role=options.role, cycle=options.cycle, on=on)
            )
        case "grade":
            return person.grades(rulebook.grade(**_mark(options, rulebook), on=on))
        case "deadlines":
            start = read_date("semester_start", _named("semester_start", options.semester_start))
            return person.deadlines(rulebook.deadlines(start, on=on))
        case "table":
            programme = _named("programme", options.programme)
            table = rows(rulebook, programme, person.words, on)
            written = as_csv(table) if options.format == "csv" else as_markdown(table)
            return written.splitlines()
        case _:
            return person.conditions(_named("programme", options.programme), rulebook, on)


def _named(name: str, given: str | None) -> str:
    """Return an argument that only a person's question needs.

    With --json it stands on each line.
    """
    if given is None:
        raise fact_error("missing_key", name)
    return given


def _mark(options: argparse.Namespace, rulebook: Rulebook) -> dict[str, object]:
    if options.points is not None:
        return {"points": options.points}
    if options.mark is None:
        return {}
    numbers = rulebook.teller(GRADES).numbers(options.on)
    lowest, highest = numbers.whole("grades.lowest"), numbers.whole("grades.highest")
    return mark(options.mark, lowest, highest)
