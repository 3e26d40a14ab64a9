"""The test kit itself: it must fail loudly, and show what a person would see."""

import pytest
from telegram.constants import ReactionEmoji

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.preview.reactions import REACTIONS
from tests.unit.preview.bot_api import BotApi


async def test_a_missing_reply_tells_what_was_seen(chat: PrivateChat) -> None:
    with pytest.raises(AssertionError) as caught:
        await chat.next_reply(within=0.01)
    assert str(caught.value) == ("no reply within 0.01 s; seen so far:\n  person sent #1 '/start'")


async def test_replies_are_taken_one_by_one_and_none_is_skipped(
    api: BotApi, chat: PrivateChat
) -> None:
    for word in ("one", "two"):
        await api.call("sendMessage", chat_id=chat.id, text=word)
    assert [reply.text for reply in chat.unread] == ["one", "two"]
    assert (await chat.next_reply()).text == "one"
    assert [reply.text for reply in chat.skip()] == ["two"]
    assert chat.unread == []


async def test_a_button_is_found_by_data_label_or_part_of_it(
    api: BotApi, chat: PrivateChat
) -> None:
    row = [
        {"text": "Yes, by train", "callback_data": "t"},
        {"text": "Yes, by bus", "callback_data": "b"},
        {"text": "Source", "url": "https://bg.ac.rs/"},
    ]
    await api.call(
        "sendMessage", chat_id=chat.id, text="x", reply_markup={"inline_keyboard": [row]}
    )
    message = await chat.next_reply()
    assert message.labels == ["Yes, by train", "Yes, by bus", "Source"]
    assert message.button("b").label == "Yes, by bus"
    assert message.button("TRAIN").data == "t"
    with pytest.raises(AssertionError, match="more than one"):
        message.button("yes")
    with pytest.raises(AssertionError, match=r"no button 'plane' under: #2 'x' \[Yes, by train\]"):
        await chat.tap("plane")
    with pytest.raises(AssertionError, match="does not reach the bot"):
        await chat.tap("Source")


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("grant", "/start grant"),
        ("x" * 64, f"/start {'x' * 64}"),
        ("x" * 65, "/start"),
        ("a b", "/start"),
        ("стипендија", "/start"),
        ("", "/start"),
    ],
)
async def test_a_deep_link_drops_a_payload_that_telegram_would_drop(
    telegram: LocalTelegram, chat: PrivateChat, payload: str, text: str
) -> None:
    link = f"https://t.me/{telegram.bot.username}?start={payload}"
    assert (await chat.open_link(link)).text == text


async def test_commands_and_links_of_people_are_entities(chat: PrivateChat) -> None:
    message = await chat.send("/grant@some_bot 20 dana, vidi www.bg.ac.rs/erasmus?x=1.")
    assert [
        (message.text[each["offset"] : each["offset"] + each["length"]], each["type"])
        for each in message.entities
    ] == [("/grant@some_bot", "bot_command"), ("www.bg.ac.rs/erasmus?x=1", "url")]


async def test_only_ones_own_message_can_be_edited(api: BotApi, chat: PrivateChat) -> None:
    sent = await api.call("sendMessage", chat_id=chat.id, text="x")
    with pytest.raises(AssertionError, match="cannot edit"):
        await chat.edit(await chat.next_reply(), "y")
    edited = await chat.edit(chat.messages[0], "/help")
    assert (edited.text, edited.is_edited) == ("/help", True)
    update = (await api.call("getUpdates"))[-1]["edited_message"]
    assert (update["text"], update["message_id"]) == ("/help", 1)
    assert sent["message_id"] == 2


async def test_blocking_and_coming_back_are_told_to_the_bot(api: BotApi, chat: PrivateChat) -> None:
    chat.block()
    chat.unblock()
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in (await api.call("getUpdates"))[1:]
    ]
    assert statuses == ["kicked", "member"]


async def test_updates_of_any_kind_can_be_pushed(api: BotApi, telegram: LocalTelegram) -> None:
    number = telegram.push_update({"unheard_of": {"id": 1}, "also": "ћ"})
    assert await api.call("getUpdates") == [
        {"update_id": number, "unheard_of": {"id": 1}, "also": "ћ"}
    ]


async def test_updates_can_be_numbered_anew(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    updates = await api.call("getUpdates")
    await api.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    telegram.renumber_updates(17)
    await chat.send("after a quiet week")
    found = await api.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert [each["update_id"] for each in found] == [17]


async def test_calls_can_be_waited_for(api: BotApi, telegram: LocalTelegram) -> None:
    await api.call("getMe")
    assert len(await telegram.until_called("getMe")) == 1
    with pytest.raises(AssertionError, match="getMe was not called 2x within"):
        await telegram.until_called("getMe", times=2, within=0.01)


async def test_a_bot_that_does_not_poll_is_noticed(telegram: LocalTelegram) -> None:
    with pytest.raises(AssertionError, match="no bot asked for updates"):
        await telegram.until_polled(within=0.01)


def test_reactions_are_those_that_the_library_knows() -> None:
    assert set(REACTIONS) == {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji}
