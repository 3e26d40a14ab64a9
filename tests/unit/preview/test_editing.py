"""Editing and deleting messages."""

from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi

KEYBOARD = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TWO_DAYS = 48 * 60 * 60


@pytest.fixture
async def message(api: BotApi, chat: PrivateChat) -> dict[str, Any]:
    sent: dict[str, Any] = await api.call(
        "sendMessage", chat_id=chat.id, text="<b>x</b>", parse_mode="HTML", reply_markup=KEYBOARD
    )
    return sent


async def test_an_edit_changes_the_message_in_its_place(
    api: BotApi, chat: PrivateChat, message: dict[str, Any]
) -> None:
    seen = await chat.next_reply()
    place = {"chat_id": chat.id, "message_id": message["message_id"]}
    edited = await api.call("editMessageText", **place, text="y", reply_markup=KEYBOARD)
    assert (edited["text"], edited["date"]) == ("y", message["date"])
    assert edited["edit_date"] >= message["date"]
    assert "entities" not in edited
    assert (seen.text, seen.is_edited) == ("x", False)
    assert (await chat.next_reply()).labels == ["A"]


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(
    api: BotApi, chat: PrivateChat, message: dict[str, Any]
) -> None:
    place = {"chat_id": chat.id, "message_id": message["message_id"]}
    edited = await api.call("editMessageText", **place, text="y")
    assert "reply_markup" not in edited


@pytest.mark.parametrize("text", ["<b>x</b>", " <strong>x</strong>"])
async def test_an_identical_edit_is_refused(
    api: BotApi, chat: PrivateChat, message: dict[str, Any], text: str
) -> None:
    wanted = {"chat_id": chat.id, "message_id": message["message_id"], "parse_mode": "HTML"}
    words = await api.refusal("editMessageText", **wanted, text=text, reply_markup=KEYBOARD)
    assert words == NOT_MODIFIED


@pytest.mark.parametrize("change", [{"text": "x"}, {"reply_markup": ""}])
async def test_an_edit_of_markup_or_keyboard_alone_is_done(
    api: BotApi, chat: PrivateChat, message: dict[str, Any], change: dict[str, str]
) -> None:
    wanted = {"chat_id": chat.id, "message_id": message["message_id"], "parse_mode": "HTML"}
    wanted |= {"text": "<b>x</b>", "reply_markup": KEYBOARD, **change}
    assert (await api.call("editMessageText", **wanted))["text"] == "x"


async def test_an_identical_keyboard_is_refused(
    api: BotApi, chat: PrivateChat, message: dict[str, Any]
) -> None:
    place = {"chat_id": chat.id, "message_id": message["message_id"]}
    words = await api.refusal("editMessageReplyMarkup", **place, reply_markup=KEYBOARD)
    assert words == NOT_MODIFIED
    edited = await api.call("editMessageReplyMarkup", **place)
    assert "reply_markup" not in edited
    assert await api.refusal("editMessageReplyMarkup", **place) == NOT_MODIFIED


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "   "}, "text must be non-empty"),
        ({"text": "ћ" * 4097}, "MESSAGE_TOO_LONG"),
        ({"message_id": 999}, "message to edit not found"),
        ({"message_id": 1}, "message can't be edited"),
        ({"chat_id": 999}, "chat not found"),
        ({"chat_id": "", "message_id": ""}, "message identifier is not specified"),
        ({"reply_markup": {"keyboard": [["A"]]}}, "inline keyboard expected"),
        ({"message_id": "first"}, "message_id must be a valid Integer"),
    ],
)
async def test_a_wrong_edit_is_refused(
    api: BotApi,
    chat: PrivateChat,
    message: dict[str, Any],
    parameters: dict[str, object],
    words: str,
) -> None:
    wanted = {"chat_id": chat.id, "message_id": message["message_id"], "text": "y", **parameters}
    assert await api.refusal("editMessageText", **wanted) == f"400 Bad Request: {words}"


async def test_a_deleted_message_cannot_be_edited(
    api: BotApi, chat: PrivateChat, message: dict[str, Any]
) -> None:
    place = {"chat_id": chat.id, "message_id": message["message_id"]}
    await api.call("deleteMessage", **place)
    assert await chat.next_deletion() == message["message_id"]
    words = await api.refusal("editMessageText", **place, text="y")
    assert words == "400 Bad Request: message to edit not found"
    words = await api.refusal("deleteMessage", **place)
    assert words == "400 Bad Request: message to delete not found"


async def test_a_message_older_than_two_days_cannot_be_deleted(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat, message: dict[str, Any]
) -> None:
    telegram.pass_time(TWO_DAYS + 1)
    place = {"chat_id": chat.id, "message_id": message["message_id"]}
    words = await api.refusal("deleteMessage", **place)
    assert words == "400 Bad Request: message can't be deleted for everyone"


async def test_several_messages_are_deleted_at_once(
    api: BotApi, chat: PrivateChat, message: dict[str, Any]
) -> None:
    other = await api.call("sendMessage", chat_id=chat.id, text="y")
    ids = [message["message_id"], other["message_id"], 999]
    await api.call("deleteMessages", chat_id=chat.id, message_ids=ids)
    assert chat.replies == []


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (["1"], "message identifier must be a Number"),
        ([0], "invalid message identifier specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ({}, "expected an Array of message identifiers"),
    ],
)
async def test_wrong_message_ids_are_refused(
    api: BotApi, chat: PrivateChat, ids: object, words: str
) -> None:
    found = await api.refusal("deleteMessages", chat_id=chat.id, message_ids=ids)
    assert found == f"400 Bad Request: {words}"
