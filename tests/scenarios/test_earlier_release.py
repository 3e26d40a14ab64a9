"""A database that an earlier release wrote is taken over: sessions, old buttons, what waits.

`earlier_release.sql` is what the release of commit 113f09a left of five made-up people, dumped from
SQLite: forms finished and in the middle, a pinned script, an update that waits for its answer, and
two messages that wait to be sent. What waits for longer than a day is given up, so all times of it
are moved: it was written a minute ago, on whatever day this runs.
"""

import json
import re
import sqlite3
import time
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Reply
from bot.messages.event import Event, Said
from bot.preview import LocalTelegram
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Outgoing
from bot.telegram.traces import Traces
from locales import Locale
from tests.scenarios.world import RealBot
from tests.unit.dialogue.person import NOON

DUMP = Path(__file__).with_name("earlier_release.sql").read_text(encoding="utf-8")
WRITTEN = 1_795_905_346.0
_TIME = re.compile(r"\b(?:1\.79590\d+e\+09|179590\d{4}\.\d+)")
WAITING, LATE = 100_001, 100_004
"""Who waits for an answer, and to whom two messages could not be sent."""


def of_a_minute_ago(dump: str) -> str:
    """Return what was dumped as if that had been a minute ago."""
    later = time.time() - 60 - WRITTEN
    moved, times = _TIME.subn(lambda found: f"{float(found[0]) + later:.6f}", dump)
    assert times, "the dump holds no time of the form that is moved"
    return moved


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "razmena.db"
    connection = sqlite3.connect(file)
    connection.executescript(of_a_minute_ago(DUMP) + "\nPRAGMA user_version = 2;")
    connection.close()
    return file


def rows(database: Path, query: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(database)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_every_stored_session_loads_with_its_answers_and_goes_on(
    database: Path, assistant: Assistant
) -> None:
    for (stored,) in rows(database, "SELECT state FROM session"):
        written = json.loads(stored)
        session = Session.from_json(stored)
        assert not session.restarted
        assert session.locale == written["locale"]
        assert session.pinned is written["pinned"]
        assert session.institution == written["institution"]
        assert {slot: kept.value for slot, kept in session.case.items()} == written["told"]
        if written["interview"] is None:
            assert session.form is None
        else:
            assert session.form is not None
            assert [*session.form.answers.items()] == [*map(tuple, written["interview"]["answers"])]
        after, effects = assistant.respond(session, Event(Said("source?")), NOON)
        assert any(isinstance(effect, Reply) for effect in effects)
        assert not after.restarted


def test_every_stored_trace_update_and_message_loads(database: Path) -> None:
    for (stored,) in rows(database, "SELECT traces FROM session"):
        assert len(Traces.from_json(stored).traces) == len(json.loads(stored))
    ((update,),) = rows(database, "SELECT payload FROM inbox WHERE payload IS NOT NULL LIMIT 1")
    read = Incoming.from_payload(1, update)
    assert read.what == Said("and for 25 days?")
    assert read.client_language == "en"
    first, second = (
        Outgoing.from_payload(payload)
        for (payload,) in rows(database, "SELECT payload FROM outbox ORDER BY id")
    )
    assert "1.330 EUR" in (first.html or "")
    assert first.about is not None
    assert [key.data for row in first.buttons for key in row]
    assert second.locale == Locale.SR_CYRL


async def test_after_an_upgrade_what_waited_is_answered_and_sent(
    database: Path, assistant: Assistant
) -> None:
    async with LocalTelegram() as telegram:
        ana = telegram.private_chat(telegram.person("Ana", user_id=WAITING))
        vera = telegram.private_chat(telegram.person("Vera", user_id=LATE))
        await ana.start()
        await vera.start()
        # Telegram had asked to wait 3,000 seconds before the next message to her.
        telegram.world.ahead = 3_600
        bot = RealBot(telegram, database, assistant)
        await bot.start()
        try:
            answer = await ana.next_reply()
            assert "25 days" in answer.text
            assert "1.330 EUR" in (await vera.next_reply()).text
            assert "март 2027" in (await vera.next_reply()).text.replace("\u00a0", " ")
        finally:
            await bot.stop()
