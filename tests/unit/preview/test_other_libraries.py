"""Bots on other libraries run against the local server as they do against Telegram.

`make peers` installs the libraries into a folder of their own: aiogram wants an older pydantic.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from tests.unit.preview.test_media import picture

ROOT = Path(__file__).parents[3]
PEERS = Path(os.environ.get("PEERS", ROOT / ".cache" / "peers"))
BOTS = Path(__file__).parent / "peers"
_PATIENCE_SECONDS = 90.0

PYTHON = PEERS / "bin" / "python"
NODE = shutil.which("node")


def python_has(library: str) -> bool:
    return any(PEERS.glob(f"lib/python3*/site-packages/{library}"))


def missing(name: str, there: object) -> pytest.MarkDecorator:
    reason = f"{name} is not installed (make peers): the local server was NOT tried with it"
    return pytest.mark.skipif(not there, reason=reason)


@pytest.fixture(
    params=[
        pytest.param(
            (str(PYTHON), "aiogram_bot.py"),
            id="aiogram",
            marks=missing("aiogram", python_has("aiogram")),
        ),
        pytest.param(
            (str(PYTHON), "telebot_bot.py"),
            id="pyTelegramBotAPI",
            marks=missing("pyTelegramBotAPI", python_has("telebot")),
        ),
        pytest.param(
            (NODE, "grammy_bot.cjs"),
            id="grammY",
            marks=missing("grammY", NODE and (PEERS / "node_modules" / "grammy").is_dir()),
        ),
    ]
)
async def telegram(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[LocalTelegram]:
    program, script = request.param
    (tmp_path / "picture.png").write_bytes(picture())
    async with LocalTelegram() as telegram, running(telegram, program, script, tmp_path):
        yield telegram


@asynccontextmanager
async def running(
    telegram: LocalTelegram, program: str, script: str, folder: Path
) -> AsyncIterator[None]:
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_PATH": str(PEERS / "node_modules"),
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.base_url,
        "PICTURE": str(folder / "picture.png"),
    }
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            program, str(BOTS / script), env=environment, stdout=log, stderr=log
        )
    try:
        await telegram.until_polled(_PATIENCE_SECONDS)
        yield
    finally:
        process.kill()
        await process.wait()


async def test_it_echoes_with_a_button_that_changes_the_message(telegram: LocalTelegram) -> None:
    chat = telegram.private_chat(telegram.person())
    first = await chat.ask("Мобилност & <b>", _PATIENCE_SECONDS)
    assert first.text == "You wrote Мобилност & <b>"
    tap = await chat.tap("Tap")
    assert (await tap.answer()).text == "Seen"
    edited = await chat.next_reply(_PATIENCE_SECONDS)
    assert (edited.id, edited.text) == (first.id, "Tapped")


async def test_it_sends_a_picture(telegram: LocalTelegram) -> None:
    chat = telegram.private_chat(telegram.person())
    reply = await chat.ask("picture", _PATIENCE_SECONDS)
    assert (reply.photo, reply.text) == (picture(), "Here")


async def test_it_answers_inline(telegram: LocalTelegram) -> None:
    answer = await telegram.inline_query(telegram.person(), "BIP", within=_PATIENCE_SECONDS)
    (result,) = answer.results
    assert (result.title, result.text) == ("Say it", "BIP")


async def test_it_waits_for_updates_and_does_not_spin(telegram: LocalTelegram) -> None:
    polls = len(telegram.calls_of("getUpdates"))
    await asyncio.sleep(1.0)
    assert len(telegram.calls_of("getUpdates")) - polls <= 2
