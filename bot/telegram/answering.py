"""One update at a time: session, conversation, and everything it leads to kept in one go."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Generic

from bot.limits.allowance import Allowance, Ruling
from bot.limits.fair_share import LONG_LETTERS, FairShare
from bot.limits.time_limit import TooExpensiveError
from bot.messages.effect import (
    Effect,
)
from bot.messages.event import ChatKind, Event, Said, Tapped
from bot.messages.standing import NOTHING, Standing
from bot.office import Offices
from bot.storage import (
    Handled,
    StorageError,
    Store,
    SupersededError,
    WaitingUpdate,
)
from bot.storage.standing import kept_of
from bot.storage.talks import Post
from bot.telegram import words
from bot.telegram.albums import Albums
from bot.telegram.announcing import Announcer
from bot.telegram.assistant import Conversation, SessionKind, SessionT
from bot.telegram.composing import FormPage
from bot.telegram.desk import Desk
from bot.telegram.edits import Edit, Edits
from bot.telegram.entries import Entries
from bot.telegram.feeds import Feeds
from bot.telegram.incoming import Incoming, Left, Moved
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import Metrics
from bot.telegram.outcomes import Outcomes, locale_of, locale_of_client, traces_of
from bot.telegram.patience import MOST_TOGETHER, Patience
from bot.telegram.rating import read_rating
from bot.telegram.staff import Staff
from bot.telegram.standing import standing_of
from bot.telegram.tallying import Tallying

_STORAGE_RETRY_SECONDS = 1.0
_LONG_SECONDS = 30.0
_MOST_LONG = 10_000

logger = logging.getLogger(__name__)


class Answerer(Generic[SessionT]):
    """Works off the inbox: each update leads to an outcome, which is committed as a whole."""

    def __init__(
        self,
        bot_id: int,
        store: Store,
        assistant: Conversation[SessionT],
        sessions: SessionKind[SessionT],
        metrics: Metrics,
        *,
        slots: int,
        wake_sender: Callable[[int], None],
        on_silence: Callable[[int], None] = lambda _: None,
        desk: Desk,
        offices: Offices,
        tallying: Tallying,
        announcer: Announcer,
        retention_days: int,
        patience: Patience,
        feeds: Feeds | None,
        form_page: FormPage | None = None,
        share: FairShare,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._bot_id = bot_id
        self._store = store
        self._assistant = assistant
        self._sessions = sessions
        self._metrics = metrics
        self._wake_sender = wake_sender
        self._on_silence = on_silence
        self._desk = desk
        self._retention_days = retention_days
        self._patience = patience
        self._share = share
        self._clock = clock
        self._allowance = Allowance(share.processor_time)
        self._long: OrderedDict[int, float] = OrderedDict()
        self._albums = Albums()
        self._edits = Edits()
        self._tallying = tallying
        self._outcomes = Outcomes(
            bot_id,
            store,
            metrics,
            offices=offices,
            feeds=feeds,
            form_page=form_page,
            clock=clock,
        )
        self._announcer = announcer
        self._entries = Entries(bot_id, store, lambda: assistant.knowledge, offices)
        self._staff = Staff(bot_id, store, offices, self._entries)
        rest = share.turns.rest
        self.lanes = Lanes("answering", self._turn, slots=slots, is_last=self._is_dear, rest=rest)

    def expect(self, incoming: Incoming) -> None:
        """Hear of a message before its turn: a long one is likely to be dear."""
        if isinstance(incoming.what, Said) and len(incoming.what.text) > LONG_LETTERS:
            self._long[incoming.chat] = time.monotonic() + _LONG_SECONDS
            self._long.move_to_end(incoming.chat)
            if len(self._long) > _MOST_LONG:
                self._long.popitem(last=False)

    def _is_dear(self, chat: int) -> bool:
        """Return whether a chat's turns wait for those of the others."""
        is_long = self._long.get(chat, 0.0) > time.monotonic()
        return is_long or self._share.processor_time.is_heavy(chat)

    def _account_for(self, incoming: Incoming, used: float, took: float) -> None:
        """Charge what an answer took, and let others go first where that was much.

        Args:
            incoming: what was answered.
            used: processor time, which is charged.
            took: time as the others had to wait: on a busy machine it is a multiple.
        """
        # In a private chat these are one number; a group has an account of its own beside.
        for account in {incoming.person, incoming.chat}:
            self._share.processor_time.charge(account, used, self._clock())
        if self._is_dear(incoming.chat):
            self._share.turns.rest.after(used, took)

    async def _turn(self, chat: int) -> float | None:
        try:
            update = await self._store.next_update(self._bot_id, chat)
            if update is None:
                return None
            outcome = await self._outcome(update)
            more = await self._store.commit(outcome)
            if outcome.forget:
                self._tell_of_backups()
        except SupersededError:
            return 0
        except StorageError as error:
            return self._storage_fault(error)
        for change in outcome.changes:
            if isinstance(change, Post):
                self._wake_sender(change.chat)
        if outcome.messages:
            self._wake_sender(chat)
        else:
            self._on_silence(chat)
        return 0 if more else None

    def _tell_of_backups(self) -> None:
        """Tell the operator what the bot itself cannot reach."""
        now = self._clock()
        until = now + self._retention_days * 24 * 3600
        self._metrics.forgotten_until.set(until)
        logger.info(
            "a person is forgotten; backups made before %s may hold them: delete those by %s",
            *(
                datetime.fromtimestamp(each, UTC).strftime("%Y-%m-%d %H:%M UTC")
                for each in (now, until)
            ),
        )

    def _storage_fault(self, error: StorageError) -> float:
        self._metrics.storage_faults.inc()
        logger.error("%s", error)
        return _STORAGE_RETRY_SECONDS

    async def _outcome(self, update: WaitingUpdate) -> Handled:
        """Return what an update leads to."""
        try:
            incoming = Incoming.from_payload(update.update_id, update.payload)
        except ValueError:
            logger.warning("an update in the inbox cannot be read and is left out")
            return Handled(update)
        match incoming.what:
            case Left():
                await self._store.forget_chat(self._bot_id, incoming.chat)
                return Handled(update)
            case Moved(old, new):
                await self._store.move_chat(self._bot_id, old, new)
                self.lanes.wake(new)
                self._wake_sender(new)
                return Handled(update)
        beside = await self._beside(update, incoming)
        if beside is not None:
            return beside
        together: tuple[int, ...] = ()
        if self._patience.is_piece(incoming) and not _with_office(update):
            incoming, together = await self._with_its_pieces(update, incoming)
        if await self._belongs_to_another(incoming):
            return self._outcomes.not_yours(update, incoming)
        event = self._event(update, incoming)
        if event is None:
            return Handled(update)
        ruling = self._allowance.rule(incoming.person, update.received)
        if ruling is Ruling.ANSWER:
            command = self._desk.command(incoming)
            if command is not None:
                return await self._told(update, incoming, command)
            outcome = await self._answer(update, incoming, event)
            return replace(outcome, together=together)
        self._metrics.unheard.inc()
        return replace(self._outcomes.too_many(update, incoming, ruling), together=together)

    async def _with_its_pieces(
        self, update: WaitingUpdate, first: Incoming
    ) -> tuple[Incoming, tuple[int, ...]]:
        """Join a short message with those that were sent right behind it, in their order."""
        if self._is_asked(update):
            return first, ()
        pieces = [first]
        while len(pieces) < MOST_TOGETHER:
            found = await self._store.next_after(update, pieces[-1].update_id)
            if found is None:
                break
            try:
                piece = Incoming.from_payload(*found)
            except ValueError:
                break
            if not self._patience.belongs(pieces[-1], piece):
                break
            pieces.append(piece)
        texts = [piece.what.text for piece in pieces if isinstance(piece.what, Said)]
        whole = replace(pieces[-1], update_id=first.update_id, what=Said(", ".join(texts)))
        return whole, tuple(piece.update_id for piece in pieces[1:])

    def _is_asked(self, update: WaitingUpdate) -> bool:
        """Return whether short words answer what the bot has asked."""
        if update.session is None:
            return False
        session = self._sessions.from_json(update.session.state)
        return self._assistant.awaits(session, datetime.fromtimestamp(self._clock(), UTC))

    def _event(self, update: WaitingUpdate, incoming: Incoming) -> Event | None:
        """Return what the conversation is told; None where it has no part in it."""
        if self._albums.was_answered(incoming):
            return None
        edit = Edit.OF_THE_LAST
        if incoming.edited:
            edit = self._edits.judge(incoming, traces_of(update))
        if edit is Edit.OF_NOTHING:
            self._metrics.ignored.inc()
            return None
        if edit is Edit.OF_THE_LAST:
            self._edits.note(incoming)
        about = None if incoming.replied is None else traces_of(update).about(incoming.replied)
        is_aside = edit is Edit.OF_AN_OLDER
        return incoming.event(about, aside=is_aside, with_office=_with_office(update))

    async def _belongs_to_another(self, incoming: Incoming) -> bool:
        """Return whether buttons were tapped that stand in a group for another person."""
        if not incoming.group or incoming.query is None or incoming.message is None:
            return False
        owner = await self._store.button_owner(self._bot_id, incoming.chat, incoming.message)
        return owner is not None and owner != incoming.person

    async def _beside(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return what staff and ratings lead to: the conversation has no part in them."""
        locale = locale_of_client(update, incoming)
        announced = await self._announcer.handled(update, incoming, locale)
        if announced is not None:
            return announced
        if incoming.code is not None:
            return await self._staff.handled(update, incoming, incoming.code)
        if incoming.quoted is not None:
            return await self._entries.begun(update, incoming) or Handled(update)
        alone = await self._staff.alone(update, incoming)
        if alone is not None:
            return alone
        if incoming.edited and not incoming.group and not _with_office(update):
            return await self._outcomes.changed_later(update, incoming)
        if incoming.keyboard is not None and isinstance(incoming.what, Tapped):
            rating = read_rating(incoming.what.data)
            return None if rating is None else self._outcomes.rated(update, incoming, rating)
        return None

    async def _told(self, update: WaitingUpdate, incoming: Incoming, command: str) -> Handled:
        """Return what an administrator asked; the conversation has no part in it."""
        reply = await self._desk.reply(command, locale_of(update, incoming))
        return self._outcomes.of_replies(update, incoming, reply)

    async def _answer(self, update: WaitingUpdate, incoming: Incoming, event: Event) -> Handled:
        standing = await self._standing(update)
        begun, used = time.perf_counter(), time.thread_time()
        try:
            state, effects = self._share.limit.run(
                lambda: self._respond(update, event, standing),
                warming=not self._is_dear(incoming.chat),
            )
        except TooExpensiveError:
            logger.warning("a message took more processor time than one may take, and was cut")
            self._metrics.cut.inc()
            return self._outcomes.instead(update, incoming, words.too_expensive)
        except Exception:
            # A fault of the program: the person is told, and the update does not come again.
            logger.exception("an update could not be answered")
            self._metrics.faults.inc()
            return self._outcomes.instead(update, incoming, words.unable)
        finally:
            took = time.perf_counter() - begun
            self._metrics.respond.observe(took)
            self._account_for(incoming, time.thread_time() - used, took)
        outcome = self._outcomes.of_conversation(update, incoming, state, effects)
        self._tallying.note(effects)
        return replace(outcome, changes=await self._outcomes.changes(update, incoming, effects))

    async def _standing(self, update: WaitingUpdate) -> Standing:
        """Return what somebody is still to be sent whose session is gone: it outlives sessions."""
        if update.session is not None:
            return NOTHING
        chat, person = update.address.chat, update.address.person
        return standing_of(await self._store.read(kept_of(self._bot_id, chat, person)))

    def _respond(
        self, update: WaitingUpdate, event: Event, standing: Standing
    ) -> tuple[str, tuple[Effect, ...]]:
        kept, sessions = update.session, self._sessions
        session = sessions.new(standing) if kept is None else sessions.from_json(kept.state)
        now = datetime.fromtimestamp(self._clock(), UTC)
        session, effects = self._assistant.respond(session, event, now)
        if event.chat_kind is ChatKind.PRIVATE:
            asked = self._assistant.awaits(session, now)
            self._patience.note(update.address.chat, asked=asked)
        return session.to_json(), effects


def _with_office(update: WaitingUpdate) -> bool:
    return update.session is not None and update.session.office is not None
