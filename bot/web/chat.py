"""The conversation for visitors of a page: one message in, its answer out."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from weakref import WeakValueDictionary

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.limits.allowance import Allowance, Ruling
from bot.limits.fair_share import LONG_LETTERS, FairShare
from bot.limits.time_limit import TooExpensiveError
from bot.limits.turns import TooManyWaitingError
from bot.messages.effect import (
    AskOffice,
    Effect,
    Forget,
    NoteUnanswered,
    Reply,
    TellOffice,
)
from bot.messages.event import Event, Said, Tapped
from bot.storage import (
    Address,
    Handled,
    KeptSession,
    NoteKind,
    Store,
    StoredNote,
    SupersededError,
    WaitingUpdate,
)
from bot.storage.changes import Change
from bot.storage.web_posts import MarkShown, WebPost, posts_after
from bot.web.listening import Listeners
from bot.web.memory import KnownChat, Memory
from bot.web.metrics import WebMetrics
from bot.web.replies import as_json
from bot.web.visitor import Shown, WebVisitor, address_of
from locales import Locale, Text, notice_locale, render

# Another replica, or another tab, may write the same chat meanwhile.
_TRIES = 5
# A person has one message under way, and perhaps one of another tab.
_MOST_WAITING = 4

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HelpRating:
    """Whether an answer helped.

    Attributes:
        helped: what the visitor says.
        subject: of which answer, as it said itself.
    """

    helped: bool
    subject: str


class OfficeDoor(Protocol):
    """Carries out what a visitor's message leads to beyond their own chat."""

    async def changes(self, update: WaitingUpdate, effects: Sequence[Effect]) -> tuple[Change, ...]:
        """Return what is written with the message."""

    def rated(self, rated: HelpRating, locale: Locale) -> tuple[Change, ...]:
        """Return what is counted of a rating."""

    def written(self, changes: Sequence[Change]) -> None:
        """Hear that these changes stand in the database."""


@dataclass(frozen=True, slots=True)
class VisitorMessage:
    """What a visitor did.

    Attributes:
        chat: the chat's id, which whoever has it may go on with.
        id: the message's own; the same one again is the same message.
        content: words, a button, or whether an answer helped.
        language: that of the page, as a BCP 47 tag.
        sender: the address that it came from; anybody may have as many chats as they like.
    """

    chat: str
    id: str
    content: Said | Tapped | HelpRating
    language: str
    sender: str = ""


class BusyChatError(Exception):
    """Too much is under way in this chat, or it changed too often meanwhile."""


class WebChat:
    """Answers visitors, and keeps what the conversation remembers of each."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        metrics: WebMetrics,
        *,
        share: FairShare,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._assistant = assistant
        self._metrics = metrics
        self.share = share
        self._clock = clock
        self._allowance = Allowance()
        self._memory = Memory()
        self.listeners = Listeners(store, clock)
        # Who carries words to an office; nobody before the bot is connected to Telegram.
        self.office: OfficeDoor | None = None
        # Told what every answer did, for the figures of the operator's report.
        self.on_effects: Callable[[Sequence[Effect]], None] = lambda _: None
        self._locks: WeakValueDictionary[Address, _Queue] = WeakValueDictionary()

    async def answer(self, message: VisitorMessage) -> Shown:
        """Answer one message; the same message again gets the same answer.

        Raises:
            BusyChatError: other messages of the chat are under way.
            TooManyWaitingError: too much dear work of this address, or of all, is under way.
            StorageError: the chat cannot be read or written; nothing was.
        """
        address = address_of(message.chat)
        queue = self._locks.get(address)
        if queue is None:
            queue = self._locks[address] = _Queue()
        async with queue:
            for _ in range(_TRIES):
                try:
                    return await self._answer(message, address)
                except SupersededError:
                    self._memory.drop(address)
        raise BusyChatError

    async def _answer(self, message: VisitorMessage, address: Address) -> Shown:
        known = self._memory.of(address) or await self._read(address)
        kept, visitor = known.kept, known.visitor
        earlier = visitor.answer_to(message.id)
        if earlier is not None:
            return earlier
        if isinstance(message.content, HelpRating):
            return await self._rate(message, message.content, address, known)
        ruling = self._allowance.rule(address.person, self._clock())
        if ruling is not Ruling.ANSWER:
            self._metrics.refused.labels("person").inc()
            return self._notice("telegram.too_many", message, kept)
        event = Event(
            message.content,
            client_language=message.language,
            reachable=self.office is not None,
            visiting=True,
            with_office=kept is not None and kept.office is not None,
        )
        now = datetime.fromtimestamp(self._clock(), UTC)
        try:
            session, effects = await self.share.run(
                message.sender,
                lambda: self._respond(visitor.session, event, now, address.person),
                is_long=self._is_dear(message, address.person),
            )
        except TooManyWaitingError:
            raise
        except TooExpensiveError:
            logger.warning("a message took more processor time than one may take, and was cut")
            self._metrics.refused.labels("expensive").inc()
            return self._notice("telegram.too_expensive", message, kept)
        except Exception:
            # A fault of the program: the visitor is told, and the session stays as it was.
            logger.exception("a message could not be answered")
            self._metrics.faults.inc()
            return self._notice("telegram.unable", message, kept)
        replies = [each for each in effects if isinstance(each, Reply)]
        shown = _shown(effects, replies)
        forgets = any(isinstance(each, Forget) for each in effects)
        after = visitor.after(session, message.id, shown)
        update = WaitingUpdate(address, 0, self._clock(), "", kept)
        changes = () if self.office is None else await self.office.changes(update, effects)
        await self._write(
            Handled(
                update,
                state=None if forgets else after.to_json(),
                locale=replies[-1].locale.value if replies else None,
                notes=_notes(effects),
                forget=forgets,
                changes=changes,
            ),
            after,
        )
        self._metrics.count(message.content, replies)
        self.on_effects(effects)
        return [{**each, "forgotten": True} for each in shown] if forgets else shown

    def _is_dear(self, message: VisitorMessage, person: int) -> bool:
        """Say whether a message waits for those of the others, whatever its address used."""
        said = message.content
        is_long = isinstance(said, Said) and len(said.text) > LONG_LETTERS
        return is_long or self._allowance.processor_time.is_heavy(person)

    def _respond(
        self, session: Session, event: Event, now: datetime, person: int
    ) -> tuple[Session, tuple[Effect, ...]]:
        began, before = time.perf_counter(), time.thread_time()
        try:
            return self._assistant.respond(session, event, now)
        finally:
            self._metrics.seconds.observe(time.perf_counter() - began)
            used = time.thread_time() - before
            self._allowance.processor_time.charge(person, used, self._clock())

    async def _read(self, address: Address) -> KnownChat:
        kept = await self._store.kept_session(address)
        return KnownChat(kept, WebVisitor() if kept is None else WebVisitor.from_json(kept.state))

    async def _write(self, outcome: Handled, after: WebVisitor) -> None:
        """Write what a message led to, and remember the chat as it stands then.

        Raises:
            SupersededError: another replica was faster.
            StorageError: nothing was written.
        """
        address, kept = outcome.update.address, outcome.update.session
        # Whether it was written is not known where this ends otherwise than it should.
        self._memory.drop(address)
        await self._store.keep(outcome)
        if self.office is not None:
            self.office.written(outcome.changes)
        if outcome.forget or _is_of_office(outcome):
            # Staff may end such a conversation at any time, which no version tells.
            return
        version = 1 if kept is None else kept.version + 1
        locale = outcome.locale or (None if kept is None else kept.locale)
        self._memory.keep(address, KnownChat(KeptSession("", version, locale), after))

    async def _rate(
        self, message: VisitorMessage, rated: HelpRating, address: Address, known: KnownChat
    ) -> Shown:
        """Count whether an answer helped: once, and only one that was given here."""
        shown: Shown = [{"thanks": True}]
        after = known.visitor.rated(rated.subject, message.id, shown)
        if after is None or self.office is None:
            return shown
        locale = notice_locale(None if known.kept is None else known.kept.locale, message.language)
        update = WaitingUpdate(address, 0, self._clock(), "", known.kept)
        changes = self.office.rated(rated, locale)
        await self._write(Handled(update, state=after.to_json(), changes=changes), after)
        return shown

    async def posts(self, chat: str, after: int, *, shown: bool = False) -> tuple[WebPost, ...]:
        """Return what an office wrote to a chat behind the last message that its page has.

        Args:
            chat: the chat's id.
            after: the number of that message; 0 where there is none.
            shown: note that the page shows it and those before.

        Raises:
            StorageError: the database cannot be used.
        """
        address = address_of(chat)
        if shown and after > 0:
            await self._store.apply(address.bot, (MarkShown(address, after),))
        return await self._store.read(posts_after(address, after))

    def _notice(self, name: str, message: VisitorMessage, kept: KeptSession | None) -> Shown:
        """Return a few words in place of an answer; nothing is kept of the message."""
        locale = notice_locale(None if kept is None else kept.locale, message.language)
        return as_json([Reply(render(Text(name), locale), locale)])


def _shown(effects: Sequence[Effect], replies: Sequence[Reply]) -> Shown:
    """Return what the page shows, and whether an office may write to it from now on."""
    shown = as_json(replies)
    if any(isinstance(each, TellOffice) for each in effects):
        shown.append({"passed": True, "listen": True})
    if any(isinstance(each, AskOffice) for each in effects):
        shown[-1] = {**shown[-1], "listen": True}
    return shown


def _is_of_office(outcome: Handled) -> bool:
    before = outcome.update.session
    return bool(outcome.changes) or (before is not None and before.office is not None)


def _notes(effects: tuple[Effect, ...]) -> tuple[StoredNote, ...]:
    return tuple(
        StoredNote(NoteKind.UNANSWERED, effect.question, effect.locale.value)
        for effect in effects
        if isinstance(effect, NoteUnanswered)
    )


class _Queue:
    """Lets one message of a chat through at a time, and few wait."""

    __slots__ = ("__weakref__", "_lock", "_waiting")

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._waiting = 0

    async def __aenter__(self) -> None:
        if self._waiting >= _MOST_WAITING:
            raise BusyChatError
        self._waiting += 1
        try:
            await self._lock.acquire()
        except BaseException:
            self._waiting -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self._waiting -= 1
        self._lock.release()
