"""A small bot on pyTelegramBotAPI, with BOT_TOKEN, BOT_API_URL and PICTURE."""

import os
from pathlib import Path

import telebot
from telebot import apihelper, types

apihelper.API_URL = os.environ["BOT_API_URL"] + "/bot{0}/{1}"
bot = telebot.TeleBot(os.environ["BOT_TOKEN"])


@bot.message_handler()
def said(message: types.Message) -> None:
    if message.text == "picture":
        bot.send_photo(message.chat.id, Path(os.environ["PICTURE"]).read_bytes(), caption="Here")
    else:
        keyboard = types.InlineKeyboardMarkup()
        keyboard.add(types.InlineKeyboardButton("Tap", callback_data="tapped"))
        bot.send_message(message.chat.id, f"You wrote {message.text}", reply_markup=keyboard)


@bot.callback_query_handler(func=lambda _: True)
def tapped(query: types.CallbackQuery) -> None:
    bot.answer_callback_query(query.id, "Seen")
    bot.edit_message_text("Tapped", query.message.chat.id, query.message.message_id)


@bot.inline_handler(lambda _: True)
def asked(query: types.InlineQuery) -> None:
    content = types.InputTextMessageContent(query.query)
    result = types.InlineQueryResultArticle("1", "Say it", content)
    bot.answer_inline_query(query.id, [result], cache_time=0)


bot.infinity_polling()
