"""The running bot: everything put together, begun and ended in order."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.storage import StorageError, Store
from bot.storage.announcements import DropOldAnnouncements
from bot.storage.changes import Change
from bot.storage.drafts import DropOldDrafts
from bot.storage.questions import DropOldSalts
from bot.storage.sane_times import AHEAD_SECONDS, BringBackTimes
from bot.storage.talks_gone import ExpireTalks
from bot.storage.tallies import DropOldCounts
from bot.storage.web_posts import DropOldPosts
from bot.telegram.api import RawBot, connect
from bot.telegram.assembly import SEND_SLOTS, Assembly, Parts
from bot.telegram.assistant import Conversation, SessionKind, SessionT
from bot.telegram.faults import describe
from bot.telegram.feeds import Feeds
from bot.telegram.menus import set_menus
from bot.telegram.metrics import Metrics
from bot.telegram.options import UNKNOWN_PROGRAM, Options, Program, Webhook
from bot.telegram.polling import Poller
from bot.telegram.refreshing import Refresher, Renew
from bot.telegram.refused import TokenRefusedError
from bot.telegram.staff import COMMANDS
from bot.telegram.stopping import unless
from bot.telegram.updates import KINDS, Me
from bot.telegram.web import WebServer
from bot.web.api import RulesApi
from bot.web.site import Site
from locales import Locale

_SLOWEST_RETRY_SECONDS = 30.0
_SCAN_SECONDS = 2.0
_PURGE_SECONDS = 3600.0
# SIGTERM ends within five seconds: turns that run, replies that wait, connections, database.
_LAST_TURNS_SECONDS = 1.0
_LAST_REPLIES_SECONDS = 1.0
# For all of it: what is out is waited for as long as the five seconds of the whole end allow.
_LAST_SECONDS = 3.5

logger = logging.getLogger(__name__)


class Service(Generic[SessionT]):
    """The bot between its start and its end."""

    def __init__(
        self,
        options: Options,
        store: Store,
        assistant: Conversation[SessionT],
        sessions: SessionKind[SessionT],
        *,
        program: Program = UNKNOWN_PROGRAM,
        api: RulesApi | None = None,
        renew: Renew | None = None,
        site: Site | None = None,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = options
        self._store = store
        self._assistant = assistant
        self._renew = renew
        self._clock = clock
        self._steady = steady
        self._metrics = Metrics()
        self.web = WebServer(
            store, self._metrics, host=options.host, port=options.port, clock=clock
        )
        self.web.api = api
        self.web.site = site
        self._assembly = Assembly(
            options, program, store, assistant, sessions, self._metrics, self.web, clock, steady
        )

    def _public(self) -> str:
        """Return where the bot's own server is reached, as far as is known."""
        options = self._options
        if options.calendar_url is not None:
            return options.calendar_url
        if options.webhook is not None:
            parts = urlsplit(options.webhook.url)
            return f"{parts.scheme}://{parts.netloc}"
        return f"http://{options.host}:{self.web.port}"

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set.

        Raises:
            AddressTakenError: the bot's own server cannot listen.
            TokenRefusedError: Telegram does not know the token.
        """
        await self.web.start()
        if self.web.site is not None:
            host, port = self._options.host, self.web.port
            logger.info("pages for visitors: http://%s:%d/chat", host, port)
        if self._options.calendar:
            self.web.feeds = Feeds(
                self._options.token, self._assistant.calendar, self._public(), clock=self._clock
            )
        bot = connect(self._options.token, self._options.api_url, at_once=2 * SEND_SLOTS + 8)
        try:
            me = await unless(stop, self._meet(bot))
            if me is not None:
                await self._serve(bot, self._assembly.put_together(bot, me), stop)
        finally:
            await self.web.stop()
            await bot.shutdown()

    async def _meet(self, bot: RawBot) -> Me:
        """Ask Telegram who the bot is, until it answers."""
        pause = 1.0
        while True:
            try:
                await bot.initialize()
            except InvalidToken:
                raise TokenRefusedError from None
            except TelegramError as error:
                why = describe(error)
            except (TypeError, ValueError, KeyError, AttributeError) as error:
                why = f"its answer cannot be read, {type(error).__name__}"
            else:
                names = {name for name, _ in self._assistant.commands(Locale.EN)}
                if self._options.offices:
                    names.update(COMMANDS)
                return Me(bot.id, bot.username, frozenset(names))
            logger.warning("Telegram cannot be reached (%s); again in %g s", why, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _SLOWEST_RETRY_SECONDS)

    async def _serve(self, bot: RawBot, parts: Parts[SessionT], stop: asyncio.Event) -> None:
        """Answer people until `stop` is set, or updates cannot come in any more."""
        self.web.bot_id = parts.me.id
        parts.sender.lanes.start()
        parts.answerer.lanes.start()
        logger.info("connected to Telegram as @%s", parts.me.username)
        fetching = asyncio.create_task(self._fetch(bot, parts), name="fetching")
        beside = [
            _background(self._scan(parts), "scan"),
            _background(self._purge(parts.me), "purge"),
            _background(parts.typing.run(), "typing"),
            _background(parts.clerk.run(), "office"),
            _background(parts.entries.run(), "checks of entries"),
            _background(parts.reminders.run(), "reminders"),
            _background(parts.tallying.run(), "counts"),
            _background(parts.digest.run(), "digest"),
            _background(parts.announcements.run(), "announcements"),
            *self._refreshing(parts.me),
            _background(set_menus(bot, self._assistant, self._assembly.menu_page()), "menus"),
        ]
        try:
            await unless(stop, _result_of(fetching))
        finally:
            self.web.ready = False
            self.web.close_webhook()
            await _cancel([fetching, *beside])
            await parts.inline.stop()
            await parts.lone_taps.stop()
            parts.patience.stop()
            await asyncio.gather(self._finish(parts), parts.guest.stop())

    async def _fetch(self, bot: RawBot, parts: Parts[SessionT]) -> None:
        webhook = self._options.webhook
        if webhook is None:
            self.web.ready = True
            await Poller(bot, self._store, parts.intake, self._metrics).run()
            return
        self.web.open_webhook(webhook.url, webhook.secret, parts.intake.take)
        await self._set_webhook(bot, webhook)
        self.web.ready = True
        await asyncio.Event().wait()

    async def _set_webhook(self, bot: RawBot, webhook: Webhook) -> None:
        pause = 1.0
        while True:
            try:
                await bot.set_webhook(
                    webhook.url, secret_token=webhook.secret, allowed_updates=list(KINDS)
                )
            except InvalidToken:
                raise TokenRefusedError from None
            except TelegramError as error:
                why = describe(error)
                logger.warning("the webhook cannot be set (%s); again in %g s", why, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _SLOWEST_RETRY_SECONDS)
            else:
                return

    async def _scan(self, parts: Parts[SessionT]) -> None:
        """Wake every chat in which something waits: at start, and in case one was missed."""
        while True:
            try:
                for chat in await self._store.unsent_chats(parts.me.id):
                    parts.sender.lanes.wake(chat)
                for chat in await self._store.waiting_chats(parts.me.id):
                    parts.answerer.lanes.wake(chat)
            except StorageError as error:
                _complain(error)
            await asyncio.sleep(_SCAN_SECONDS)

    async def _purge(self, me: Me) -> None:
        """Delete what was kept long enough, now and every hour.

        What a clock says that jumped is believed an hour later: it may have been a mistake.
        """
        believed = self._clock() - self._steady()
        while True:
            told = self._clock() - self._steady()
            if abs(told - believed) < AHEAD_SECONDS:
                await self.delete_old(me.id)
            else:
                logger.warning(
                    "the clock jumped by %.0f s: nothing old is deleted", told - believed
                )
            believed = told
            await asyncio.sleep(_PURGE_SECONDS)

    async def delete_old(self, bot: int) -> None:
        """Delete what a bot has kept long enough."""
        try:
            old: tuple[Change, ...] = (BringBackTimes(), DropOldCounts(), DropOldSalts())
            await self._store.apply(bot, (*old, *self._too_old()))
            gone = await self._store.purge(bot, self._options.retention_days)
        except StorageError as error:
            _complain(error)
        else:
            if gone:
                days = self._options.retention_days
                logger.info("%d sessions were silent for %d days and are deleted", gone, days)

    def _refreshing(self, me: Me) -> list[asyncio.Task[None]]:
        """Return the task that learns approved entries, where that can be done."""
        if self._renew is None:
            return []
        return [_background(Refresher(me.id, self._store, self._renew).run(), "entries")]

    def _too_old(self) -> tuple[Change, ...]:
        """Return what deletes all that is kept as long as the operator has set."""
        before = self._clock() - self._options.retention_days * 24 * 3600.0
        kinds = (ExpireTalks, DropOldPosts, DropOldDrafts, DropOldAnnouncements)
        return tuple(kind(before) for kind in kinds)

    async def _finish(self, parts: Parts[SessionT]) -> None:
        """End what is under way; what is not even begun waits in the database."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _LAST_SECONDS
        await parts.answerer.lanes.stop(_LAST_TURNS_SECONDS)
        await parts.tallying.write()
        try:
            await asyncio.wait_for(parts.sender.lanes.until_idle(), _LAST_REPLIES_SECONDS)
        except TimeoutError:
            logger.info("some replies go out after the next start")
        await parts.sender.lanes.stop(max(0.0, until - loop.time()))


def _complain(error: StorageError) -> None:
    logger.error("%s", error)


def _background(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """Return a task beside the main one; should it fail, the log says so and the bot goes on."""

    async def guarded() -> None:
        try:
            await work
        except Exception:
            logger.exception("the task %r failed and does not run any more", name)

    return asyncio.create_task(guarded(), name=name)


async def _result_of(task: "asyncio.Task[None]") -> None:
    await asyncio.shield(task)


async def _cancel(tasks: "list[asyncio.Task[None]]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
