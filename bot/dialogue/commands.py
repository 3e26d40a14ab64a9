"""Commands: what can be typed after a slash, and what the menu says of each."""

import re
from dataclasses import dataclass

MENU = (
    "start",
    "ask",
    "eligibility",
    "grant",
    "duration",
    "grade",
    "deadlines",
    "case",
    "checklist",
    "topics",
    "news",
    "language",
    "privacy",
    "forget",
    "cancel",
    "help",
)

# Where there is an office to ask.
OFFICE_MENU = ("office", "done")

# Commands that open a tool of the same name.
TOOLS = frozenset({"eligibility", "grant", "duration", "grade", "deadlines"})

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{3,32})?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A typed command with what stood behind it."""

    name: str
    argument: str


def parse(text: str) -> Command | None:
    """Return the command a message consists of; None for ordinary words.

    "/ask" before another "/ask" adds nothing, however often it is repeated.
    """
    command = _parse(text)
    while command is not None and command.name == "ask":
        inner = _parse(command.argument)
        if inner is None or inner.name != "ask":
            break
        command = inner
    return command


def _parse(text: str) -> Command | None:
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return None
    return Command(match.group(1).lower(), (match.group(2) or "").strip())
