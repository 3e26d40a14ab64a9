"""Who asks to be forgotten is in no file any more, whoever reads the files meanwhile."""

import asyncio
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import Address, Handled, NewUpdate, Store, open_store
from bot.telegram.metrics import Metrics
from tests.unit.storage import files
from tests.unit.telegram.waiting import until

BOT, PERSON, OTHER = 7, 5_123_456_789, 5_987_654_321
SECRETS = (b"tajna-rec", b"tajna-sesija", b"tajni-odgovor")
PATIENCE_SECONDS = 10.0


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "razmena.db"


def url(database: Path) -> str:
    return f"sqlite:///{database}"


async def converse(store: Store, person: int, first: int, words: str = "tajna") -> None:
    """One update answered, one message waiting, one update waiting."""
    await store.append(BOT, [NewUpdate(first, person, person, f"{words}-rec " * 20)])
    update = await store.next_update(BOT, person)
    assert update is not None
    state = f'{{"w":"{words}-sesija {person}"}}'
    await store.commit(
        Handled(update, state=state, messages=(f"{words.replace('tajna', 'tajni')}-odgovor " * 9,))
    )
    await store.append(BOT, [NewUpdate(first + 1, person, person, f"{words}-rec waits " * 9)])


def leaks(database: Path) -> list[tuple[str, bytes]]:
    return [
        (name, secret)
        for name, content in files.files_beside(database).items()
        for secret in (*SECRETS, PERSON.to_bytes(6, "big"), str(PERSON).encode())
        if secret in content
    ]


def waiting_to_be_cleared(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM clearing").fetchone()
    return int(count)


async def test_a_reader_of_the_file_only_delays_it(database: Path) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM session").fetchone()
        await store.forget_person(BOT, PERSON)
        assert leaks(database)  # the reader still sees the old pages
        begun = time.monotonic()
        await converse(store, OTHER, 10, "drugo")
        assert time.monotonic() - begun < 4, "others wait for the reader"
        reader.execute("COMMIT")
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    assert await store.session(Address(BOT, OTHER, OTHER)) is not None
    await store.close()


async def test_a_bot_that_is_killed_before_it_is_done_goes_on_after_its_start(
    database: Path,
) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    reader = sqlite3.connect(database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM session").fetchone()
    await store.forget_person(BOT, PERSON)
    await store.close()  # as a kill: the reader keeps the log from being emptied
    assert leaks(database)
    store = await open_store(url(database))
    reader.close()
    try:
        await until(lambda: not leaks(database), PATIENCE_SECONDS)
        await until(lambda: not waiting_to_be_cleared(database), PATIENCE_SECONDS)
    finally:
        await store.close()


READ = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    print(*connection.execute("SELECT count(*) FROM inbox").fetchone())
connection.close()
"""


def updates_seen_by_another_program(database: Path) -> int:
    command = [sys.executable, "-c", READ, str(database)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


async def test_who_looks_into_the_file_after_a_deletion_takes_nothing_from_the_bot(
    database: Path,
) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    await store.forget_person(BOT, PERSON)
    # Looked at by SQLite alone: this process must close no other descriptor of the file.
    await until(lambda: not waiting_to_be_cleared(database), PATIENCE_SECONDS)
    await converse(store, OTHER, 10)
    before = updates_seen_by_another_program(database)
    await store.append(BOT, [NewUpdate(20, OTHER, OTHER, "after the look")])
    # The bot's log is still the one that others read.
    assert updates_seen_by_another_program(database) == before + 1
    await store.close()
    store = await open_store(url(database))
    assert updates_seen_by_another_program(database) == before + 1
    await store.close()


async def test_a_damaged_copy_that_holds_the_person_is_deleted(database: Path) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    await store.close()
    damaged = database.with_name(f"{database.name}-damaged-20260101-000000")
    files.overwrite(damaged, files.content(database)[:-100])
    spared = database.with_name(f"{database.name}-damaged-20260102-000000")
    files.overwrite(spared, b"nobody is in here" * 100)
    store = await open_store(url(database))
    await store.forget_person(BOT, PERSON)
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    await store.close()
    assert files.set_aside(database) == [spared]


async def test_a_damaged_copy_of_a_file_behind_a_link_is_deleted(tmp_path: Path) -> None:
    database, link = tmp_path / "real.db", tmp_path / "razmena.db"
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    for number in range(30):
        await converse(store, OTHER + number, 10 + 2 * number, "drugo")
    await store.close()
    link.symlink_to(database)
    files.spoil_page_with(database, b"drugo-sesija")
    store = await open_store(url(link))
    assert len(files.set_aside(database)) == 1
    await store.forget_person(BOT, PERSON)
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    await store.close()
    assert link.is_symlink()


async def test_copies_are_found_whatever_signs_the_name_of_the_file_has(tmp_path: Path) -> None:
    database = tmp_path / "r[1]*.db"
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    await store.close()
    copy = database.with_name(f"{database.name}-damaged-20260101-000000")
    files.overwrite(copy, files.content(database))
    store = await open_store(url(database))
    await store.forget_person(BOT, PERSON)
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    await store.close()


@pytest.mark.parametrize("end", ["-wal", "-journal"])
async def test_what_is_left_beside_a_copy_that_is_gone_is_looked_into(
    database: Path, end: str
) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    await store.close()
    left = database.with_name(f"{database.name}-damaged-20260101-000000{end}")
    files.overwrite(left, files.content(database))
    store = await open_store(url(database))
    await store.forget_person(BOT, PERSON)
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    await store.close()


async def test_a_damaged_copy_is_kept_no_longer_than_sessions_are(database: Path) -> None:
    now = time.time()
    store = await open_store(url(database))
    for days in (100, 80):
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now - days * 24 * 3600))
        copy = database.with_name(f"{database.name}-damaged-{stamp}")
        files.overwrite(copy, b"somebody")
        files.overwrite(copy.with_name(f"{copy.name}-wal"), b"somebody")
    await store.purge(BOT, 90)
    await store.close()
    spared = {file.name for file in database.parent.glob("*-damaged-*")}
    assert spared == {copy.name, f"{copy.name}-wal"}


async def test_the_operator_sees_for_how_long_something_forgotten_is_not_cleared(
    database: Path,
) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    assert (await store.backlog(BOT)).uncleared_since is None
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM session").fetchone()
        begun = time.time()
        await store.forget_person(BOT, PERSON)
        since = (await store.backlog(BOT)).uncleared_since
        assert since is not None
        assert abs(since - begun) < 5
        shown = Metrics().show(await store.backlog(BOT), begun + 60).decode()
        (seconds,) = re.findall(r"^razmena_uncleared_seconds (\S+)$", shown, re.MULTILINE)
        assert 50 < float(seconds) <= 60
    for _ in range(500):
        backlog = await store.backlog(BOT)
        if backlog.uncleared_since is None:
            break
        await asyncio.sleep(0.02)
    assert backlog.uncleared_since is None
    await store.close()


async def test_who_writes_again_while_it_is_made_sure_keeps_what_is_new(database: Path) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    await store.forget_person(BOT, PERSON)
    await converse(store, PERSON, 20, "novo")
    assert "novo-sesija" in (await store.session(Address(BOT, PERSON, PERSON)) or "")

    def no_old_words() -> bool:
        return not any(secret in SECRETS for _, secret in leaks(database))

    await until(no_old_words, PATIENCE_SECONDS)
    await store.close()


async def test_an_answered_text_leaves_the_log_within_seconds(database: Path) -> None:
    store = await open_store(url(database))
    await store.append(BOT, [NewUpdate(1, PERSON, PERSON, "tajna-rec " * 20)])
    update = await store.next_update(BOT, PERSON)
    assert update is not None
    await store.commit(Handled(update))
    await until(lambda: not leaks(database), PATIENCE_SECONDS)
    await store.close()


async def test_an_answered_text_leaves_the_log_while_others_write_all_the_time(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.clearing.BUSY_SECONDS", 0.5)
    store = await open_store(url(database))
    await store.append(BOT, [NewUpdate(1, PERSON, PERSON, "tajna-rec " * 20)])
    update = await store.next_update(BOT, PERSON)
    assert update is not None
    await store.commit(Handled(update))
    end, number = time.monotonic() + 3, 100
    while leaks(database) and time.monotonic() < end:
        await store.append(BOT, [NewUpdate(number, OTHER, OTHER, "drugo")])
        number += 1
    assert leaks(database) == []
    await store.close()


async def test_all_columns_of_a_damaged_file_are_taken_over(database: Path) -> None:
    store = await open_store(url(database))
    await converse(store, PERSON, 1)
    message = await store.next_message(BOT, PERSON)
    assert message is not None
    await store.postpone(message, 5.0, unsure=True)
    await store.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE session SET traces = '[{\"m\":1}]', place = 3")
        connection.commit()
        connection.executemany(
            "INSERT INTO note (kind, day, locale, text) VALUES ('feedback', '2026-01-01', 'en', ?)",
            [("filler " * 400,) for _ in range(9)],
        )
        connection.commit()
    files.spoil_page_with(database, b"filler filler")
    store = await open_store(url(database))
    assert files.set_aside(database)
    kept = await store.next_message(BOT, PERSON)
    assert kept is not None
    assert (kept.unsure, kept.attempts, kept.place) == (1, 1, 3)
    update = await store.next_update(BOT, PERSON)
    assert update is not None
    assert update.session is not None
    assert update.session.traces == '[{"m":1}]'
    await store.close()
