"""`python -m bot run` from its settings on, for `tests.forking`."""

import os
from collections.abc import Mapping
from dataclasses import replace

from bot.cli import run
from bot.cli.settings import read_settings
from tests.unit.telegram.tiny import TinyAssistant, TinySession


def main(order: Mapping[str, str]) -> int:
    """Run a replica; a tiny one counts what each person said, in the session."""
    if order["assistant"] == "tiny":
        run.load_assistant, run.Session = lambda *_: TinyAssistant(), TinySession
    url = os.environ.pop("DATABASE_URL")
    return run.run(replace(read_settings(os.environ), database_url=url))
