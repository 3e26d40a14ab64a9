"""Inline mode: `@bot words` in any chat offers answers to send there.

A query is a keystroke: it is answered at once and never written down, and one that was not answered
is as good as typed on.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.limits.allowance import Ruling
from bot.limits.time_limit import TooExpensiveError
from bot.limits.turns import TooManyWaitingError
from bot.telegram import words
from bot.telegram.assistant import InlineOffer
from bot.telegram.splitting import split
from bot.telegram.unwritten import UnwrittenAnswerer
from locales import keep_together, notice_locale

# As long as it is fresh enough for Telegram to give it to the same person without asking again.
_CACHE_SECONDS = 60
_MOST_RESULTS = 50
_MOST_AT_ONCE = 100
# More letters than nearly all queries have: likely to be dear.
_LONG_LETTERS = 100
_START = "topics"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InlineQuestion:
    """What a person has typed behind the bot's name so far."""

    query: str
    person: int
    text: str
    client_language: str | None


@dataclass(eq=False)
class InlineAnswerer(UnwrittenAnswerer):
    """Answers inline queries as they come."""

    _calls: dict[int, asyncio.Task[None]] = field(default_factory=dict, init=False)

    def take(self, question: InlineQuestion) -> None:
        """Answer a question soon; what the same person had typed before is answered no more."""
        ruling = self.allowance.rule(question.person, self.clock())
        if ruling is not Ruling.ANSWER or len(self._calls) >= _MOST_AT_ONCE:
            return
        before = self._calls.pop(question.person, None)
        if before is not None:
            before.cancel()
        call = asyncio.create_task(self._answer(question), name="inline")
        self._calls[question.person] = call
        call.add_done_callback(lambda done: self._done(question.person, done))

    async def stop(self) -> None:
        """Answer no more."""
        calls = list(self._calls.values())
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _done(self, person: int, call: "asyncio.Task[None]") -> None:
        if self._calls.get(person) is call:
            del self._calls[person]

    async def _answer(self, question: InlineQuestion) -> None:
        try:
            try:
                results = await self.share.run(
                    question.person,
                    lambda: self._results(question),
                    is_long=len(question.text) > _LONG_LETTERS,
                )
            except TooExpensiveError:
                self.metrics.cut.inc()
                results = []
            await self.bot.answer_inline_query(
                question.query,
                results,
                cache_time=_CACHE_SECONDS,
                is_personal=True,
                button=None if results else _way_on(question),
            )
        except TooManyWaitingError:
            self.metrics.unheard.inc()
        except TelegramError as error:
            logger.debug("an inline query stays unanswered (%s)", type(error).__name__)
        except Exception:
            logger.exception("an inline query could not be answered")
            self.metrics.faults.inc()

    def _results(self, question: InlineQuestion) -> list[InlineQueryResultArticle]:
        now = datetime.fromtimestamp(self.clock(), UTC)
        offers = self.assistant.inline(question.text, question.client_language, now)
        return [article for offer in offers[:_MOST_RESULTS] for article in _articles(offer)]


def _way_on(question: InlineQuestion) -> InlineQueryResultsButton:
    """Offer the private chat, with what there is to ask, where nothing is found."""
    locale = notice_locale(None, question.client_language, question.text)
    return InlineQueryResultsButton(words.inline_nothing(locale), start_parameter=_START)


def _articles(offer: InlineOffer) -> list[InlineQueryResultArticle]:
    """Return the offer as a result.

    None where there is no text. Only its first part can be sent.
    """
    return [
        InlineQueryResultArticle(
            offer.id,
            offer.title,
            InputTextMessageContent(
                part,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            description=offer.description,
        )
        for part in split(keep_together(offer.html))[:1]
    ]


def read_inline(update: object) -> InlineQuestion | None:
    """Return the inline query of an update; None where there is none."""
    query = update.get("inline_query") if isinstance(update, Mapping) else None
    if not isinstance(query, Mapping):
        return None
    sender = query.get("from")
    person = sender.get("id") if isinstance(sender, Mapping) else None
    language = sender.get("language_code") if isinstance(sender, Mapping) else None
    number, text = query.get("id"), query.get("query")
    if not (isinstance(number, str) and isinstance(text, str) and isinstance(person, int)):
        return None
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return InlineQuestion(number, person, clean, language if isinstance(language, str) else None)
