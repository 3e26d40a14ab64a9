"""One update at a time: session, conversation, and everything it leads to kept in one go."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Generic

from bot.limits.allowance import REST_FACTOR, Allowance, Ruling
from bot.limits.time_limit import MESSAGE_SECONDS, TimeLimit, TooExpensiveError
from bot.messages.effect import (
    Button,
    Effect,
    Forget,
    KeepNews,
    KeepReminders,
    NoteUnanswered,
    Reply,
)
from bot.messages.event import ChatKind, Event, Said, Tapped
from bot.messages.markup import escape
from bot.office import Offices
from bot.storage import (
    Handled,
    StorageError,
    Store,
    SupersededError,
    WaitingUpdate,
)
from bot.storage.announcements import KeepSubscriptions
from bot.storage.changes import Change
from bot.storage.questions import NoteQuestion
from bot.storage.reminders import KeepOnly, WaitingReminder
from bot.storage.talks import Post
from bot.telegram import words
from bot.telegram.albums import Albums
from bot.telegram.announcing import Announcer
from bot.telegram.askers import Askers
from bot.telegram.assistant import Conversation, SessionKind, SessionT
from bot.telegram.composing import NO_TRACES, FormPage, compose, notice
from bot.telegram.desk import Desk
from bot.telegram.edits import Edit, Edits
from bot.telegram.entries import Entries
from bot.telegram.feeds import Feeds
from bot.telegram.incoming import Incoming, Left, Moved
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import Metrics
from bot.telegram.office import OfficeEffect, ToOffice
from bot.telegram.outgoing import Outgoing
from bot.telegram.patience import MOST_TOGETHER, Patience
from bot.telegram.rating import Rating, Ratings, read_rating, thanks
from bot.telegram.staff import Staff
from bot.telegram.tallying import Tallying
from bot.telegram.traces import Traces
from locales import Locale, notice_locale

LATE_SECONDS = 600.0
_STORAGE_RETRY_SECONDS = 1.0
# More letters than nearly all questions have.
_LONG = 600
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
        limit: TimeLimit,
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
        self._feeds = feeds
        self._form_page = form_page
        self._limit = limit
        self._clock = clock
        self._allowance = Allowance()
        self._long: OrderedDict[int, float] = OrderedDict()
        self._albums = Albums()
        self._edits = Edits()
        self._ratings = Ratings()
        self._to_office = ToOffice(bot_id, store, offices)
        self._tallying = tallying
        self._askers = Askers(bot_id, store, clock)
        self._announcer = announcer
        self._entries = Entries(bot_id, store, lambda: assistant.knowledge, offices)
        self._staff = Staff(bot_id, store, offices, self._entries)
        # In a private chat the person has the chat's number; groups wait behind nobody.
        self.lanes = Lanes("answering", self._turn, slots=slots, is_last=self._is_dear)

    def expect(self, incoming: Incoming) -> None:
        """Hear of a message before its turn: a long one is likely to be dear."""
        if isinstance(incoming.what, Said) and len(incoming.what.text) > _LONG:
            self._long[incoming.chat] = time.monotonic() + _LONG_SECONDS
            self._long.move_to_end(incoming.chat)
            if len(self._long) > _MOST_LONG:
                self._long.popitem(last=False)

    def _is_dear(self, chat: int) -> bool:
        """Return whether a chat's turns wait for those of the others."""
        return self._long.get(chat, 0.0) > time.monotonic() or self._allowance.is_heavy(chat)

    def _account_for(self, incoming: Incoming, seconds: float) -> None:
        """Charge what an answer took, and let others go first where that was much."""
        self._allowance.charge(incoming.person, seconds)
        if self._is_dear(incoming.chat):
            self.lanes.rest(REST_FACTOR * min(seconds, MESSAGE_SECONDS))

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
            return self._not_yours(update, incoming)
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
        return replace(self._too_many(update, incoming, ruling), together=together)

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
            edit = self._edits.judge(incoming, _traces(update))
        if edit is Edit.OF_NOTHING:
            self._metrics.ignored.inc()
            return None
        if edit is Edit.OF_THE_LAST:
            self._edits.note(incoming)
        about = None if incoming.replied is None else _traces(update).about(incoming.replied)
        is_aside = edit is Edit.OF_AN_OLDER
        return incoming.event(about, aside=is_aside, with_office=_with_office(update))

    async def _belongs_to_another(self, incoming: Incoming) -> bool:
        """Return whether buttons were tapped that stand in a group for another person."""
        if not incoming.group or incoming.query is None or incoming.message is None:
            return False
        owner = await self._store.button_owner(self._bot_id, incoming.chat, incoming.message)
        return owner is not None and owner != incoming.person

    def _not_yours(self, update: WaitingUpdate, incoming: Incoming) -> Handled:
        locale = _locale(update, incoming)
        return Handled(
            update, messages=_payloads(notice(incoming, locale.value, words.not_yours(locale)))
        )

    async def _beside(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return what staff and ratings lead to: the conversation has no part in them."""
        announced = await self._announcer.handled(update, incoming, _of_client(update, incoming))
        if announced is not None:
            return announced
        if incoming.code is not None:
            return await self._staff.handled(update, incoming, incoming.code)
        if incoming.quoted is not None:
            return await self._entries.begun(update, incoming) or Handled(update)
        if incoming.keyboard is not None and isinstance(incoming.what, Tapped):
            rating = read_rating(incoming.what.data)
            return None if rating is None else self._rated(update, incoming, rating)
        return None

    def _rated(self, update: WaitingUpdate, incoming: Incoming, rating: Rating) -> Handled:
        locale = _locale(update, incoming)
        return Handled(
            update,
            messages=_payloads(thanks(incoming, locale)),
            changes=self._ratings.counts(incoming, rating, locale),
        )

    def _too_many(self, update: WaitingUpdate, incoming: Incoming, ruling: Ruling) -> Handled:
        """Return a person sends more than anybody reads.

        One notice, then silence until it is less.
        """
        locale = _locale(update, incoming)
        replies = [Reply(words.too_many(locale), locale)] if ruling is Ruling.NOTICE else []
        return Handled(
            update, messages=_payloads(compose(replies, incoming, asked=update.received))
        )

    async def _told(self, update: WaitingUpdate, incoming: Incoming, command: str) -> Handled:
        """Return what an administrator asked; the conversation has no part in it."""
        reply = await self._desk.reply(command, _locale(update, incoming))
        return Handled(
            update, messages=_payloads(compose([reply], incoming, asked=update.received))
        )

    async def _answer(self, update: WaitingUpdate, incoming: Incoming, event: Event) -> Handled:
        begun, used = time.perf_counter(), time.thread_time()
        try:
            state, effects = self._limit.run(lambda: self._respond(update, event))
        except TooExpensiveError:
            logger.warning("a message took more processor time than one may take, and was cut")
            self._metrics.cut.inc()
            return self._instead(update, incoming, words.too_expensive)
        except Exception:
            # A fault of the program: the person is told, and the update does not come again.
            logger.exception("an update could not be answered")
            self._metrics.faults.inc()
            return self._instead(update, incoming, words.unable)
        finally:
            self._metrics.respond.observe(time.perf_counter() - begun)
            self._account_for(incoming, time.thread_time() - used)
        outcome = self._kept(update, incoming, state, effects)
        self._tallying.note(effects)
        return replace(outcome, changes=await self._changes(update, incoming, effects))

    async def _changes(
        self, update: WaitingUpdate, incoming: Incoming, effects: Sequence[Effect]
    ) -> tuple[Change, ...]:
        """Return what effects write beside the session and the replies."""
        changes: list[Change] = [*_reminders(update, effects)]
        for effect in effects:
            if isinstance(effect, KeepNews):
                changes.append(_news(update, effect))
            if isinstance(effect, NoteUnanswered):
                who = await self._askers.number(incoming.person)
                changes.append(NoteQuestion(effect.question, effect.locale.value, who))
        if any(isinstance(effect, OfficeEffect) for effect in effects):
            changes += await self._to_office.changes(update, incoming.message, effects)
        return tuple(changes)

    def _respond(self, update: WaitingUpdate, event: Event) -> tuple[str, tuple[Effect, ...]]:
        kept = update.session
        session = self._sessions.new() if kept is None else self._sessions.from_json(kept.state)
        now = datetime.fromtimestamp(self._clock(), UTC)
        session, effects = self._assistant.respond(session, event, now)
        if event.chat_kind is ChatKind.PRIVATE:
            asked = self._assistant.awaits(session, now)
            self._patience.note(update.address.chat, asked=asked)
        return session.to_json(), effects

    def _kept(
        self, update: WaitingUpdate, incoming: Incoming, state: str, effects: Sequence[Effect]
    ) -> Handled:
        replies = [self._with_feed(each) for each in effects if isinstance(each, Reply)]
        locale = replies[-1].locale if replies else None
        line = None
        if self._is_late(update, incoming):
            self._metrics.late.inc()
            line = words.late(locale or _locale(update, incoming))
        # Long to read, and of use only where an earlier message is meant.
        traces = _traces(update) if incoming.edited else NO_TRACES
        messages = compose(
            replies,
            incoming,
            asked=update.received,
            line=line,
            traces=traces,
            form_page=self._form_page,
        )
        return Handled(
            update,
            state=state,
            locale=None if locale is None else locale.value,
            messages=_payloads(messages),
            forget=any(isinstance(effect, Forget) for effect in effects),
        )

    def _with_feed(self, reply: Reply) -> Reply:
        """Return the reply with the address of its calendar feed, where feeds are served."""
        if reply.feed is None or self._feeds is None:
            return reply
        address = escape(self._feeds.address(reply.feed))
        line = f"{words.subscribe(reply.locale)}\n<code>{address}</code>"
        copy = Button(words.copy_address(reply.locale), "", copy=self._feeds.address(reply.feed))
        return replace(reply, html=f"{reply.html}\n\n{line}", buttons=(*reply.buttons, (copy,)))

    def _instead(
        self, update: WaitingUpdate, incoming: Incoming, say: Callable[[Locale], str]
    ) -> Handled:
        """Return a few words in place of an answer; the session stays as it was."""
        locale = _locale(update, incoming)
        reply = Reply(say(locale), locale)
        return Handled(
            update, messages=_payloads(compose([reply], incoming, asked=update.received))
        )

    def _is_late(self, update: WaitingUpdate, incoming: Incoming) -> bool:
        """Return whether the person has waited for more than ten minutes, here or at Telegram."""
        since = update.received
        if incoming.written is not None and 0 < incoming.written < since:
            since = incoming.written
        return self._clock() - since > LATE_SECONDS


def _locale(update: WaitingUpdate, incoming: Incoming) -> Locale:
    text = incoming.what.text if isinstance(incoming.what, Said) else ""
    last = update.session.locale if update.session is not None else None
    return notice_locale(last, incoming.client_language, text)


def _reminders(update: WaitingUpdate, effects: Sequence[Effect]) -> tuple[KeepOnly, ...]:
    """Return the reminders that a person keeps from now on, where that changed."""
    chat, person = update.address.chat, update.address.person
    return tuple(
        KeepOnly(
            chat,
            person,
            tuple(
                WaitingReminder(chat, person, one.reminder.key, due.timestamp(), one.to_json())
                for one, due in effect.reminders
            ),
        )
        for effect in effects
        if isinstance(effect, KeepReminders)
    )


def _news(update: WaitingUpdate, kept: KeepNews) -> KeepSubscriptions:
    chat, person = update.address.chat, update.address.person
    return KeepSubscriptions(chat, person, kept.institutions, kept.locale.value)


def _with_office(update: WaitingUpdate) -> bool:
    return update.session is not None and update.session.office is not None


def _of_client(update: WaitingUpdate, incoming: Incoming) -> Locale:
    """Return the locale of who wrote a text for others, which says nothing of their own."""
    last = update.session.locale if update.session is not None else None
    return notice_locale(last, incoming.client_language, "")


def _traces(update: WaitingUpdate) -> Traces:
    return Traces() if update.session is None else Traces.from_json(update.session.traces)


def _payloads(messages: Sequence[Outgoing]) -> tuple[str, ...]:
    return tuple(message.to_payload() for message in messages)
