"""The command line: `python -m bot <command>`.

A command is a module of this package with `configure(parser)`, which adds its arguments, and
`main(arguments)`, which returns the exit status. Only the module that is asked for is imported, so
that answering a question on the command line does not wait for Telegram's library.
"""

import argparse
import importlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line.

    Attributes:
        module: the module of this package that does it.
        summary: what it does, in a line.
        serves: it goes on until a signal ends it.
    """

    module: str
    summary: str
    serves: bool = False


COMMANDS = {
    "run": Command("run", "talk to Telegram (needs BOT_TOKEN)", serves=True),
    "preview": Command(
        "preview", "try the bot on a page of this computer, without Telegram", serves=True
    ),
    "run-or-preview": Command(
        "run_or_preview",
        "run where BOT_TOKEN is set, start the preview where it is not",
        serves=True,
    ),
    "ask": Command("ask", "answer a question, or JSON Lines of questions"),
    "chat": Command("chat", "talk in the terminal"),
    "understand": Command("understand", "print what a message means, before anything is decided"),
    "unanswered": Command("unanswered", "print the questions that were not answered"),
}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; returns the exit status.

    Raises:
        SystemExit: 2 for arguments that cannot be used, 0 for `--help`.
    """
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="A Telegram assistant for university mobility."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    named = next((word for word in arguments if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.summary, description=command.summary)
        if name == named:
            module = importlib.import_module(f"bot.cli.{command.module}")
            module.configure(subparser)
            subparser.set_defaults(main=module.main)
    chosen = parser.parse_args(arguments)
    status: int = chosen.main(chosen)
    return status
