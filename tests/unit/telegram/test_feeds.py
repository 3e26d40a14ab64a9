"""Calendar feeds beside /healthz: signed, nothing stored, cheap to ask for."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest

from tests.unit.telegram.conftest import Start


async def fetch(url: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.text(), answer.headers


async def address_of(bot, name: str = "one") -> str:
    """The address that a person is given, as http."""
    chat = bot.telegram.private_chat(bot.telegram.person(language_code="en"))
    reply = await chat.ask(f"feed {name}")
    assert "subscribe" in reply.text
    address = reply.text.splitlines()[-1]
    assert address.startswith("webcal://")
    return address.replace("webcal:", "http:")


async def test_a_feed_is_served_at_the_address_that_was_given(start: Start, database: Path) -> None:
    bot = await start(calendar=True)
    status, text, headers = await fetch(await address_of(bot))
    assert (status, text.partition(" č")[0]) == (200, "BEGIN:VCALENDAR one")
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    await bot.idle()
    with sqlite3.connect(database) as reader:
        assert "VCALENDAR" not in "".join(reader.iterdump())


async def test_a_client_that_asks_every_minute_is_told_that_nothing_changed(start: Start) -> None:
    bot = await start(calendar=True)
    address = await address_of(bot)
    _, _, headers = await fetch(address)
    assert "max-age=3600" in headers["Cache-Control"]
    for _ in range(60):
        status, text, _ = await fetch(address, **{"If-None-Match": headers["ETag"]})
        assert (status, text) == (304, "")


async def test_an_altered_or_foreign_address_leads_nowhere(start: Start) -> None:
    bot = await start(calendar=True)
    address = await address_of(bot)
    name, signature, _ = address.rpartition("/")[2].split(".")
    base = address.rpartition("/")[0]
    altered = [
        f"{base}/two.{signature}.ics",
        f"{base}/{name}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}.ics",
        f"{base}/{name}.ics",
        f"{base}/{name}.{signature}",
        f"{base}/",
        f"{base}/%2e%2e%2fhealthz",
        f"{base}/{'x' * 5000}.{signature}.ics",
    ]
    for url in altered:
        status, text, _ = await fetch(url)
        assert status in (400, 404, 405), url
        assert "VCALENDAR" not in text
    nothing = await address_of(bot, "nothing")
    assert (await fetch(nothing))[0] == 404


async def test_another_bots_address_is_not_ours(start: Start, telegram) -> None:
    bot = await start(calendar=True)
    address = await address_of(bot)
    await bot.end()
    telegram.change_token()
    other = await start(calendar=True)
    moved = f"{other.web}/calendar/{address.rpartition('/')[2]}"
    assert (await fetch(moved))[0] == 404


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ({"calendar_url": "https://bot.example.org"}, "webcal://bot.example.org/calendar/one."),
        ({"calendar_url": "https://example.org/bot"}, "webcal://example.org/bot/calendar/one."),
    ],
)
async def test_the_operator_says_where_it_is_reached(
    start: Start, options: dict[str, str], begins: str
) -> None:
    bot = await start(calendar=True, **options)
    assert (await address_of(bot)).replace("http:", "webcal:").startswith(begins)


async def test_without_the_setting_there_is_no_feed(start: Start) -> None:
    bot = await start()
    chat = bot.telegram.private_chat(bot.telegram.person(language_code="en"))
    assert (await chat.ask("feed one")).text == "keep it"
    assert (await fetch(f"{bot.web}/calendar/one.{'A' * 22}.ics"))[0] == 404
