"""A small bot on aiogram 3: `python aiogram_bot.py`, with BOT_TOKEN, BOT_API_URL and PICTURE."""

import asyncio
import os

from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

dispatcher = Dispatcher()
button = types.InlineKeyboardButton(text="Tap", callback_data="tapped")


@dispatcher.message()
async def said(message: types.Message) -> None:
    if message.text == "picture":
        await message.answer_photo(types.FSInputFile(os.environ["PICTURE"]), caption="Here")
    else:
        keyboard = types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        await message.answer(f"You wrote {message.text}", reply_markup=keyboard)


@dispatcher.callback_query()
async def tapped(query: types.CallbackQuery) -> None:
    await query.answer("Seen")
    await query.message.edit_text("Tapped")


@dispatcher.inline_query()
async def asked(query: types.InlineQuery) -> None:
    content = types.InputTextMessageContent(message_text=query.query)
    result = types.InlineQueryResultArticle(id="1", title="Say it", input_message_content=content)
    await query.answer([result], cache_time=0)


session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
asyncio.run(dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session)))
