"""Rich messages on the local server: what is taken, and what is refused in Telegram's words."""

import json
from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi

CELL = {"align": "left", "valign": "top", "text": "1"}
TABLE = {"type": "table", "cells": [[{**CELL, "is_header": True}], [CELL]]}


async def sent(api: BotApi, chat: PrivateChat, rich: Any) -> dict[str, Any]:
    raw = rich if isinstance(rich, str) else json.dumps(rich)
    return await api.raw("sendRichMessage", chat_id=chat.id, rich_message=raw)


async def test_a_table_is_delivered_with_its_cells(
    telegram: LocalTelegram, api: BotApi, chat: PrivateChat
) -> None:
    body = await sent(api, chat, {"blocks": [{"type": "paragraph", "text": "x"}, TABLE]})
    assert body["ok"]
    assert "text" not in body["result"]
    reply = await chat.next_reply()
    assert reply.tables == [[["1"], ["1"]]]


@pytest.mark.parametrize(
    ("rich", "words"),
    [
        ({"blocks": []}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        ({}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        ({"blocks": [{"type": "table"}]}, 'InputRichBlock: Can\'t find field "cells"'),
        ({"blocks": [{"type": "heading", "text": "x"}]}, 'Can\'t find field "size"'),
        (
            {"blocks": [{"type": "table", "cells": [[{**CELL, "text": {"type": "plain"}}]]}]},
            "PageBlockTableCell: Unsupported rich text type",
        ),
        ({"blocks": [{"type": "table", "cells": [[{"text": "x"}]]}]}, 'find field "align"'),
        ({"blocks": [{"type": "table", "cells": [[CELL] * 21]}]}, "TOO_MANY_COLUMNS"),
        ({"blocks": [{"type": "paragraph", "text": "x"}] * 501}, "TOO_MANY_BLOCKS"),
        ({"blocks": [{"type": "paragraph", "text": "x" * 32769}]}, "TOO_LONG"),
        ({"html": "<table></table>"}, "not known to this local server"),
        ("no json", "can't parse InputRichMessage JSON object"),
    ],
)
async def test_what_telegram_refuses_is_refused(
    api: BotApi, chat: PrivateChat, rich: Any, words: str
) -> None:
    body = await sent(api, chat, rich)
    assert body["error_code"] == 400
    assert words in body["description"]


async def test_a_rich_message_and_a_text_take_each_others_place(
    telegram: LocalTelegram, api: BotApi, chat: PrivateChat
) -> None:
    body = await sent(api, chat, {"blocks": [TABLE]})
    number = body["result"]["message_id"]
    await chat.next_reply()
    message = await api.call("editMessageText", chat_id=chat.id, message_id=number, text="a text")
    assert message["text"] == "a text"
    assert "rich_message" not in message
    rich = json.dumps({"blocks": [TABLE]})
    edit = {"chat_id": chat.id, "message_id": number, "rich_message": rich}
    assert "text" not in await api.call("editMessageText", **edit)
    assert "message is not modified" in await api.refusal("editMessageText", **edit)
