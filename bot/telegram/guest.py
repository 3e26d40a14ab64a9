"""Guest mode: somebody names the bot in a chat where it is no member, and gets one answer there.

Nothing of it is written down: no session, no inbox, no unanswered question. The chat's id is not
looked at, because it may be that of another chat which the bot knows. A question that was not
answered in time is gone: Telegram takes no answer any more.
"""

import asyncio
import html as markup
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from telegram.error import BadRequest, TelegramError

from bot.limits.allowance import Ruling
from bot.limits.fair_share import LONG_LETTERS
from bot.limits.time_limit import TooExpensiveError
from bot.limits.turns import TooManyWaitingError
from bot.messages.effect import Button, Reply
from bot.telegram import words
from bot.telegram.faults import Remedy, classify
from bot.telegram.keyboard import as_markup, rows_of, without_looks
from bot.telegram.mentions import entities_of, without_mention
from bot.telegram.outgoing import Rows
from bot.telegram.splitting import TEXT_LIMIT, plain, split, without_excess_markup, without_times
from bot.telegram.unwritten import UnwrittenAnswerer
from bot.telegram.updates import Me, author
from locales import keep_together, notice_locale

# Above that the answer would come too late anyway.
_MOST_AT_ONCE = 100
_STALE_SECONDS = 600.0
_PAUSES_SECONDS = (0.2, 1.0)
_LAST_CALLS_SECONDS = 1.0
# Telegram may deliver a question again; so many of the last ones are known.
_REMEMBERED = 2000
_TITLE = 64
_ROOM_FOR_NOTE = 200
_WHOLE = "topics"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GuestQuestion:
    """What somebody wrote to the bot in a chat where it is no member.

    Attributes:
        query: what the one answer is given to.
        person: who wrote it: a person, or a chat that its administrator writes as.
        message: the number of their message in that chat.
        text: what they wrote, or, where that is nothing, what their message replies to.
        client_language: that of their Telegram client.
        written: when, by Telegram's clock.
    """

    query: str
    person: int
    message: int | None
    text: str
    client_language: str | None
    written: int | None


@dataclass(eq=False)
class GuestAnswerer(UnwrittenAnswerer):
    """Answers guest queries as they come."""

    _known: OrderedDict[object, None] = field(default_factory=OrderedDict, init=False)
    _calls: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    def take(self, question: GuestQuestion) -> None:
        """Answer a question soon, and once, however often it comes."""
        now = self.clock()
        is_stale = question.written is not None and now - question.written > _STALE_SECONDS
        if is_stale or self._was_taken(question):
            self.metrics.ignored.inc()
            return
        ruling = self.allowance.rule(question.person, now)
        if ruling is Ruling.SILENCE or len(self._calls) >= _MOST_AT_ONCE:
            self.metrics.unheard.inc()
            return
        call = asyncio.create_task(self._answer(question, ruling, now), name="guest")
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def stop(self) -> None:
        """Let the answers that are under way go out, then answer no more."""
        if not self._calls:
            return
        _, late = await asyncio.wait(self._calls, timeout=_LAST_CALLS_SECONDS)
        for call in late:
            call.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _was_taken(self, question: GuestQuestion) -> bool:
        """Note a question by its query and by its message; say whether either is known."""
        # The number alone is unique in one chat only, and the chat is not looked at.
        by_message = (question.person, question.message, question.written, question.text)
        keys: list[object] = [question.query]
        if question.message is not None:
            keys.append(by_message)
        known = any(key in self._known for key in keys)
        for key in keys:
            self._known[key] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return known

    async def _answer(self, question: GuestQuestion, ruling: Ruling, received: float) -> None:
        try:
            reply = await self._reply(question, ruling)
            if await self._send(question.query, reply):
                outcome = "none" if reply.outcome is None else reply.outcome.value
                self.metrics.replies.labels(reply.locale.value, outcome).inc()
                self.metrics.latency.observe(max(0.0, self.clock() - received))
        except TooManyWaitingError:
            self.metrics.unheard.inc()
        except Exception:
            logger.exception("a guest query could not be answered")
            self.metrics.faults.inc()

    async def _reply(self, question: GuestQuestion, ruling: Ruling) -> Reply:
        locale = notice_locale(None, question.client_language, question.text)
        if ruling is Ruling.NOTICE:
            self.metrics.unheard.inc()
            return Reply(words.too_many(locale), locale)
        now = datetime.fromtimestamp(self.clock(), UTC)
        try:
            reply = await self.share.run(
                question.person,
                lambda: self.assistant.guest(question.text, question.client_language, now),
                is_long=len(question.text) > LONG_LETTERS,
            )
        except TooManyWaitingError:
            raise
        except TooExpensiveError:
            self.metrics.cut.inc()
            return Reply(words.too_expensive(locale), locale)
        except Exception:
            # A fault of the program: the person is told.
            logger.exception("a guest query could not be answered")
            self.metrics.faults.inc()
            return Reply(words.unable(locale), locale)
        return _within_one_message(reply)

    async def _send(self, query: str, reply: Reply) -> bool:
        """Give the answer; the network's faults are tried again at once, the first that counts."""
        html = keep_together(without_excess_markup(reply.html))
        rows = rows_of(reply.buttons)
        pauses = list(_PAUSES_SECONDS)
        while True:
            try:
                await self.bot.answer_guest(
                    query, _title(html), html, keyboard=as_markup(rows, self.bot.username)
                )
            except TelegramError as error:
                fault = classify(error).fault
                softer = _soften(html, rows, fault) if isinstance(error, BadRequest) else None
                if softer is not None:
                    html, rows = softer
                elif fault in (Remedy.RETRY, Remedy.UNSURE) and pauses:
                    # Done twice, the second time is refused: the query takes one answer.
                    await asyncio.sleep(pauses.pop(0))
                else:
                    self.metrics.refusals.labels(fault.value).inc()
                    logger.info("a guest query stays unanswered (%s)", type(error).__name__)
                    return False
            else:
                return True


def _within_one_message(reply: Reply) -> Reply:
    """Return the reply in one message: a second one cannot be sent."""
    if len(split(reply.html)) <= 1:
        return reply
    first = split(reply.html, TEXT_LIMIT - _ROOM_FOR_NOTE)[0]
    note = words.cut(reply.locale)
    rows = reply.buttons or ((Button(words.open_privately(reply.locale), "", start=_WHOLE),),)
    return replace(reply, html=f"{first}\n\n<i>{markup.escape(note)}</i>", buttons=rows)


def _title(html: str) -> str:
    """Return a name for the result, which nobody sees and Telegram wants."""
    first = plain(html).strip().partition("\n")[0].strip()
    return first[:_TITLE] or "Razmena"


def _soften(html: str, rows: Rows, fault: Remedy) -> tuple[str, Rows] | None:
    """Return the message without what Telegram refuses; None where nothing is left to leave out."""
    bare = without_times(html)
    if bare == html:
        bare = markup.escape(plain(html), quote=False)
    if fault is Remedy.MARKUP and bare != html:
        return bare, rows
    if fault is Remedy.BUTTONS and rows:
        plainer = without_looks(rows)
        return html, () if plainer == rows else plainer
    return None


def read_guest(update: object, me: Me) -> GuestQuestion | None:
    """Return the guest query of an update; None where there is none, or it is not for people."""
    message = update.get("guest_message") if isinstance(update, Mapping) else None
    if not isinstance(message, Mapping):
        return None
    query, person = message.get("guest_query_id"), author(message, me)
    if not isinstance(query, str) or not query or person is None:
        return None
    sender = message.get("from")
    language = sender.get("language_code") if isinstance(sender, Mapping) else None
    number, written = message.get("message_id"), message.get("date")
    return GuestQuestion(
        query,
        person,
        number if isinstance(number, int) else None,
        _asked(message, me),
        language if isinstance(language, str) else None,
        written if isinstance(written, int) else None,
    )


def _asked(message: Mapping[str, Any], me: Me) -> str:
    """Return what is asked.

    The words beside the bot's name, else those that the message replies to.
    """
    text = _text(message)
    named = without_mention(text, entities_of(message), me.username)
    own = text.strip() if named is None else named
    if own:
        return own
    quote, replied = message.get("quote"), message.get("reply_to_message")
    if isinstance(quote, Mapping) and isinstance(quote.get("text"), str):
        return _clean(quote["text"])
    return _text(replied) if isinstance(replied, Mapping) else ""


def _text(message: Mapping[str, Any]) -> str:
    text = message.get("text", message.get("caption"))
    return _clean(text) if isinstance(text, str) else ""


def _clean(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
