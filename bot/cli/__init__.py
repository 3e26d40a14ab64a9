"""The command line: `razmena <command>`, or `python -m bot <command>`.

A command is a module of this package with `configure(parser)`, which adds its arguments, and
`main(arguments)`, which returns the exit status; it is a row of `COMMANDS`. The command lines of
the rules and of the knowledge base are reached by name, as rows of `PASSED_ON`. Only the module
that is asked for is imported, so that answering a question does not wait for Telegram's library.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.garbage import left_to_stay
from bot.cli.version import version


@dataclass(frozen=True, slots=True)
class CliCommand:
    """A command of the command line.

    Attributes:
        module: the module of this package that implements it.
        summary: what it does, in a line.
        serves: whether it runs until a signal ends it.
    """

    module: str
    summary: str
    serves: bool = False


COMMANDS = {
    "run": CliCommand("run", "talk to Telegram (needs BOT_TOKEN)", serves=True),
    "preview": CliCommand(
        "preview", "try the bot on a page of this computer, without Telegram", serves=True
    ),
    "run-or-preview": CliCommand(
        "run_or_preview",
        "run where BOT_TOKEN is set, start the preview where it is not",
        serves=True,
    ),
    "ask": CliCommand("ask", "answer a question, or JSON Lines of questions"),
    "chat": CliCommand("chat", "talk in the terminal"),
    "understand": CliCommand(
        "understand", "print what a message means, before anything is decided"
    ),
    "pages": CliCommand("pages", "write the answers as a static site, for any web space"),
    "unanswered": CliCommand("unanswered", "print the questions that were not answered"),
    "drafts": CliCommand("drafts", "print the entries that staff made of their answers, as YAML"),
    "pack": CliCommand("pack", "what an institution's pack says to a spreadsheet, and back"),
    "report": CliCommand("report", "print what people asked and what became of it, in figures"),
}


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A command with a command line of its own, in another package.

    Attributes:
        module: the module whose `main(arguments, prog)` runs it.
        summary: what it does, in a line.
        leading: the words put before those of the person.
    """

    module: str
    summary: str
    leading: tuple[str, ...] = ()


PASSED_ON = {
    "rules": PassedOn(
        "rules.command_line", "ask the rules: check, estimate, durations, grade, deadlines, explain"
    ),
    "check": PassedOn(
        "knowledge.__main__", "find what is wrong in entries, sources and facts", ("check",)
    ),
    "knowledge": PassedOn("knowledge.__main__", "check, show, add and measure the entries"),
}


def main(arguments: Sequence[str], prog: str = "python -m bot") -> int:
    """Run the command that the arguments name; return the exit status.

    Args:
        arguments: the words behind the program's name.
        prog: the program's name, for its help.

    Raises:
        SystemExit: 2 for arguments that cannot be used, 0 for `--help` and `--version`.
    """
    _install_packs()
    if arguments and (elsewhere := PASSED_ON.get(arguments[0])) is not None:
        with left_to_stay():
            module = importlib.import_module(elsewhere.module)
        name = prog if elsewhere.leading else f"{prog} {arguments[0]}"
        return int(module.main([*elsewhere.leading, *arguments[1:]], name))
    chosen = _parser(arguments, prog).parse_args(arguments)
    return int(chosen.main(chosen))


def _install_packs() -> None:
    """Put the institutions of the operator's into use; say which are left out, and why."""
    if os.environ.get("PACKS"):
        packs = importlib.import_module("knowledge.packs")
        for line in packs.install(os.environ):
            sys.stderr.write(f"razmena: {line}\n")


def _told_by_version() -> str:
    """Return what `--version` tells: the version, and by what means questions are found."""
    encoder = importlib.import_module("knowledge.second_opinion").installed_encoder()
    means = "words alone" if encoder is None else f"words and {encoder}"
    return f"razmena {version()} (finding: {means})"


def _parser(arguments: Sequence[str], prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog, description="A Telegram assistant for university mobility."
    )
    # Made only where it is asked for: it takes longer than the rest of the command line.
    told = _told_by_version() if "--version" in arguments else ""
    parser.add_argument("--version", action="version", version=told)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    named = next((word for word in arguments if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.summary, description=command.summary)
        if name == named:
            with left_to_stay():
                module = importlib.import_module(f"bot.cli.{command.module}")
            module.configure(subparser)
            subparser.set_defaults(main=module.main)
    for name, elsewhere in PASSED_ON.items():
        commands.add_parser(name, help=elsewhere.summary, add_help=False)
    return parser
