"""Guest mode of the local server: `@bot ...` in a chat without the bot."""

import asyncio
import json
from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import ForeignChat
from tests.unit.preview.bot_api import BotApi

ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "45 days",
    "input_message_content": {"message_text": "<b>45</b> days", "parse_mode": "HTML"},
}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def parents(telegram: LocalTelegram) -> ForeignChat:
    return telegram.foreign_group("Parents", [telegram.person("Vera")])


async def summons(api: BotApi, telegram: LocalTelegram, parents: ForeignChat) -> dict[str, Any]:
    """Let somebody name the bot; return the message as the bot gets it."""
    vera = telegram.person("Vera", language_code="sr")
    await parents.mention(vera, "45 dana?")
    updates = await api.call("getUpdates")
    return updates[-1]["guest_message"]


async def test_the_bot_says_that_it_can_be_a_guest(api: BotApi) -> None:
    assert (await api.call("getMe"))["supports_guest_queries"] is True


async def test_a_summons_is_a_message_with_an_id_to_answer_to(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat
) -> None:
    message = await summons(api, telegram, parents)
    assert message["text"] == "@local_preview_bot 45 dana?"
    assert message["entities"][0]["type"] == "mention"
    assert message["from"]["language_code"] == "sr"
    again = await summons(api, telegram, parents)
    assert message["guest_query_id"] != again["guest_query_id"]


async def test_the_answer_stands_in_the_chat_and_can_be_edited_by_its_inline_id(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat
) -> None:
    message = await summons(api, telegram, parents)
    sent = await api.call(
        "answerGuestQuery", guest_query_id=message["guest_query_id"], result=json.dumps(ARTICLE)
    )
    seen = await parents.next_reply()
    assert (seen.html, seen.reply_to) == ("<b>45</b> days", message["message_id"])
    assert seen.raw["guest_bot_caller_user"]["first_name"] == "Vera"
    await api.call("editMessageText", inline_message_id=sent["inline_message_id"], text="46")
    assert (await parents.next_reply()).text == "46"
    refused = await api.refusal("sendMessage", chat_id=parents.id, text="more")
    assert "chat not found" in refused


@pytest.mark.parametrize("answer", ["twice", "late", "unknown", "of another kind"])
async def test_a_query_is_answered_once_in_time_and_by_its_own_method(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat, answer: str
) -> None:
    query = (await summons(api, telegram, parents))["guest_query_id"]
    if answer == "of another kind":
        refused = await api.refusal("answerCallbackQuery", callback_query_id=query)
        assert refused == TOO_OLD
        return
    if answer == "twice":
        await api.call("answerGuestQuery", guest_query_id=query, result=json.dumps(ARTICLE))
    if answer == "late":
        telegram.pass_time(60)
    if answer == "unknown":
        query = "17"
    refused = await api.refusal(
        "answerGuestQuery", guest_query_id=query, result=json.dumps(ARTICLE)
    )
    assert refused == TOO_OLD


async def test_a_result_without_a_title_is_refused_and_the_query_stays_open(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat
) -> None:
    query = (await summons(api, telegram, parents))["guest_query_id"]
    untitled = json.dumps({**ARTICLE, "title": " "})
    refused = await api.refusal("answerGuestQuery", guest_query_id=query, result=untitled)
    assert refused == "400 Bad Request: ARTICLE_TITLE_EMPTY"
    await api.call("answerGuestQuery", guest_query_id=query, result=json.dumps(ARTICLE))
    assert (await parents.next_reply()).text == "45 days"


async def test_no_update_comes_from_protected_chats_or_with_guest_mode_off(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat
) -> None:
    vera = telegram.person("Vera")
    telegram.bot.takes_guest_queries = False
    await parents.mention(vera, "45 days?")
    telegram.bot.takes_guest_queries = True
    parents.protect()
    await parents.mention(vera, "45 days?")
    await asyncio.sleep(0)
    assert await api.call("getUpdates") == []


async def test_the_kind_of_update_must_be_asked_for(
    api: BotApi, telegram: LocalTelegram, parents: ForeignChat
) -> None:
    await api.call("getUpdates", allowed_updates=json.dumps(["message"]))
    await parents.mention(telegram.person("Vera"), "45 days?")
    assert await api.call("getUpdates") == []
