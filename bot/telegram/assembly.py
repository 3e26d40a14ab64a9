"""Everything that works while the bot runs, put together for the bot that Telegram named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic
from urllib.parse import urlsplit

from bot.limits.fair_share import FairShare
from bot.limits.time_limit import (
    MESSAGE_SECONDS,
    MESSAGE_SECONDS_WITH_ENCODER,
    TimeLimit,
)
from bot.storage import Store
from bot.telegram.announcing import AnnouncementClerk, Announcer
from bot.telegram.answering import Answerer
from bot.telegram.api import RawBot
from bot.telegram.askers import Askers
from bot.telegram.assistant import Conversation, SessionKind, SessionT
from bot.telegram.composing import FormPage
from bot.telegram.desk import Desk
from bot.telegram.digest import Digest
from bot.telegram.entry_clerk import EntryClerk
from bot.telegram.form_pages import FormPages, HandOver
from bot.telegram.guest import GuestAnswerer
from bot.telegram.incoming import Incoming
from bot.telegram.inline import InlineAnswerer
from bot.telegram.intake import Intake
from bot.telegram.lone_taps import LoneTaps
from bot.telegram.metrics import Metrics
from bot.telegram.office import ToOffice
from bot.telegram.office_clerk import OfficeClerk
from bot.telegram.options import Options, Program
from bot.telegram.patience import Patience
from bot.telegram.reminder_clerk import ReminderClerk
from bot.telegram.sending import Sender
from bot.telegram.tallying import Tallying
from bot.telegram.topics import Topics
from bot.telegram.typing_indicator import TypingIndicator
from bot.telegram.updates import Me
from bot.telegram.web import WebServer
from bot.telegram.web_office import WebOffice

_ANSWER_SLOTS = 16
SEND_SLOTS = 32


@dataclass(frozen=True, slots=True)
class Parts(Generic[SessionT]):
    """What works while the bot runs."""

    me: Me
    sender: Sender
    answerer: Answerer[SessionT]
    clerk: OfficeClerk
    entries: EntryClerk
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


@dataclass(frozen=True, slots=True)
class Assembly(Generic[SessionT]):
    """Puts the parts together.

    Attributes:
        options: how the operator wants the bot to run.
        program: what runs, for those who look after it.
        store: where everything is kept.
        assistant: the conversation.
        sessions: how its sessions are stored.
        metrics: what is counted.
        web: the bot's own server.
        clock: the time of day.
        steady: a clock that never goes back.
    """

    options: Options
    program: Program
    store: Store
    assistant: Conversation[SessionT]
    sessions: SessionKind[SessionT]
    metrics: Metrics
    web: WebServer
    clock: Callable[[], float]
    steady: Callable[[], float]

    def put_together(self, bot: RawBot, me: Me) -> Parts[SessionT]:
        """Return all parts, joined to each other; nothing runs yet."""
        typing = TypingIndicator(bot)
        sender = Sender(
            bot,
            self.store,
            self.metrics,
            slots=SEND_SLOTS,
            topics=self._topics(bot),
            on_end=typing.ended,
            clock=self.clock,
            steady=self.steady,
        )

        def wake_sender(chat: int) -> None:
            site = self.web.site
            if site is None or not site.chat.listeners.wake(chat):
                sender.lanes.wake(chat)

        patience = Patience(self.assistant)
        tallying = Tallying(me.id, self.store)
        plain = self.program.second_opinion is None
        limit = TimeLimit(MESSAGE_SECONDS if plain else MESSAGE_SECONDS_WITH_ENCODER)
        # Visitors are on the same thread.
        turns = None if self.web.site is None else self.web.site.chat.share.turns
        share = FairShare(limit, turns, clock=self.clock)
        answerer = Answerer(
            me.id,
            self.store,
            self.assistant,
            self.sessions,
            self.metrics,
            slots=_ANSWER_SLOTS,
            wake_sender=wake_sender,
            on_silence=typing.ended,
            desk=self._desk(me),
            offices=self.options.offices,
            tallying=tallying,
            announcer=Announcer(me.id, self.store, self.options.admin_ids),
            retention_days=self.options.retention_days,
            patience=patience,
            feeds=self.web.feeds,
            form_page=self._form_page(),
            share=share,
            clock=self.clock,
        )

        def wake(chat: int) -> None:
            typing.began(chat)
            answerer.lanes.wake(chat)

        def take(incoming: Incoming) -> None:
            answerer.expect(incoming)
            patience.take(incoming)

        patience.wake = wake
        if self.web.site is not None:
            token = self.options.token
            hand_over = HandOver(me.id, token, self.store, take, self.clock)
            self.web.site.hand_over = hand_over.take
            self.web.site.chat.on_effects = tallying.note
            self.web.site.chat.office = WebOffice(
                me.id,
                ToOffice(me.id, self.store, self.options.offices),
                Askers(me.id, self.store, self.clock),
                sender.lanes.wake,
            )
        inline = InlineAnswerer(bot, self.assistant, self.metrics, share=share, clock=self.clock)
        guest = GuestAnswerer(bot, self.assistant, self.metrics, share=share, clock=self.clock)
        lone_taps = LoneTaps(bot)
        intake = Intake(
            me,
            self.store,
            self.metrics,
            wake=take,
            inline=inline.take,
            guest=guest.take,
            lone_tap=lone_taps.take,
        )
        clerk = OfficeClerk(me.id, self.store, wake_sender, self.clock, self.steady)
        reminders = ReminderClerk(me.id, self.store, self.assistant, sender.lanes.wake, self.clock)
        digest = Digest(
            me.id,
            self.store,
            self.options.offices,
            lambda: self.assistant.knowledge,
            sender.lanes.wake,
            self.clock,
        )
        return Parts(
            me,
            sender,
            answerer,
            clerk,
            EntryClerk(
                me.id,
                self.store,
                self.options.offices,
                bot.fetch,
                sender.lanes.wake,
                self.clock,
            ),
            reminders,
            tallying,
            digest,
            AnnouncementClerk(me.id, self.store, sender.lanes.wake, self.clock),
            typing,
            inline,
            guest,
            lone_taps,
            patience,
            intake,
        )

    def _topics(self, bot: RawBot) -> Topics | None:
        offices = self.options.offices
        used = any(office.topics for office in offices.chats.values())
        return Topics(bot, self.store, offices, self.steady) if used else None

    def _form_page(self) -> FormPage | None:
        """Return what gives results their page; None where Telegram would open none."""
        address = self._page_address()
        return None if address is None else FormPages(address).key

    def menu_page(self) -> str | None:
        """Return the page behind the menu button; None where Telegram would open none."""
        address = self._page_address()
        return None if address is None else f"{address}/check"

    def _page_address(self) -> str | None:
        """Return where the pages are; None where Telegram would open none."""
        options = self.options
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
        admins = self.options.admin_ids
        return Desk(me.id, admins, self.store, self.metrics, self.program, clock=self.clock)
