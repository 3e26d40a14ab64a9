"""Reading the notes without being the bot: beside one that runs, after it, and in vain."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import Handled, NewUpdate, NoteKind, StorageError, Store, StoredNote, read_notes
from tests.unit.storage.conftest import Clock

BOT = 7
ROOT = Path(__file__).parents[3]


def unanswered(url: str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`python -m bot unanswered`."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "unanswered", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
async def three(store: Store, clock: Clock) -> Store:
    """A store with notes of two days."""
    for number, (text, locale) in enumerate(
        (
            ("šta je\nsa \x1b[2J\u202emačkama", "sr_Latn"),
            ("and <dogs>", "en"),
            ("а птице", "sr_Cyrl"),
        ),
        start=1,
    ):
        await store.append(BOT, [NewUpdate(number, 1, 1, "{}")])
        update = await store.next_update(BOT, 1)
        assert update is not None
        notes = (
            StoredNote(NoteKind.UNANSWERED, text, locale),
            StoredNote(NoteKind.FEEDBACK, text, locale),
        )
        await store.commit(Handled(update, notes=notes))
        clock.now += 24 * 3600 if number == 2 else 0
    return store


async def test_they_are_printed_beside_a_running_bot_and_after_it(url: str, three: Store) -> None:
    while_it_runs = unanswered(url)
    assert while_it_runs.stderr == ""
    assert while_it_runs.returncode == 0
    assert while_it_runs.stdout.splitlines() == [
        "2027-01-16  sr-Cyrl  а птице",
        "2027-01-15  en       and <dogs>",
        "2027-01-15  sr-Latn  šta je sa [2J mačkama",
    ]
    assert await three.notes(NoteKind.UNANSWERED)
    await three.close()
    assert unanswered(url).stdout == while_it_runs.stdout


async def test_for_programs_they_are_json_lines(url: str, three: Store) -> None:
    printed = unanswered(url, "--json", "--since", "2027-01-15", "--limit", "2").stdout
    assert [json.loads(line) for line in printed.splitlines()] == [
        {"day": "2027-01-16", "language": "sr-Cyrl", "text": "а птице"},
        {"day": "2027-01-15", "language": "en", "text": "and <dogs>"},
    ]


async def test_where_none_are_kept_that_is_said_beside_the_output(url: str, three: Store) -> None:
    ended = unanswered(url, "--since", "2027-02-01")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "No unanswered questions are kept for that time.\n"


def test_reading_makes_and_changes_nothing(tmp_path: Path) -> None:
    ended = unanswered("", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("razmena: there is no database razmena.db here; the bot makes it")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("razmena.db", "DATABASE_URL is not a database address; allowed: sqlite:///"),
        ("sqlite:///", "DATABASE_URL names no file"),
        ("postgresql://u:tajna@127.0.0.1:1/x", "x at 127.0.0.1:1 cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_line_without_secrets(url: str, said: str) -> None:
    ended = unanswered(url)
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert said in line
    assert "tajna" not in ended.stderr


@pytest.mark.parametrize("argument", [("--since", "yesterday"), ("--limit", "0")])
def test_an_argument_that_cannot_be_used_is_told(argument: tuple[str, str]) -> None:
    ended = unanswered("", *argument)
    assert ended.returncode == 2
    assert f"{argument[0]}: {argument[1]!r} is not" in ended.stderr


async def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database " * 100)
    with pytest.raises(StorageError, match=r"other\.db is not an SQLite database"):
        await read_notes(f"sqlite:///{other}", NoteKind.UNANSWERED)
    other.write_bytes(b"")
    with pytest.raises(StorageError, match=r"other\.db is not one of this bot"):
        await read_notes(f"sqlite:///{other}", NoteKind.UNANSWERED)


async def test_a_database_without_tables_is_named_and_stays_without(
    postgres: PostgresServer,
) -> None:
    url = postgres.url(postgres.new_database())
    for _ in range(2):
        with pytest.raises(StorageError, match="has no tables of this bot"):
            await read_notes(url, NoteKind.UNANSWERED)
