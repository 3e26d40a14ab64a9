"""The SQLite file itself: crashes, damage, locks, disks, versions, and what is left in it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import Address, Handled, NewUpdate, StorageError, Store, open_store
from bot.storage.sqlite import SqliteStore
from tests.unit.storage import files

BOT = 7


def url(database: Path) -> str:
    return f"sqlite:///{database}"


async def open_sqlite(database: Path) -> SqliteStore:
    return await SqliteStore.open(database)


async def pragma(store: SqliteStore, words: str) -> object:
    return await store._writer.run(
        lambda connection: connection.execute(f"PRAGMA {words}").fetchone()[0]
    )


async def fill(database: Path, chats: int) -> None:
    store = await open_store(url(database))
    for chat in range(1, chats + 1):
        await store.append(BOT, [NewUpdate(chat, chat, chat, "x" * 200)])
        update = await store.next_update(BOT, chat)
        assert update is not None
        state = f'{{"words":"session of {chat:03} {"y" * 500}"}}'
        await store.commit(Handled(update, state=state))
    await store.append(BOT, [NewUpdate(10_000, 1, 1, "undone")])
    await store.close()


async def append_until_it_fails(store: Store, first: int) -> None:
    for number in range(first, first + 400, 2):
        pair = [NewUpdate(number, 1, 1, "z" * 3000), NewUpdate(number + 1, 1, 1, "z" * 3000)]
        await store.append(BOT, pair)


async def test_a_file_that_is_no_database_is_set_aside_and_the_bot_goes_on(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files.overwrite(database, b"this is a shopping list\n" * 400)
    store = await open_store(url(database))
    assert await store.append(BOT, [NewUpdate(1, 1, 1, "hello")]) == 1
    await store.close()
    (aside,) = files.set_aside(database)
    assert files.content(aside).startswith(b"this is a shopping list")
    (line,) = [record.getMessage() for record in caplog.records]
    assert str(database) in line
    assert aside.name in line


async def test_a_second_damaged_file_does_not_replace_the_first_that_was_set_aside(
    database: Path,
) -> None:
    for number in range(2):
        files.overwrite(database, b"damaged %d " % number * 500)
        await (await open_store(url(database))).close()
    assert len(files.set_aside(database)) == 2


async def test_what_can_be_read_of_a_damaged_database_is_taken_over(database: Path) -> None:
    await fill(database, 300)
    files.spoil_page_with(database, b"session of 299")
    store = await open_store(url(database))
    assert files.set_aside(database)
    update = await store.next_update(BOT, 1)
    assert update is not None
    assert update.payload == "undone"
    assert await store.session(Address(BOT, 1, 1)) is not None
    assert await store.session(Address(BOT, 299, 299)) is None
    await store.close()


async def test_damage_that_is_found_while_running_does_not_stop_the_bot(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await fill(database, 50)
    store = await open_sqlite(database)
    await store.append(BOT, [NewUpdate(20_000, 1, 1, "before")])
    files.empty_log(database)
    files.zero(database)
    with pytest.raises(StorageError, match=r"is damaged|is not an SQLite database"):
        await append_until_it_fails(store, 30_000)
    assert await store.append(BOT, [NewUpdate(90_000, 1, 1, "after")]) == 1
    await store.close()
    assert any("set aside" in record.getMessage() for record in caplog.records)


async def test_a_database_locked_by_another_program_is_one_clear_line(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.schema.BUSY_SECONDS", 0.05)
    store = await open_store(url(database))
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="is locked by another program") as caught:
            await store.append(BOT, [NewUpdate(1, 1, 1, "secret words")])
        other.execute("COMMIT")
    assert str(database) in str(caught.value)
    assert "secret words" not in str(caught.value)
    assert await store.append(BOT, [NewUpdate(1, 1, 1, "later")]) == 1
    await store.close()


async def test_a_full_disk_is_one_clear_line_and_nothing_is_half_written(database: Path) -> None:
    store = await open_sqlite(database)
    await pragma(store, "max_page_count = 40")
    with pytest.raises(StorageError, match="the disk is full"):
        await append_until_it_fails(store, 2)
    assert (await store.backlog(BOT)).updates % 2 == 0
    await pragma(store, "max_page_count = 99999")
    assert await store.append(BOT, [NewUpdate(9_000, 1, 1, "fits again")]) == 1
    await store.close()


async def test_a_folder_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="check that the folder exists"):
        await open_store(url(tmp_path / "nowhere" / "razmena.db"))


async def test_a_database_that_may_not_be_written_is_one_clear_line(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(database, 1)
    real = sqlite3.connect

    def read_only(path: Path, **_: object) -> sqlite3.Connection:
        return real(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("bot.storage.sqlite.schema.sqlite3.connect", read_only)
    monkeypatch.setattr("bot.storage.sqlite.schema._SETTINGS", "PRAGMA user_version = 0;")
    with pytest.raises(StorageError, match="may not be written"):
        await open_store(url(database))


async def test_a_database_of_a_newer_version_is_left_alone(database: Path) -> None:
    await fill(database, 1)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StorageError, match="newer version"):
        await open_store(url(database))
    assert files.set_aside(database) == []


async def test_two_bots_do_not_share_a_file(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.lock.PATIENCE_SECONDS", 0.2)
    store = await open_store(url(database))
    with pytest.raises(StorageError, match="in use by another running bot"):
        await open_store(url(database))
    await store.close()
    await (await open_store(url(database))).close()


async def test_no_text_of_a_forgotten_person_is_left_in_the_files(database: Path) -> None:
    store = await open_store(url(database))
    for number in range(1, 30):
        await store.append(BOT, [NewUpdate(number, 1, 11, f"tajna-rec-{number} " * 20)])
    for _ in range(10):
        update = await store.next_update(BOT, 1)
        assert update is not None
        await store.commit(
            Handled(update, state='{"w":"tajna-sesija"}', messages=("tajni-odgovor",))
        )
    before = b"".join(files.files_beside(database).values())
    assert b"tajna-rec" in before
    await store.forget_person(BOT, 11)
    for name, content in files.files_beside(database).items():
        for secret in (b"tajna-rec", b"tajna-sesija", b"tajni-odgovor"):
            assert secret not in content, name
    await store.close()


async def test_no_text_is_left_of_what_is_done_and_sent(database: Path) -> None:
    store = await open_store(url(database))
    await store.append(BOT, [NewUpdate(1, 1, 11, "tajna-rec " * 20)])
    update = await store.next_update(BOT, 1)
    assert update is not None
    await store.commit(Handled(update, messages=("tajni-odgovor " * 20,)))
    message = await store.next_message(BOT, 1)
    assert message is not None
    await store.give_up(message)
    await store.close()
    content = files.content(database)
    assert b"tajna-rec" not in content
    assert b"tajni-odgovor" not in content


async def test_every_commit_reaches_the_disk_before_it_is_acknowledged(database: Path) -> None:
    store = await open_sqlite(database)
    assert await pragma(store, "journal_mode") == "wal"
    assert await pragma(store, "synchronous") == 2  # FULL
    await store.close()


async def test_only_the_owner_can_read_the_files(database: Path) -> None:
    await asyncio.to_thread(database.touch, 0o644)
    store = await open_store(url(database))
    await store.append(BOT, [NewUpdate(1, 1, 1, "hello")])
    rights = {file.name: file.stat().st_mode & 0o077 for file in database.parent.glob("*.db*")}
    await store.close()
    assert rights.pop(f"{database.name}-lock") is not None  # nothing stands in it
    assert set(rights.values()) == {0}
    assert len(rights) == 3


async def test_an_emptied_file_is_not_begun_anew_in_silence(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await fill(database, 2)
    files.overwrite(database, b"")
    store = await open_store(url(database))
    await store.close()
    assert "was an empty file: whatever it held is gone" in caplog.text


async def test_a_link_to_the_file_does_not_get_past_the_lock(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.lock.PATIENCE_SECONDS", 0.2)
    store = await open_store(url(database))
    link = database.with_name("another.db")
    link.symlink_to(database)
    with pytest.raises(StorageError, match="in use by another running bot"):
        await open_store(url(link))
    await store.close()


async def test_a_folder_in_the_place_of_the_database_is_told_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "razmena.db"
    folder.mkdir()
    (folder / "of somebody else").touch()
    with pytest.raises(StorageError, match=r"razmena\.db cannot be opened \(Is a directory\)"):
        await open_store(f"sqlite:///{folder}")
    assert [file.name for file in folder.iterdir()] == ["of somebody else"]


async def test_a_damaged_file_behind_a_link_is_set_aside_itself_and_still_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.lock.PATIENCE_SECONDS", 0.2)
    database, link = tmp_path / "data" / "real.db", tmp_path / "app" / "razmena.db"
    for file in (database, link):
        file.parent.mkdir()
    await fill(database, 20)
    link.symlink_to(database)
    files.spoil_page_with(database, b"session of 010")
    store = await open_store(url(link))
    assert link.is_symlink()
    assert len(files.set_aside(database)) == 1
    assert not files.set_aside(link)
    for name in (link, database):
        with pytest.raises(StorageError, match="in use by another running bot"):
            await open_store(url(name))
    await store.close()


async def test_a_file_that_is_emptied_while_it_is_used_is_begun_anew_and_a_line_says_so(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await open_store(url(database))
    await store.append(BOT, [NewUpdate(1, 1, 1, "before")])
    files.empty_log(database)
    files.overwrite(database, b"")
    await store.append(BOT, [NewUpdate(2, 1, 1, "after")])
    await store.ping()
    await store.close()
    assert f"the database {database} was damaged" in caplog.text
    store = await open_store(url(database))
    update = await store.next_update(BOT, 1)
    assert update is not None
    await store.close()


@pytest.mark.parametrize("replaced", [False, True])
async def test_of_a_file_that_is_gone_from_its_place_no_success_is_told(
    database: Path, *, replaced: bool
) -> None:
    store = await open_store(url(database))
    away = database.with_name("away.db")
    files.move(database, away)
    if replaced:
        files.overwrite(database, files.content(away))
    for attempt in (store.ping, lambda: store.append(BOT, [NewUpdate(1, 1, 1, "x")])):
        with pytest.raises(StorageError, match="stop the bot"):
            await attempt()
    files.move(away, database)
    await store.ping()
    await store.close()


async def test_a_file_that_was_deleted_since_is_not_begun_anew_in_silence(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await open_store(url(database))
    await store.close()
    assert not caplog.records
    files.delete(database)
    store = await open_store(url(database))
    await store.close()
    assert "was used before and is not there" in caplog.text
