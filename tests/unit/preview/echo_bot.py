"""A small bot on python-telegram-bot, to try the local server with."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatAction, ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.preview import LocalTelegram

MAY_ANSWER = asyncio.Event()
"""Cleared by a test that wants to look at the bot while it is typing."""
MAY_ANSWER.set()

KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Change it", callback_data="change"),
            InlineKeyboardButton("Tell me", callback_data="tell"),
        ],
        [InlineKeyboardButton("Warn me", callback_data="warn")],
    ]
)


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    payload = (update.message.text or "").partition(" ")[2]
    await update.message.reply_text(f"Welcome {payload}".strip(), reply_markup=KEYBOARD)


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_chat_action(ChatAction.TYPING)
    await MAY_ANSWER.wait()
    await update.message.reply_text(
        f"<b>You wrote</b> {update.message.text_html}",
        parse_mode=ParseMode.HTML,
        reply_markup=KEYBOARD,
    )


async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "change":
        await query.answer()
        await query.edit_message_text("Changed", reply_markup=KEYBOARD)
    elif query.data == "tell":
        await query.answer("A toast")
    else:
        await query.answer("An alert", show_alert=True)


def build(telegram: LocalTelegram) -> Application:
    application = (
        Application.builder()
        .token(telegram.token)
        .base_url(f"{telegram.base_url}/bot")
        .base_file_url(f"{telegram.base_url}/file/bot")
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(tapped))
    return application


@contextlib.asynccontextmanager
async def polling(telegram: LocalTelegram) -> AsyncIterator[Application]:
    application = build(telegram)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=10)
        await application.start()
        yield application
        await application.updater.stop()
        await application.stop()
