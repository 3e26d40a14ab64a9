"""The calls of the Bot API that carry a message out."""

import asyncio
import html
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardMarkup, InputMediaDocument, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.messages.effect import Picture
from bot.pictures import draw
from bot.storage import Sent
from bot.storage.changes import Change
from bot.storage.talks import Copy, NoteCopy
from bot.telegram.api import RawBot, RichRefusedError
from bot.telegram.faults import Remedy, classify, describe
from bot.telegram.keyboard import as_markup, without_looks
from bot.telegram.outgoing import Outgoing
from bot.telegram.splitting import plain, without_times
from bot.telegram.traces import Trace
from bot.telegram.transport import UnsureError

_TAP_PAUSES_SECONDS = (0.2, 1.0, 0.0)
_TAP_READ_SECONDS = 5.0
# What an older server says of a message whose text it does not see.
_TEXT_IS_MISSING = ("message text is empty", "text must be non-empty")
_BLANK_FILE = "deleted.txt"
# What the library raises when it cannot make an object of Telegram's answer.
_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)

logger = logging.getLogger(__name__)


class Calls:
    """Carries messages out, with what Telegram refuses left out."""

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot
        # A server that has refused one rich message is sent no more of them by this process.
        self._takes_rich = True

    async def deliver(self, chat: int, outgoing: Outgoing, place: int | None) -> Sent:
        """Make the calls that a message needs.

        Args:
            chat: where it goes.
            outgoing: what goes there.
            place: the message of the person's last in-place reply.

        Raises:
            TelegramError: it is not out.
        """
        if outgoing.reaction is not None:
            await self._react(chat, outgoing)
            return Sent()
        number = None
        if outgoing.edit is not None and outgoing.stands_in in (None, chat):
            number = await self._edit(chat, outgoing, outgoing.edit)
        if number is None and not outgoing.blanks:
            number = await self._send(chat, outgoing)
        if outgoing.closes and outgoing.thread is not None:
            await self._close(chat, outgoing.thread)
        if outgoing.clears and place is not None and place != number:
            await self._clear(chat, place)
        return Sent(
            message=number,
            in_place=outgoing.in_place,
            owned=chat < 0 and bool(outgoing.buttons),
            trace=_trace(number, outgoing),
            changes=_copied(chat, number, outgoing),
        )

    async def _react(self, chat: int, outgoing: Outgoing) -> None:
        """React to a message; nothing is lost where Telegram does not let the bot."""
        try:
            await self._bot.react(chat, outgoing.reply_to or 0, outgoing.reaction or "")
        except BadRequest as error:
            logger.debug("no reaction is shown (%s)", type(error).__name__)

    async def _close(self, chat: int, thread: int) -> None:
        """Close a topic; it stays open where Telegram does not let the bot."""
        try:
            await self._bot.close_forum_topic(chat, thread)
        except (TelegramError, *_UNREADABLE) as error:
            logger.debug("a topic stays open (%s)", type(error).__name__)

    async def reach(self) -> None:
        """Call Telegram, to see whether it answers at all.

        Raises:
            TelegramError: it does not.
        """
        try:
            await self._bot.get_me()
        except UnsureError as error:
            raise NetworkError(error.message) from error

    async def _edit(self, chat: int, outgoing: Outgoing, number: int) -> int | None:
        """Put the text in the place of a message; None when that message cannot be edited."""
        try:
            await self._softened(
                outgoing,
                lambda form: self._edit_form(chat, number, form),
            )
        except UnsureError as error:
            # Doing it again does no harm.
            raise NetworkError(error.message) from error
        except TelegramError as error:
            fault = classify(error).fault
            if fault is Remedy.UNCHANGED:
                return number
            if fault is not Remedy.NOT_EDITABLE:
                raise
            return await self._blanked_file(chat, outgoing, number)
        return number

    async def _blanked_file(self, chat: int, outgoing: Outgoing, number: int) -> int | None:
        """Put another file in the place of one that is to be blanked; None where none stands there.

        Raises:
            TelegramError: it is not out.
        """
        if not outgoing.blanks:
            return None
        nothing = InputMediaDocument(
            plain(outgoing.html or "").encode(),
            filename=_BLANK_FILE,
            caption=outgoing.html,
            parse_mode=ParseMode.HTML,
        )
        try:
            await self._bot.edit_message_media(nothing, chat, number)
        except UnsureError as error:
            raise NetworkError(error.message) from error
        except BadRequest as error:
            logger.debug("a message cannot be blanked (%s)", describe(error))
            return None
        except _UNREADABLE:
            logger.debug("the answer to a call cannot be read")
        return number

    async def _edit_form(self, chat: int, number: int, form: Outgoing) -> None:
        keyboard = self._keyboard(form)
        if form.keyboard is not None:
            await self._bot.edit_keyboard(chat, number, form.keyboard)
        elif form.rich is not None:
            await self._bot.edit_rich(chat, number, form.rich, keyboard=keyboard)
        else:
            await self._bot.edit_text(chat, number, form.html or "", keyboard=keyboard)

    async def _send(self, chat: int, outgoing: Outgoing) -> int | None:
        """Send a new message; returns its id, None where there is nothing to send."""
        number = await self._softened(outgoing, lambda form: self._send_form(chat, form))
        return number if isinstance(number, int) else None

    async def _send_form(self, chat: int, form: Outgoing) -> int | None:
        drawn = await _drawn(form.picture)
        if drawn is not None:
            return await self._send_media(self._bot.send_photo, chat, drawn, "razmena.png", form)
        if form.file is not None:
            content = form.file.text.encode()
            return await self._send_media(
                self._bot.send_document, chat, content, form.file.name, form
            )
        if form.html is None:
            return None
        send = self._bot.send_text if form.rich is None else self._bot.send_rich
        return await send(
            chat,
            form.rich or form.html,
            keyboard=self._keyboard(form),
            thread=form.thread,
            reply_to=form.reply_to,
        )

    async def _send_media(
        self,
        send: Callable[..., Awaitable[Message]],
        chat: int,
        content: bytes,
        name: str,
        form: Outgoing,
    ) -> int:
        keyboard, reply = self._keyboard(form), None
        if form.reply_to is not None:
            reply = ReplyParameters(form.reply_to, allow_sending_without_reply=True)
        sent = await send(
            chat,
            content,
            caption=form.html,
            parse_mode=ParseMode.HTML,
            reply_markup=None
            if keyboard is None
            else InlineKeyboardMarkup.de_json(json.loads(keyboard), self._bot),
            message_thread_id=form.thread,
            reply_parameters=reply,
            filename=name,
        )
        return sent.message_id

    def _keyboard(self, form: Outgoing) -> str | None:
        return as_markup(form.buttons, self._bot.username)

    async def _softened(
        self, outgoing: Outgoing, call: Callable[[Outgoing], Awaitable[Any]]
    ) -> Any:
        """Make a call; where Telegram refuses a part of the message, make it without that part.

        Returns:
            What the library made of Telegram's answer; None when it made nothing of it.

        Raises:
            TelegramError: it is not done.
        """
        form = outgoing if self._takes_rich else replace(outgoing, rich=None)
        while True:
            try:
                return await call(form)
            except BadRequest as error:
                fault = Remedy.RICH if _is_unknown_rich(error, form) else classify(error).fault
                softer = _soften(form, fault)
                if softer == form:
                    raise
                if fault is Remedy.RICH:
                    self._takes_rich = False
                logger.warning("Telegram refused a part of a message: %s", describe(error))
                form = softer
            except _UNREADABLE:
                # Telegram said yes, in a form that the library cannot read.
                logger.warning("the answer to a call cannot be read", exc_info=True)
                return None

    async def _clear(self, chat: int, number: int) -> None:
        """Take the buttons of a message away; nothing is lost when that fails."""
        try:
            await self._bot.edit_message_reply_markup(chat_id=chat, message_id=number)
        except (TelegramError, *_UNREADABLE) as error:
            logger.debug("old buttons stay (%s)", type(error).__name__)

    async def answer_tap(self, outgoing: Outgoing) -> None:
        """End the waiting of a tapped button. The network's faults are tried again at once."""
        if outgoing.query is None:
            return
        for pause in _TAP_PAUSES_SECONDS:
            try:
                await self._bot.answer_callback_query(
                    outgoing.query, text=outgoing.notice, read_timeout=_TAP_READ_SECONDS
                )
            except TelegramError as error:
                if classify(error).fault not in (Remedy.RETRY, Remedy.UNSURE):
                    logger.debug("a tap stays unanswered (%s)", type(error).__name__)
                    return
                await asyncio.sleep(pause)
            else:
                return


def _copied(chat: int, number: int | None, outgoing: Outgoing) -> tuple[Change, ...]:
    """Return what is noted of a message in a conversation with an office."""
    code = outgoing.talk or outgoing.quotes
    if code is None or number is None:
        return ()
    return (NoteCopy(code, Copy(chat, number, outgoing.origin)),)


def _trace(number: int | None, outgoing: Outgoing) -> str | None:
    if number is None or (outgoing.answers is None and outgoing.about is None):
        return None
    return Trace(number, outgoing.answers, outgoing.about, outgoing.fingerprint).to_json()


async def _drawn(picture: Picture | None) -> bytes | None:
    """Return the picture as PNG.

    None where there is none, or it cannot be drawn: the text says the same.

    It is drawn beside the loop, because it takes as long as answering several messages.
    """
    if picture is None:
        return None
    try:
        return await asyncio.to_thread(draw, picture)
    except Exception:
        logger.exception("a picture could not be drawn")
        return None


def _is_unknown_rich(error: BadRequest, form: Outgoing) -> bool:
    """Tell whether a server without rich messages missed the text, which such a call has not."""
    missing = any(words in error.message.lower() for words in _TEXT_IS_MISSING)
    return form.rich is not None and (missing or isinstance(error, RichRefusedError))


def _soften(form: Outgoing, fault: Remedy) -> Outgoing:
    match fault:
        case Remedy.RICH:
            return replace(form, rich=None)
        case Remedy.MARKUP:
            bare = without_times(form.html or "")
            if bare == form.html:
                bare = html.escape(plain(bare), quote=False)
            return replace(form, html=bare)
        case Remedy.BUTTONS:
            plainer = without_looks(form.buttons)
            return replace(form, buttons=() if plainer == form.buttons else plainer)
        case Remedy.MEDIA:
            return replace(form, picture=None, file=None)
        case Remedy.THREAD:
            return replace(form, thread=None)
    return form
