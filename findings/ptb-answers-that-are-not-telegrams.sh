#!/usr/bin/env bash
# python-telegram-bot: an answer that is JSON, but not the Bot API's, is no TelegramError.
#
# Guess before running: whatever a server answers, a call raises a subclass of TelegramError, so
# that one `except TelegramError` around a call is enough.
# Seen with python-telegram-bot 22.8 (Python 3.11): with status 200 and a valid JSON body of another
# kind (what a proxy's login page or a misdirected route answers) calls raise plain TypeError or
# KeyError, with 502 and a JSON list AttributeError. And with 403 or 404 any JSON object at all,
# say a proxy's own {"error": "blocked"}, becomes Forbidden and InvalidToken: the same errors that
# mean "the person blocked the bot" and "the token is wrong", so that a program that forgets such
# chats, or ends at a wrong token, does so because of a proxy.
# What follows: check the form of an answer before the library does (a BaseRequest of one's own).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-telegram-bot==22.8" "httpx==0.28.1"
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import telegram
from telegram.error import TelegramError

logging.disable(logging.CRITICAL)
status, body = 200, b""


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
CASES = [
    (200, b"null", "TypeError"),
    (200, b"[]", "TypeError"),
    (200, b'{"login": "https://portal.example/"}', "KeyError"),
    (200, b'{"ok": false, "error_code": 400, "description": "no"}', "KeyError"),
    (502, b"[]", "AttributeError"),
    (403, b'{"error": "blocked by the proxy"}', "Forbidden"),
    (404, b'{"error": "no such route"}', "InvalidToken"),
]




async def main():
    global status, body
    odd = 0
    bot = telegram.Bot(
        "123:abc", base_url=f"http://127.0.0.1:{server.server_port}/bot"
    )
    for status, body, expected in CASES:
        try:
            await bot.delete_webhook()
            seen = "no error"
        except Exception as error:
            seen = type(error).__name__
            library = isinstance(error, TelegramError)
        print(f"{status} {body.decode():58} {seen} (TelegramError: {library})")
        odd += seen != expected
    await bot.shutdown()
    return odd


print("python-telegram-bot", telegram.__version__)
changed = asyncio.run(main())
raise SystemExit(f"{changed} of {len(CASES)} answers are taken otherwise now" if changed else 0)
PYTHON
