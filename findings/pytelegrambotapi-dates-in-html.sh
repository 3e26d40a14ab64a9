#!/usr/bin/env bash
# pyTelegramBotAPI: a message with a date in it has no HTML text.
#
# Guess before running: `Message.html_text` gives back, as HTML, every entity that the library reads,
# as python-telegram-bot's `text_html` does.
# Seen with pyTelegramBotAPI 4.37.1 (Bot API 10): the entity `date_time` is read, but asking for
# `html_text` of the message raises KeyError('unix_time'): the template of the tag and the code that
# fills it name the field differently. python-telegram-bot 22.8 writes <tg-time unix="...">.
# What follows: a bot of that library that quotes or forwards a reply with one of our dates by
# `html_text` gets an exception, so the plain text of every date stands in our replies as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pyTelegramBotAPI==4.37.1" "python-telegram-bot==22.8"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import telebot
import telegram

MESSAGE = {
    "message_id": 1, "date": 1767225600, "chat": {"id": 1, "type": "private", "first_name": "A"},
    "text": "The last day is 23 February.",
    "entities": [{"type": "date_time", "offset": 16, "length": 11, "unix_time": 1771844400}],
}
print("python-telegram-bot:", telegram.Message.de_json(dict(MESSAGE), None).text_html)
message = telebot.types.Message.de_json(dict(MESSAGE))
print("pyTelegramBotAPI reads:", message.entities[0].type, message.entities[0].unix_time)
try:
    print("pyTelegramBotAPI:", message.html_text)
except KeyError as error:
    print("pyTelegramBotAPI: KeyError", error)
else:
    sys.exit("changed: html_text is given")
PYTHON
