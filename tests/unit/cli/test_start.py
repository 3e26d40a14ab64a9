"""A single question imports no more than it needs, and is answered from what was kept."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.assistant import load_assistant
from bot.dialogue.cues.matters import Matters

ROOT = Path(__file__).parents[3]
# Libraries that storing, YAML files, calendars, pictures or Telegram need; a question does not.
HEAVY = frozenset({"PIL", "aiohttp", "icalendar", "prometheus_client", "pydantic", "telegram"})
_ASKED = """
import contextlib, io, json, sys
from bot.cli.program import run_program
sys.argv = ["razmena", "ask", sys.argv[1]]
with contextlib.redirect_stdout(io.StringIO()) as told:
    status = run_program("razmena")
top = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps([status, told.getvalue(), top]))
"""


@pytest.mark.parametrize(
    ("question", "word"),
    [("how long is a BIP?", "BIP"), ("doktorand, 20 dana, vozom: koliko?", "EUR")],
)
def test_a_question_imports_none_of_the_heavy_libraries(question: str, word: str) -> None:
    for _ in range(2):  # the first may have to read the files
        written = subprocess.run(
            [sys.executable, "-c", _ASKED, question],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    status, told, imported = json.loads(written)
    assert status == 0
    assert word in told
    assert HEAVY.isdisjoint(imported)


def test_what_entries_are_about_is_recalled_as_it_is_read() -> None:
    load_assistant()
    assistant = load_assistant()
    anew = Matters(assistant.knowledge)
    assert assistant.matters.known == {
        name: anew.of(entry) for name, entry in assistant.knowledge.entries.items()
    }
