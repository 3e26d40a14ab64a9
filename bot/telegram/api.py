"""The library's bot, with updates read as they are."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.telegram.transport import OddAnswerError, Transport, UnsureError, trusted

DEFAULT_API_URL = "https://api.telegram.org"

# Reading a reply's answer takes longer on a bad line than the library's five seconds; each time out
# may mean that a person gets the reply twice.
_READ_SECONDS = 20.0
_CONNECT_SECONDS = 10.0
_POOL_SECONDS = 30.0
# On top of the time that a long poll waits by itself.
_POLL_READ_SECONDS = 10.0
# The query is worth nothing for longer.
_GUEST_READ_SECONDS = 5.0
# Numbers of messages fit into what a database takes.
_NUMBERS = 1 << 62
_NO_PREVIEW = '{"is_disabled":true}'


class RichRefusedError(BadRequest):
    """The Bot API server takes no rich messages."""


class RawBot(Bot):
    """A bot whose updates come as JSON: one that the library cannot read must not stop the rest."""

    async def updates(
        self, *, offset: int | None, wait: int, kinds: Sequence[str], most: int | None = None
    ) -> list[Any]:
        """Return updates from `offset` on, which confirms those before it.

        Args:
            offset: the number of the first update; None for the first that is not confirmed.
            wait: seconds to wait for one when there is none.
            kinds: which kinds to send from now on.
            most: how many to send at most; None for as many as Telegram likes.

        Raises:
            OddAnswerError: the answer holds no list of updates that can be read.
            telegram.error.TelegramError: Telegram refuses, or cannot be reached.
        """
        asked: dict[str, Any] = {
            "offset": offset,
            "timeout": wait,
            "allowed_updates": list(kinds),
            "limit": most,
        }
        answer = await self._post("getUpdates", asked, read_timeout=wait + _POLL_READ_SECONDS)
        if not isinstance(answer, list):
            raise OddAnswerError
        return answer

    async def send_text(
        self,
        chat: int,
        html: str,
        *,
        keyboard: str | None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a message; returns its number.

        The library would make an object of every part of the answer, which takes longer than the
        call; the number is all that is kept of it.

        Args:
            chat: where to.
            html: the text.
            keyboard: the buttons under it, as JSON.
            thread: the topic of a forum.
            reply_to: the message that it answers.

        Raises:
            UnsureError: the answer does not say that a message was sent.
            telegram.error.TelegramError: Telegram refuses, or cannot be reached.
        """
        sent = await self._ask(
            "sendMessage",
            {
                "chat_id": chat,
                "text": html,
                "parse_mode": "HTML",
                "link_preview_options": _NO_PREVIEW,
                "reply_markup": keyboard,
                "message_thread_id": thread,
                "reply_parameters": _reply_to(reply_to),
            },
        )
        return _number_of(sent)

    async def send_rich(
        self,
        chat: int,
        rich: str,
        *,
        keyboard: str | None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a rich message; returns its number. Arguments are those of `send_text`.

        Raises:
            RichRefusedError: this Bot API server does not know the method.
            UnsureError: the answer does not say that a message was sent.
            telegram.error.TelegramError: Telegram refuses, or cannot be reached.
        """
        asked = {
            "chat_id": chat,
            "rich_message": rich,
            "reply_markup": keyboard,
            "message_thread_id": thread,
            "reply_parameters": _reply_to(reply_to),
        }
        try:
            sent = await self._ask("sendRichMessage", asked)
        except InvalidToken as error:
            # The library takes "Not Found" for a wrong token: of a known token it is the method.
            raise RichRefusedError("not found") from error
        return _number_of(sent)

    async def edit_rich(self, chat: int, message: int, rich: str, *, keyboard: str | None) -> None:
        """Put a rich message in the place of a message. Errors are those of `send_rich`."""
        await self._ask(
            "editMessageText",
            {
                "chat_id": chat,
                "message_id": message,
                "rich_message": rich,
                "reply_markup": keyboard,
            },
        )

    async def answer_guest(
        self, query: str, title: str, html: str, *, keyboard: str | None
    ) -> None:
        """Send the one message that answers a guest query.

        Args:
            query: `Message.guest_query_id`.
            title: a name for the message, which Telegram wants and nobody sees.
            html: the text.
            keyboard: the buttons under it, as JSON.

        Raises:
            OddAnswerError: the answer does not say that the message was sent.
            telegram.error.TelegramError: Telegram refuses, or cannot be reached.
        """
        result: dict[str, Any] = {
            "type": "article",
            "id": "answer",
            "title": title,
            "input_message_content": {
                "message_text": html,
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            },
        }
        if keyboard is not None:
            result["reply_markup"] = json.loads(keyboard)
        sent = await self._ask(
            "answerGuestQuery",
            {"guest_query_id": query, "result": json.dumps(result, ensure_ascii=False)},
            read_timeout=_GUEST_READ_SECONDS,
        )
        if not isinstance(sent, dict):
            raise OddAnswerError

    async def edit_text(self, chat: int, message: int, html: str, *, keyboard: str | None) -> None:
        """Put a text in the place of a message. Arguments and errors are those of `send_text`."""
        await self._ask(
            "editMessageText",
            {
                "chat_id": chat,
                "message_id": message,
                "text": html,
                "parse_mode": "HTML",
                "link_preview_options": _NO_PREVIEW,
                "reply_markup": keyboard,
            },
        )

    async def edit_keyboard(self, chat: int, message: int, keyboard: str) -> None:
        """Put other buttons under a message. Arguments and errors are those of `send_text`."""
        await self._ask(
            "editMessageReplyMarkup",
            {"chat_id": chat, "message_id": message, "reply_markup": keyboard},
        )

    async def fetch(self, file: str, most: int) -> bytes | None:
        """Return the content of a file that somebody sent; None for one of more bytes than `most`.

        Raises:
            telegram.error.TelegramError: Telegram refuses, or cannot be reached.
        """
        found, request = await self.get_file(file), self.request
        if (found.file_size or 0) > most:
            return None
        if not isinstance(request, Transport) or found.file_path is None:
            return None
        read = await request.download(found.file_path)
        return read if len(read) <= most else None

    async def react(self, chat: int, message: int, emoji: str) -> None:
        """React to a message. Errors are those of `send_text`."""
        await self._ask(
            "setMessageReaction",
            {
                "chat_id": chat,
                "message_id": message,
                "reaction": json.dumps([{"type": "emoji", "emoji": emoji}]),
            },
        )

    async def _ask(
        self, method: str, parameters: Mapping[str, Any], *, read_timeout: float | None = None
    ) -> Any:
        """Call a method whose parameters are plain JSON; those that are None are left out.

        The library would make two objects of every parameter, which takes half as long as the call.
        """
        plain = {name: value for name, value in parameters.items() if value is not None}
        return await self.request.post(
            f"{self.base_url}/{method}", cast("Any", plain), read_timeout=read_timeout
        )


def _reply_to(message: int | None) -> str | None:
    if message is None:
        return None
    return f'{{"message_id":{message},"allow_sending_without_reply":true}}'


def _number_of(sent: object) -> int:
    number = sent.get("message_id") if isinstance(sent, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < _NUMBERS:
        # Telegram's form, or something very like it: the message may be out.
        raise UnsureError("no number of a message")
    return number


def connect(token: str, api_url: str | None, *, at_once: int) -> RawBot:
    """Return a bot that is not initialised yet.

    Args:
        token: the bot's token.
        api_url: the Bot API server; None for Telegram's own.
        at_once: how many calls may be under way at the same time.
    """
    _quiet()
    # Reading the certificates takes a while: once for both kinds of calls.
    certificates = trusted()

    def transport(at_once: int) -> Transport:
        return Transport(
            certificates,
            at_once=at_once,
            read_seconds=_READ_SECONDS,
            connect_seconds=_CONNECT_SECONDS,
            pool_seconds=_POOL_SECONDS,
        )

    server = (api_url or DEFAULT_API_URL).rstrip("/")
    return RawBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=transport(at_once),
        get_updates_request=transport(1),
    )


def _quiet() -> None:
    """Silence the library: it logs whole answers of Telegram, people's words in them."""
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
