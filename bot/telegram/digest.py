"""The week in figures, to the staff chats on Monday morning: once, whichever replica sends it."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.messages.markup import escape
from bot.office import Office, Offices
from bot.report import Report, make_report
from bot.storage import StorageError, Store, SupersededError
from bot.storage.questions import DoOnce, asked_questions
from bot.storage.talks import Post
from bot.storage.tallies import tallies
from bot.telegram.outgoing import Outgoing
from knowledge import Knowledge
from locales import Locale, Text, Value, render
from locales.clock import HOME

# On Monday, or on Tuesday where the bot was away all Monday.
_DAYS, _FROM_HOUR = (0, 1), 9
_LOOK_SECONDS = 60.0
_GROUPS = 5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Digest:
    """Sends the week's figures."""

    bot_id: int
    store: Store
    offices: Offices
    knowledge: Callable[[], Knowledge]
    wake_sender: Callable[[int], None]
    clock: Callable[[], float] = time.time

    async def run(self) -> None:
        """Look again and again."""
        while self.offices:
            try:
                await self.look()
            except StorageError as error:
                _complain(error)
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Send the digest where it is time and nobody has.

        Raises:
            StorageError: the database cannot be used.
        """
        now = datetime.fromtimestamp(self.clock(), UTC).astimezone(HOME)
        if now.weekday() not in _DAYS or (not now.weekday() and now.hour < _FROM_HOUR):
            return
        for chat, office in self.offices.chats.items():
            await self._send(chat, office, now)

    async def _send(self, chat: int, office: Office, now: datetime) -> None:
        monday = now.date() - timedelta(days=now.weekday())
        once = DoOnce(f"digest/{monday}/{chat}")
        since, until = (monday - timedelta(days=7)).isoformat(), monday.isoformat()
        counts = [one for one in await self.store.read(tallies(since)) if one.day < until]
        asked = await self.store.read(asked_questions(since))
        questions = [one for one in asked if one.day < until]
        if not counts and not questions:
            # Nobody wrote in that week, or the bot was not there yet.
            return
        report = make_report(counts, questions, self.knowledge(), since=since)
        html = digest(report, office.locale)
        post = Post(chat, chat, Outgoing(office.locale.value, html=html).to_payload())
        try:
            await self.store.apply(self.bot_id, (once, post))
        except SupersededError:
            return
        self.wake_sender(chat)


def digest(report: Report, locale: Locale) -> str:
    """Return the figures of a week as a message."""
    helped = sum(one.helped for one in report.rated)
    not_helped = sum(one.not_helped for one in report.rated)
    lines = [
        f"<b>{_say('title', locale)}</b>",
        _say("replies", locale, **{"number": report.replies, **report.outcomes}),
        _say("rated", locale, helped=helped, not_helped=not_helped),
        _say("offices", locale, asked=report.asked_offices, answers=report.office_answers),
    ]
    if report.groups:
        asked = [
            f"• {escape(one.shown)} ({_say('people', locale, number=one.people)})"
            for one in report.groups[:_GROUPS]
        ]
        lines.append("\n".join([_say("groups", locale), *asked]))
    return "\n\n".join(lines)


def _say(message: str, locale: Locale, **values: Value) -> str:
    return render(Text(f"telegram.digest.{message}", values), locale, markup=True)


def _complain(error: StorageError) -> None:
    logger.error("%s", error)
