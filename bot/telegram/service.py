"""The running bot: everything put together, begun and ended in order."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.limits.time_limit import (
    MESSAGE_SECONDS,
    MESSAGE_SECONDS_WITH_ENCODER,
    TimeLimit,
)
from bot.storage import StorageError, Store
from bot.storage.talks import DropOldTalks
from bot.storage.tallies import DropOldCounts
from bot.storage.web_posts import DropOldPosts
from bot.telegram.announcing import AnnouncementClerk, Announcer
from bot.telegram.answering import Answerer
from bot.telegram.api import RawBot, connect
from bot.telegram.askers import Askers
from bot.telegram.assistant import Conversation, SessionKind, SessionT
from bot.telegram.composing import FormPage
from bot.telegram.desk import Desk
from bot.telegram.digest import Digest
from bot.telegram.faults import describe
from bot.telegram.feeds import Feeds
from bot.telegram.form_pages import FormPages, HandOver
from bot.telegram.guest import GuestAnswerer
from bot.telegram.incoming import Incoming
from bot.telegram.inline import InlineAnswerer
from bot.telegram.intake import Intake
from bot.telegram.lone_taps import LoneTaps
from bot.telegram.menus import set_menus
from bot.telegram.metrics import Metrics
from bot.telegram.office import ToOffice
from bot.telegram.office_clerk import OfficeClerk
from bot.telegram.options import UNKNOWN_PROGRAM, Options, Program, Webhook
from bot.telegram.patience import Patience
from bot.telegram.polling import Poller
from bot.telegram.refreshing import Refresher, Renew
from bot.telegram.refused import TokenRefusedError
from bot.telegram.reminder_clerk import ReminderClerk
from bot.telegram.sending import Sender
from bot.telegram.stopping import unless
from bot.telegram.tallying import Tallying
from bot.telegram.topics import Topics
from bot.telegram.typing_indicator import TypingIndicator
from bot.telegram.updates import KINDS, Me
from bot.telegram.web import WebServer
from bot.telegram.web_office import WebOffice
from bot.web.api import RulesApi
from bot.web.site import Site
from locales import Locale

_ANSWER_SLOTS = 16
_SEND_SLOTS = 32
_SLOWEST_RETRY_SECONDS = 30.0
_SCAN_SECONDS = 2.0
_PURGE_SECONDS = 3600.0
# SIGTERM ends within five seconds: turns that run, replies that wait, connections, database.
_LAST_TURNS_SECONDS = 1.0
_LAST_REPLIES_SECONDS = 1.0
_LAST_CALLS_SECONDS = 1.5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Parts(Generic[SessionT]):
    """What works while the bot runs."""

    me: Me
    sender: Sender
    answerer: Answerer[SessionT]
    clerk: OfficeClerk
    reminders: ReminderClerk
    tallying: Tallying
    digest: Digest
    announcements: AnnouncementClerk
    typing: TypingIndicator
    inline: InlineAnswerer
    guest: GuestAnswerer
    lone_taps: LoneTaps
    patience: Patience
    intake: Intake


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
        self._program = program
        self._store = store
        self._assistant = assistant
        self._sessions = sessions
        self._renew = renew
        self._clock = clock
        self._steady = steady
        self._metrics = Metrics()
        self.web = WebServer(
            store, self._metrics, host=options.host, port=options.port, clock=clock
        )
        self.web.api = api
        self.web.site = site

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
        bot = connect(self._options.token, self._options.api_url, at_once=2 * _SEND_SLOTS + 8)
        try:
            me = await unless(stop, self._meet(bot))
            if me is not None:
                await self._serve(bot, self._put_together(bot, me), stop)
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
                names = frozenset(name for name, _ in self._assistant.commands(Locale.EN))
                return Me(bot.id, bot.username, names)
            logger.warning("Telegram cannot be reached (%s); again in %g s", why, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _SLOWEST_RETRY_SECONDS)

    def _put_together(self, bot: RawBot, me: Me) -> _Parts[SessionT]:
        typing = TypingIndicator(bot)
        sender = Sender(
            bot,
            self._store,
            self._metrics,
            slots=_SEND_SLOTS,
            topics=self._topics(bot),
            on_end=typing.ended,
            clock=self._clock,
            steady=self._steady,
        )

        def wake_sender(chat: int) -> None:
            site = self.web.site
            if site is None or not site.chat.listeners.wake(chat):
                sender.lanes.wake(chat)

        patience = Patience(self._assistant)
        tallying = Tallying(me.id, self._store)
        plain = self._program.second_opinion is None
        limit = TimeLimit(MESSAGE_SECONDS if plain else MESSAGE_SECONDS_WITH_ENCODER)
        answerer = Answerer(
            me.id,
            self._store,
            self._assistant,
            self._sessions,
            self._metrics,
            slots=_ANSWER_SLOTS,
            wake_sender=wake_sender,
            on_silence=typing.ended,
            desk=self._desk(me),
            offices=self._options.offices,
            tallying=tallying,
            announcer=Announcer(me.id, self._store, self._options.admin_ids),
            retention_days=self._options.retention_days,
            patience=patience,
            feeds=self.web.feeds,
            form_page=self._form_page(),
            limit=limit,
            clock=self._clock,
        )

        def wake(chat: int) -> None:
            typing.began(chat)
            answerer.lanes.wake(chat)

        def take(incoming: Incoming) -> None:
            answerer.expect(incoming)
            patience.take(incoming)

        patience.wake = wake
        if self.web.site is not None:
            token = self._options.token
            hand_over = HandOver(me.id, token, self._store, take, self._clock)
            self.web.site.hand_over = hand_over.take
            self.web.site.chat.on_effects = tallying.note
            self.web.site.chat.office = WebOffice(
                me.id,
                ToOffice(me.id, self._store, self._options.offices),
                Askers(me.id, self._store, self._clock),
                sender.lanes.wake,
            )
        inline = InlineAnswerer(bot, self._assistant, self._metrics, limit=limit, clock=self._clock)
        guest = GuestAnswerer(bot, self._assistant, self._metrics, limit=limit, clock=self._clock)
        lone_taps = LoneTaps(bot)
        intake = Intake(
            me,
            self._store,
            self._metrics,
            wake=take,
            inline=inline.take,
            guest=guest.take,
            lone_tap=lone_taps.take,
        )
        clerk = OfficeClerk(me.id, self._store, wake_sender, self._clock)
        reminders = ReminderClerk(
            me.id, self._store, self._assistant, sender.lanes.wake, self._clock
        )
        digest = Digest(
            me.id,
            self._store,
            self._options.offices,
            lambda: self._assistant.knowledge,
            sender.lanes.wake,
            self._clock,
        )
        return _Parts(
            me,
            sender,
            answerer,
            clerk,
            reminders,
            tallying,
            digest,
            AnnouncementClerk(me.id, self._store, sender.lanes.wake, self._clock),
            typing,
            inline,
            guest,
            lone_taps,
            patience,
            intake,
        )

    def _topics(self, bot: RawBot) -> Topics | None:
        offices = self._options.offices
        used = any(office.topics for office in offices.chats.values())
        return Topics(bot, self._store, offices, self._steady) if used else None

    def _form_page(self) -> FormPage | None:
        """Return what gives results their page; None where Telegram would open none."""
        address = self._page_address()
        return None if address is None else FormPages(address).key

    def _menu_page(self) -> str | None:
        address = self._page_address()
        return None if address is None else f"{address}/check"

    def _page_address(self) -> str | None:
        """Return where the pages are; None where Telegram would open none."""
        options = self._options
        address = options.web_url
        if address is None and options.webhook is not None:
            address = f"https://{urlsplit(options.webhook.url).netloc}"
        if address is None and options.api_url is not None:
            # A Bot API server of one's own, such as the preview's, takes this machine too.
            address = f"http://{options.host}:{self.web.port}"
        if not options.web or address is None:
            return None
        own = options.api_url is not None
        return address if own or address.startswith("https://") else None

    def _desk(self, me: Me) -> Desk:
        admins = self._options.admin_ids
        return Desk(me.id, admins, self._store, self._metrics, self._program, clock=self._clock)

    async def _serve(self, bot: RawBot, parts: _Parts[SessionT], stop: asyncio.Event) -> None:
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
            _background(parts.reminders.run(), "reminders"),
            _background(parts.tallying.run(), "counts"),
            _background(parts.digest.run(), "digest"),
            _background(parts.announcements.run(), "announcements"),
            *self._refreshing(parts.me),
            _background(set_menus(bot, self._assistant, self._menu_page()), "menus"),
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

    async def _fetch(self, bot: RawBot, parts: _Parts[SessionT]) -> None:
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

    async def _scan(self, parts: _Parts[SessionT]) -> None:
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
        """Delete what was kept long enough, now and every hour."""
        while True:
            try:
                gone = await self._store.purge(me.id, self._options.retention_days)
                await self._store.apply(me.id, (DropOldCounts(), *self._old_talks()))
            except StorageError as error:
                _complain(error)
            else:
                if gone:
                    days = self._options.retention_days
                    logger.info("%d sessions were silent for %d days and are deleted", gone, days)
            await asyncio.sleep(_PURGE_SECONDS)

    def _refreshing(self, me: Me) -> list[asyncio.Task[None]]:
        """Return the task that learns approved entries, where that can be done."""
        if self._renew is None:
            return []
        return [_background(Refresher(me.id, self._store, self._renew).run(), "entries")]

    def _old_talks(self) -> tuple[DropOldTalks, DropOldPosts]:
        before = self._clock() - self._options.retention_days * 24 * 3600.0
        return DropOldTalks(before), DropOldPosts(before)

    async def _finish(self, parts: _Parts[SessionT]) -> None:
        """End what is under way; what is not even begun waits in the database."""
        await parts.answerer.lanes.stop(_LAST_TURNS_SECONDS)
        await parts.tallying.write()
        try:
            await asyncio.wait_for(parts.sender.lanes.until_idle(), _LAST_REPLIES_SECONDS)
        except TimeoutError:
            logger.info("some replies go out after the next start")
        await parts.sender.lanes.stop(_LAST_CALLS_SECONDS)


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
