"""What the page can look like, one state after the other, in a real browser."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from PIL import Image
from selenium.webdriver.common.keys import Keys

from bot.preview import LocalTelegram
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.browser import Page

KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "The way on", "callback_data": "on", "style": "primary"},
            {"text": "Delete it", "callback_data": "off", "style": "danger"},
        ],
        [{"text": "Plain", "callback_data": "x"}, {"text": "A link", "url": "https://example.org"}],
        [
            {"text": "Agree", "callback_data": "yes", "style": "success"},
            {"text": "Copy it", "copy_text": {"text": "copied"}},
        ],
    ]
}
TEXT = (
    "<b>Bold</b> <i>italic</i> <code>code</code> <a href='https://example.org/x'>a link</a> "
    "ub@example.org /help <tg-spoiler>hidden</tg-spoiler> "
    '<tg-time unix="1990000000" format="r">in 12 days</tg-time>\n'
    "<blockquote>A quote</blockquote>\n<pre>preformatted</pre>\n"
    f"<blockquote expandable>{'A long explanation. ' * 30}</blockquote>"
)
RICH = {
    "blocks": [
        {"type": "paragraph", "text": {"type": "bold", "text": "10 days: 750 EUR"}},
        {
            "type": "table",
            "cells": [
                [
                    {"align": "left", "valign": "top", "is_header": True, **cell}
                    for cell in ({}, {"text": "10 days"}, {"text": "20 days"})
                ],
                [
                    {"align": "left", "valign": "top", "text": "In all", "is_header": True},
                    {"align": "left", "valign": "top", "text": "750 EUR"},
                    {"align": "left", "valign": "top", "text": "1,330 EUR"},
                ],
            ],
        },
        {"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": "An item"}]}]},
        {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "A note"}]},
    ]
}


class Conversation:
    """A bot that sends one message of every kind, when it is told to."""

    def __init__(self, telegram: LocalTelegram, api: BotApi) -> None:
        self.telegram = telegram
        self.api = api

    @property
    def chat_id(self) -> int:
        """The chat of whoever came to the page last."""
        return list(self.telegram.world.people)[-1]

    async def send(self, method: str, **parameters: Any) -> Any:
        return await self.api.call(method, chat_id=self.chat_id, **parameters)

    async def everything(self) -> None:
        markup = json.dumps(KEYBOARD)
        sent = await self.send("sendMessage", text=TEXT, parse_mode="HTML", reply_markup=markup)
        number = sent["message_id"]
        await self.send("sendRichMessage", rich_message=json.dumps(RICH), reply_markup=markup)
        await self.send("sendPhoto", photo=("x.png", picture()), caption="A picture")
        await self.send("sendDocument", document=("days.ics", b"BEGIN:VCALENDAR"), caption="A file")
        reply = json.dumps({"message_id": number})
        edited = await self.send("sendMessage", text="A reply", reply_parameters=reply)
        await self.api.call(
            "editMessageText",
            chat_id=self.chat_id,
            message_id=edited["message_id"],
            text="Changed",
        )
        reaction = json.dumps([{"type": "emoji", "emoji": "👍"}])
        await self.send("setMessageReaction", message_id=number, reaction=reaction)


def picture() -> bytes:
    """A small picture."""
    content = io.BytesIO()
    Image.new("RGB", (200, 120), "#8fc4b2").save(content, "PNG")
    return content.getvalue()


async def states(conversation: Conversation, page: Page, address: str) -> AsyncIterator[str]:
    """Bring the page into one state after the other; yields the name of each."""
    async for state in _private(conversation, page, address):
        yield state
    async for state in _elsewhere(conversation, page):
        yield state


async def do(act: Callable[[], Any]) -> None:
    """Let the browser do something beside the loop that the server runs in."""
    await asyncio.to_thread(act)


async def _private(conversation: Conversation, page: Page, address: str) -> AsyncIterator[str]:
    await do(lambda: page.browser.get(address))
    await do(lambda: page.sees("#start", "START"))
    yield "before the start"
    await do(lambda: page.one("#start").click())
    await do(lambda: page.sees(".message.own .body", "/start"))
    yield "sent and not received"
    await conversation.everything()
    await do(lambda: page.sees(".message .edited", "edited"))
    await do(lambda: page.until(lambda: page.texts(".reactions")))
    yield "every kind of message"
    await do(lambda: page.write("/"))
    await do(lambda: page.sees("#menu", "/help"))
    yield "the menu of commands"
    await do(lambda: page.write(Keys.BACKSPACE))
    await do(lambda: page.browser.execute_script("document.querySelector('.spoiler').click()"))
    await do(
        lambda: page.browser.execute_script(
            "document.querySelector('#wall').scrollTo({top: 0, behavior: 'instant'})"
        )
    )
    await conversation.send("sendMessage", text="News below")
    await do(lambda: page.sees("#unread", "1"))
    yield "something new below, and a shown spoiler"
    keyboard = {"keyboard": [[{"text": "One"}, {"text": "Two"}]]}
    await conversation.send("sendMessage", text="Choose", reply_markup=json.dumps(keyboard))
    await do(lambda: page.sees("#keyboard", "One"))
    yield "a keyboard of the bot"
    await do(lambda: page.tap("Plain"))
    await do(lambda: page.until(lambda: page.texts("[aria-busy=true]")))
    yield "a tapped button that waits"
    query = await _query(conversation)
    await conversation.api.call("answerCallbackQuery", callback_query_id=query, text="A toast")
    await do(lambda: page.sees("#toast.shown", "A toast"))
    yield "a toast"
    await do(lambda: page.tap("Plain"))
    query = await _query(conversation)
    await conversation.api.call(
        "answerCallbackQuery", callback_query_id=query, text="An alert", show_alert=True
    )
    await do(lambda: page.sees("#alert[open] p", "An alert"))
    yield "an alert"
    await do(lambda: page.one("#alert-close").click())
    await do(lambda: page.browser.execute_script("document.querySelector('.media').click()"))
    await do(lambda: page.until(lambda: page.texts("#viewer[open]")))
    yield "a picture by itself"
    await do(lambda: page.browser.execute_script("document.querySelector('#viewer').close()"))
    await do(lambda: page.one("[data-language='sr-Cyrl']").click())
    await do(lambda: page.until(lambda: page.one("html").get_attribute("lang") == "sr-Cyrl"))
    yield "in Serbian"


async def _elsewhere(conversation: Conversation, page: Page) -> AsyncIterator[str]:
    click = "[...document.querySelectorAll(arguments[0])].at(-1).click()"
    await do(lambda: page.browser.execute_script(click, ".own .act"))
    await do(lambda: page.sees("#about-to", "/start"))
    yield "a message that is edited"
    await do(lambda: page.browser.execute_script(click, "[data-room=group]"))
    await do(lambda: page.until(lambda: not page.texts(".message")))
    await do(lambda: page.write(f"@{conversation.telegram.bot.username} bip"))
    await _offer(conversation)
    await do(lambda: page.sees("#menu", "A result"))
    yield "results of inline mode in a group"
    await do(lambda: page.browser.execute_script(click, "#menu li"))
    await do(lambda: page.sees(".message.own .body", "The text"))
    yield "a message in a group"
    await do(lambda: page.browser.execute_script(click, "[data-room=guest]"))
    await do(lambda: page.until(lambda: not page.texts(".message")))
    yield "a chat without the bot"
    show = (
        "const node = document.querySelector('#lost'); node.hidden = false; node.textContent = 'x'"
    )
    await do(lambda: page.browser.execute_script(show))
    yield "the earlier chat is lost"


async def _offer(conversation: Conversation) -> None:
    """Answer the inline query of the page with one result."""
    query = await _update(conversation, "inline_query")
    message = {"message_text": "The text of a result"}
    result = {
        "type": "article",
        "id": "1",
        "title": "A result",
        "description": "about it",
        "input_message_content": message,
    }
    await conversation.api.call(
        "answerInlineQuery", inline_query_id=query["id"], results=json.dumps([result])
    )


async def _query(conversation: Conversation) -> str:
    """Take updates until there is a tap; returns its query's id."""
    return str((await _update(conversation, "callback_query"))["id"])


async def _update(conversation: Conversation, kind: str) -> Any:
    """Take updates until there is one of a kind; returns what it holds."""
    offset = 0
    while True:
        updates = await conversation.api.call("getUpdates", offset=offset, timeout=5)
        for update in updates:
            offset = update["update_id"] + 1
            if kind in update:
                await conversation.api.call("getUpdates", offset=offset, timeout=0)
                return update[kind]
