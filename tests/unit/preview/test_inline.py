"""Inline mode: `@bot ...` in any chat."""

import asyncio
from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import InlineAnswer, PrivateChat
from tests.unit.preview.bot_api import BotApi

ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "45 days",
    "input_message_content": {"message_text": "<b>45</b> days", "parse_mode": "HTML"},
}
UNSUPPORTED = (
    'can\'t parse inline query result: type "poem" is unsupported for the inline query result'
)


class Asking:
    """A person who asked inline, and the query as the bot got it."""

    def __init__(self, task: "asyncio.Task[InlineAnswer]", query: dict[str, Any]) -> None:
        self.task = task
        self.query = query


@pytest.fixture
async def asking(api: BotApi, telegram: LocalTelegram, chat: PrivateChat) -> Asking:
    waiting = asyncio.create_task(api.call("getUpdates", offset=-1))
    await waiting
    task = asyncio.create_task(telegram.inline_query(chat.person, "45 days"))
    updates = []
    while not updates or "inline_query" not in updates[-1]:
        updates = await api.call("getUpdates")
    return Asking(task, updates[-1]["inline_query"])


async def test_a_query_gets_its_results(api: BotApi, asking: Asking) -> None:
    assert (asking.query["query"], asking.query["offset"]) == ("45 days", "")
    await api.call(
        "answerInlineQuery",
        inline_query_id=asking.query["id"],
        results=[ARTICLE],
        cache_time=5,
        button={"text": "Ask more", "start_parameter": "inline"},
    )
    answer = await asking.task
    assert [(each.title, each.html) for each in answer.results] == [("45 days", "<b>45</b> days")]
    assert (answer.cache_time, answer.button) == (
        5,
        {"text": "Ask more", "start_parameter": "inline"},
    )


async def test_a_picked_result_is_sent_and_can_be_edited(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat, asking: Asking
) -> None:
    telegram.bot.reports_chosen_results = True
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    await api.call(
        "answerInlineQuery",
        inline_query_id=asking.query["id"],
        results=[{**ARTICLE, "reply_markup": markup}],
    )
    answer = await asking.task
    group = telegram.group("Office", [chat.person])
    message = telegram.choose(chat.person, group, answer, answer.results[0])
    assert message.html == "<b>45</b> days"
    assert message.raw["via_bot"]["id"] == telegram.bot.id
    await group.tap(chat.person, "More", message=message)
    updates = await api.call("getUpdates")
    chosen = updates[-2]["chosen_inline_result"]
    query = updates[-1]["callback_query"]
    assert query["inline_message_id"] == chosen["inline_message_id"]
    assert "message" not in query
    edited = await api.call(
        "editMessageText", inline_message_id=query["inline_message_id"], text="Edited"
    )
    assert edited is True
    assert group.messages[-1].text == "Edited"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([ARTICLE] * 51, "too many inline query results specified"),
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ([{**ARTICLE, "id": "x" * 65}], "RESULT_ID_INVALID"),
        (
            [{**ARTICLE, "type": "poem"}],
            UNSUPPORTED,
        ),
        (
            [{"type": "article", "id": "1", "title": "x"}],
            "can't parse inline query result: Input message content is not specified",
        ),
        (
            [{"type": "article", "id": "1"}],
            "can't parse inline query result: Can't find field \"title\"",
        ),
        (
            [{**ARTICLE, "input_message_content": {"message_text": "x" * 4097}}],
            "message is too long",
        ),
        ({}, "expected an Array of inline query results"),
    ],
)
async def test_wrong_results_are_refused(api: BotApi, results: object, words: str) -> None:
    found = await api.refusal("answerInlineQuery", inline_query_id="1", results=results)
    assert found == f"400 Bad Request: {words}"


async def test_a_late_answer_is_refused(
    api: BotApi, telegram: LocalTelegram, asking: Asking
) -> None:
    telegram.pass_time(60)
    words = await api.refusal(
        "answerInlineQuery", inline_query_id=asking.query["id"], results=[ARTICLE]
    )
    assert words == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
    asking.task.cancel()


async def test_the_button_over_the_results_takes_a_deep_link(api: BotApi, asking: Asking) -> None:
    words = await api.refusal(
        "answerInlineQuery",
        inline_query_id=asking.query["id"],
        results=[],
        button={"text": "Ask", "start_parameter": "not valid"},
    )
    assert words == "400 Bad Request: START_PARAM_INVALID"
    asking.task.cancel()


async def test_inline_mode_can_be_off(telegram: LocalTelegram) -> None:
    telegram.bot.takes_inline_queries = False
    with pytest.raises(AssertionError, match="inline mode is off"):
        await telegram.inline_query(telegram.person(), "x")
