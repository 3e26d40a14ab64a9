"""Messages out of the outbox: sent in order per chat, tried again, or given up."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.storage import Sent, StorageError, Store, WaitingMessage
from bot.storage.talk_notices import Undelivered
from bot.telegram import words
from bot.telegram.api import RawBot
from bot.telegram.calls import Calls
from bot.telegram.faults import Remedy, classify, describe
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import Metrics
from bot.telegram.outgoing import Outgoing
from bot.telegram.topics import Topics
from locales import Locale

GIVE_UP_SECONDS = 600.0
PEOPLE_GIVE_UP_SECONDS = 20 * 3600.0
_FIRST_RETRY_SECONDS = 0.5
_SLOWEST_RETRY_SECONDS = 30.0
_STORAGE_RETRY_SECONDS = 1.0
# A wait that an earlier run wrote down is not believed beyond this: the clock may have been wrong.
_LONGEST_WAIT_SECONDS = 3600.0
# Sent so often without knowing whether it arrived, a message is taken as sent.
_MOST_UNSURE = 2
# When so many chats are told to wait at a time, the limit is not theirs but the bot's.
_GLOBAL_LIMIT_CHATS = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Watch:
    """How old a message was when this run first saw it, and when that was by the steady clock."""

    age: float
    seen: float


class Sender:
    """Sends what waits in the outbox."""

    def __init__(
        self,
        bot: RawBot,
        store: Store,
        metrics: Metrics,
        *,
        slots: int,
        topics: Topics | None = None,
        on_end: Callable[[int], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is sent before the lanes are started.

        Args:
            bot: what sends.
            store: where messages wait.
            metrics: what is counted.
            slots: how many chats are sent to at the same time.
            topics: where conversations with offices stand; None where no office has topics.
            on_end: told of each chat that got its message.
            clock: the time of day, which may jump; for what is written down.
            steady: seconds that never jump; for waiting and ageing.
        """
        self._bot_id = bot.id
        self._calls = Calls(bot)
        self._topics = topics
        self._store = store
        self._metrics = metrics
        self._clock = clock
        self._steady = steady
        self._due: dict[int, float] = {}
        self._watches: dict[int, _Watch] = {}
        self._waits: dict[int, float] = {}
        self._all_wait_until = 0.0
        # Out, but not noted because the database could not be written: never sent a second time.
        self._unnoted: dict[int, Sent] = {}
        self.lanes = Lanes("sending", self._turn, slots=slots)
        self._on_end = on_end

    async def _turn(self, chat: int) -> float | None:
        try:
            message = await self._store.next_message(self._bot_id, chat)
            if message is None:
                return None
            wait = self._wait_for(message)
            if wait > 0:
                return wait
            return await self._try(message)
        except StorageError as error:
            return self._storage_fault(error)

    async def _try(self, message: WaitingMessage) -> float | None:
        sent = self._unnoted.get(message.id)
        if sent is not None:
            return await self._note(message, sent)
        outgoing = self._read(message)
        if outgoing is None or self._too_old(message, outgoing):
            return await self._give_up(message, outgoing)
        if message.unsure >= _MOST_UNSURE:
            return await self._presume_sent(message)
        if self._overdue(message) and outgoing.talk is None and not outgoing.lasting:
            # Left by an earlier run: it gets one try, and says that it is late.
            outgoing = outgoing.led_by(words.late(Locale(outgoing.locale or Locale.EN)))
        if outgoing.query is None:
            return await self._carry_out(message, outgoing)
        answering = asyncio.create_task(self._calls.answer_tap(outgoing))
        try:
            again = await self._carry_out(message, outgoing)
            await answering
        finally:
            answering.cancel()
        return again

    async def _carry_out(self, message: WaitingMessage, outgoing: Outgoing) -> float | None:
        try:
            if message.unsure:
                # The one repetition there is should not be lost to the same bad line.
                await self._calls.reach()
            if self._topics is not None:
                outgoing = await self._topics.placed(message.address, outgoing)
            sent = await self._calls.deliver(message.address.chat, outgoing, message.place)
        except TelegramError as error:
            return await self._refused(message, outgoing, error)
        except asyncio.CancelledError:
            await self._store.postpone(message, self._clock(), unsure=True)
            raise
        self._unnoted[message.id] = sent
        self._count(outgoing)
        self._on_end(message.address.chat)
        self._waits.pop(message.address.chat, None)
        return await self._note(message, sent)

    async def _note(self, message: WaitingMessage, sent: Sent) -> float | None:
        more = await self._store.note_sent(message, sent)
        self._unnoted.pop(message.id, None)
        self._done_with(message)
        return 0 if more else None

    def _read(self, message: WaitingMessage) -> Outgoing | None:
        try:
            return Outgoing.from_payload(message.payload)
        except ValueError:
            logger.warning("a message in the outbox cannot be read")
            return None

    def _storage_fault(self, error: StorageError) -> float:
        self._metrics.storage_faults.inc()
        logger.error("%s", error)
        return _STORAGE_RETRY_SECONDS

    # Ages ----------------------------------------------------------------------------------------

    def _watch(self, message: WaitingMessage) -> _Watch:
        watch = self._watches.get(message.id)
        if watch is None:
            age = max(0.0, self._clock() - message.created)
            watch = self._watches[message.id] = _Watch(age, self._steady())
        return watch

    def _age(self, message: WaitingMessage) -> float:
        watch = self._watch(message)
        return watch.age + self._steady() - watch.seen

    def _overdue(self, message: WaitingMessage) -> bool:
        return self._age(message) > GIVE_UP_SECONDS

    def _too_old(self, message: WaitingMessage, outgoing: Outgoing) -> bool:
        """Return whether a message is overdue and was tried: one of an earlier run gets a try."""
        if outgoing.lasting:
            return False
        if outgoing.talk is not None:
            # People wrote it, and nobody could write it again as well as them.
            return self._age(message) > PEOPLE_GIVE_UP_SECONDS
        left_by_earlier_run = self._watch(message).age > GIVE_UP_SECONDS
        return self._overdue(message) and (not left_by_earlier_run or message.id in self._due)

    def _wait_for(self, message: WaitingMessage) -> float:
        """Return how long the message has to wait, by the steady clock."""
        now = self._steady()
        due = self._due.get(message.id)
        if due is None:
            # Written down by an earlier run, or by another replica, by the time of day.
            wait = message.not_before - self._clock()
            set_back = message.created > self._clock()
            due = now if set_back else now + min(wait, _LONGEST_WAIT_SECONDS)
        return max(due, self._all_wait_until) - now

    def _done_with(self, message: WaitingMessage) -> None:
        self._due.pop(message.id, None)
        self._watches.pop(message.id, None)

    async def _presume_sent(self, message: WaitingMessage) -> float | None:
        """Take a message as sent that went out twice without an answer."""
        self._metrics.presumed_sent.inc()
        logger.warning("a message was sent twice without an answer, and is taken as sent")
        more = await self._store.note_sent(message, Sent())
        self._done_with(message)
        self._on_end(message.address.chat)
        return 0 if more else None

    async def _postpone(
        self, message: WaitingMessage, seconds: float, *, unsure: bool = False
    ) -> float:
        self._due[message.id] = self._steady() + seconds
        await self._store.postpone(message, self._clock() + seconds, unsure=unsure)
        return seconds

    async def _give_up(self, message: WaitingMessage, outgoing: Outgoing | None) -> float | None:
        self._metrics.given_up.inc()
        logger.error("a message was given up after %d tries", message.attempts)
        if outgoing is not None and outgoing.talk is not None:
            lost = Undelivered(outgoing.talk, message.address.chat)
            await self._store.apply(message.address.bot, (lost,))
        more = await self._store.give_up(message)
        self._done_with(message)
        self._on_end(message.address.chat)
        return 0 if more else None

    # Refusals ------------------------------------------------------------------------------------

    async def _refused(
        self, message: WaitingMessage, outgoing: Outgoing, error: TelegramError
    ) -> float | None:
        refusal = classify(error)
        self._metrics.refusals.labels(refusal.fault.value).inc()
        bot, chat = message.address.bot, message.address.chat
        match refusal.fault:
            case Remedy.WAIT:
                return await self._wait(message, refusal.seconds)
            case Remedy.RETRY | Remedy.UNSURE:
                pause = min(_FIRST_RETRY_SECONDS * 2.0**message.attempts, _SLOWEST_RETRY_SECONDS)
                logger.warning("not sent (%s); again in %g s", describe(error), pause)
                unsure = refusal.fault is Remedy.UNSURE
                return await self._postpone(message, pause, unsure=unsure)
            case Remedy.MOVED:
                await self._store.move_chat(bot, chat, refusal.chat)
                self.lanes.wake(refusal.chat)
                return None
            case Remedy.GONE:
                logger.info("a chat is gone and is forgotten (%s)", describe(error))
                await self._store.forget_chat(bot, chat)
                self._on_end(chat)
                return None
        logger.error("Telegram refuses a message for good: %s", describe(error))
        return await self._give_up(message, outgoing)

    async def _wait(self, message: WaitingMessage, seconds: float) -> float:
        now = self._steady()
        self._waits = {chat: until for chat, until in self._waits.items() if until > now}
        self._waits[message.address.chat] = now + seconds
        if len(self._waits) >= _GLOBAL_LIMIT_CHATS:
            self._all_wait_until = max(self._waits.values())
            logger.warning("Telegram limits the whole bot: nothing is sent for %g s", seconds)
        else:
            logger.warning("Telegram limits one chat: nothing is sent to it for %g s", seconds)
        return await self._postpone(message, seconds)

    def _count(self, outgoing: Outgoing) -> None:
        if outgoing.html is None:
            return
        self._metrics.replies.labels(outgoing.locale, outgoing.outcome or "none").inc()
        if outgoing.asked is not None:
            self._metrics.latency.observe(max(0.0, self._clock() - outgoing.asked))
