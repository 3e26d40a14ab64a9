"""Tapped buttons: what the bot gets, and how it may answer."""

from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Tap me", "callback_data": "a"}]]}


@pytest.fixture
async def query(api: BotApi, chat: PrivateChat) -> dict[str, Any]:
    """A callback query as the bot gets it."""
    await api.call("sendMessage", chat_id=chat.id, text="x", reply_markup=KEYBOARD)
    await chat.tap("Tap me")
    updates = await api.call("getUpdates")
    found: dict[str, Any] = updates[-1]["callback_query"]
    return found


async def test_a_tap_reaches_the_bot_with_its_message(
    chat: PrivateChat, query: dict[str, Any]
) -> None:
    assert query["data"] == "a"
    assert query["from"]["id"] == chat.person.id
    assert query["message"]["text"] == "x"
    assert query["chat_instance"]


@pytest.mark.parametrize("length", [0, 200])
async def test_an_answer_may_have_200_characters(
    api: BotApi, query: dict[str, Any], length: int
) -> None:
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="ћ" * length)


async def test_a_longer_answer_is_refused(api: BotApi, query: dict[str, Any]) -> None:
    words = await api.refusal("answerCallbackQuery", callback_query_id=query["id"], text="ћ" * 201)
    assert words == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_a_query_is_answered_once(api: BotApi, query: dict[str, Any]) -> None:
    await api.call("answerCallbackQuery", callback_query_id=query["id"])
    words = await api.refusal("answerCallbackQuery", callback_query_id=query["id"])
    assert words == TOO_OLD


async def test_an_old_query_cannot_be_answered(
    api: BotApi, telegram: LocalTelegram, query: dict[str, Any]
) -> None:
    telegram.pass_time(60)
    words = await api.refusal("answerCallbackQuery", callback_query_id=query["id"])
    assert words == TOO_OLD


async def test_an_unknown_query_cannot_be_answered(api: BotApi) -> None:
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert await api.refusal("answerCallbackQuery") == TOO_OLD


async def test_an_answer_opens_links_to_the_bot_only(
    api: BotApi, telegram: LocalTelegram, query: dict[str, Any]
) -> None:
    words = await api.refusal(
        "answerCallbackQuery", callback_query_id=query["id"], url="https://bg.ac.rs"
    )
    assert words == "400 Bad Request: URL_INVALID"
    url = f"https://t.me/{telegram.bot.username}?start=grant"
    await api.call("answerCallbackQuery", callback_query_id=query["id"], url=url)


async def test_a_button_that_an_edit_took_away_can_still_be_tapped(
    api: BotApi, chat: PrivateChat
) -> None:
    sent = await api.call("sendMessage", chat_id=chat.id, text="x", reply_markup=KEYBOARD)
    old = await chat.next_reply()
    await api.call("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="other")
    with pytest.raises(AssertionError, match="no message with buttons"):
        await chat.tap("Tap me")
    await chat.tap("Tap me", message=old)
    query = (await api.call("getUpdates"))[-1]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("a", "other")
