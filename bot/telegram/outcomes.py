"""What becomes of an update: messages and changes of the database, in one piece.

The bot writes nothing while it answers: everything that a reply leads to stands in a `Handled`,
which the store commits as a whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.limits.allowance import Ruling
from bot.messages.effect import (
    Button,
    Effect,
    Forget,
    KeepNews,
    KeepReminders,
    NoteUnanswered,
    Reply,
)
from bot.messages.event import Said
from bot.messages.markup import escape
from bot.office import Offices
from bot.storage import Handled, Store, WaitingUpdate
from bot.storage.announcements import KeepSubscriptions
from bot.storage.changes import Change
from bot.storage.questions import NoteQuestion
from bot.storage.reminders import KeepOnly, WaitingReminder
from bot.telegram import words
from bot.telegram.askers import Askers
from bot.telegram.composing import NO_TRACES, FormPage, compose, notice
from bot.telegram.feeds import Feeds
from bot.telegram.incoming import Incoming
from bot.telegram.metrics import Metrics
from bot.telegram.office import OfficeEffect, ToOffice
from bot.telegram.outgoing import Outgoing
from bot.telegram.rating import Rating, Ratings, thanks
from bot.telegram.traces import Traces
from locales import Locale, notice_locale

LATE_SECONDS = 600.0


class Outcomes:
    """Makes what the store commits of what the conversation said and of what stands in for it."""

    def __init__(
        self,
        bot_id: int,
        store: Store,
        metrics: Metrics,
        *,
        offices: Offices,
        feeds: Feeds | None,
        form_page: FormPage | None,
        clock: Callable[[], float],
    ) -> None:
        self._metrics = metrics
        self._feeds = feeds
        self._form_page = form_page
        self._clock = clock
        self._ratings = Ratings()
        self._to_office = ToOffice(bot_id, store, offices)
        self._askers = Askers(bot_id, store, clock)

    def of_replies(self, update: WaitingUpdate, incoming: Incoming, *replies: Reply) -> Handled:
        """Return replies that the conversation had no part in."""
        return Handled(
            update, messages=_payloads(compose(replies, incoming, asked=update.received))
        )

    def of_conversation(
        self, update: WaitingUpdate, incoming: Incoming, state: str, effects: Sequence[Effect]
    ) -> Handled:
        """Return what the conversation answered, and the session as it is now."""
        replies = [self._with_feed(each) for each in effects if isinstance(each, Reply)]
        locale = replies[-1].locale if replies else None
        line = None
        if self._is_late(update, incoming):
            self._metrics.late.inc()
            line = words.late(locale or locale_of(update, incoming))
        # Long to read, and of use only where an earlier message is meant.
        traces = traces_of(update) if incoming.edited else NO_TRACES
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

    def instead(
        self, update: WaitingUpdate, incoming: Incoming, say: Callable[[Locale], str]
    ) -> Handled:
        """Return a few words in place of an answer; the session stays as it was."""
        locale = locale_of(update, incoming)
        return self.of_replies(update, incoming, Reply(say(locale), locale))

    def _is_late(self, update: WaitingUpdate, incoming: Incoming) -> bool:
        """Return whether the person has waited for more than ten minutes, here or at Telegram."""
        since = update.received
        if incoming.written is not None and 0 < incoming.written < since:
            since = incoming.written
        return self._clock() - since > LATE_SECONDS

    async def changes(
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

    async def changed_later(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return what passes a change of words on that an office has; None where it has none."""
        changes = await self._to_office.changed_later(incoming)
        return Handled(update, changes=tuple(changes)) if changes else None

    def not_yours(self, update: WaitingUpdate, incoming: Incoming) -> Handled:
        """Return what somebody is told who taps another person's buttons in a group."""
        locale = locale_of(update, incoming)
        return Handled(
            update, messages=_payloads(notice(incoming, locale.value, words.not_yours(locale)))
        )

    def rated(self, update: WaitingUpdate, incoming: Incoming, rating: Rating) -> Handled:
        """Return the thanks for a rating, and the rating."""
        locale = locale_of(update, incoming)
        return Handled(
            update,
            messages=_payloads(thanks(incoming, locale)),
            changes=self._ratings.counts(incoming, rating, locale),
        )

    def too_many(self, update: WaitingUpdate, incoming: Incoming, ruling: Ruling) -> Handled:
        """Return what somebody is told who sends more than anybody reads.

        One notice, then silence until it is less.
        """
        locale = locale_of(update, incoming)
        replies = [Reply(words.too_many(locale), locale)] if ruling is Ruling.NOTICE else []
        return self.of_replies(update, incoming, *replies)


def locale_of(update: WaitingUpdate, incoming: Incoming) -> Locale:
    """Return the locale in which a person is told something beside the conversation."""
    text = incoming.what.text if isinstance(incoming.what, Said) else ""
    last = update.session.locale if update.session is not None else None
    return notice_locale(last, incoming.client_language, text)


def locale_of_client(update: WaitingUpdate, incoming: Incoming) -> Locale:
    """Return the locale of who wrote a text for others, which says nothing of their own."""
    last = update.session.locale if update.session is not None else None
    return notice_locale(last, incoming.client_language, "")


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


def traces_of(update: WaitingUpdate) -> Traces:
    """Return what earlier messages of the chat were about."""
    return Traces() if update.session is None else Traces.from_json(update.session.traces)


def _payloads(messages: Sequence[Outgoing]) -> tuple[str, ...]:
    return tuple(message.to_payload() for message in messages)
