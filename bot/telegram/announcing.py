"""Announcements by an administrator: written, previewed, sent to those who asked for news."""

import asyncio
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.messages.button_data import Verb, data, parse
from bot.messages.event import Said, Tapped
from bot.messages.markup import escape
from bot.office import new_code
from bot.storage import Handled, StorageError, Store, SupersededError, WaitingUpdate
from bot.storage.announcements import (
    Announcement,
    DraftAnnouncement,
    DropAnnouncement,
    EndAnnouncement,
    Recipient,
    SendAnnouncement,
    TakeRecipient,
    announcement,
    being_sent,
    locale_of,
    recipients,
    subscribers,
)
from bot.storage.changes import Change
from bot.storage.reminders import KeepPace, due_reminders
from bot.storage.talks import Post
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Key, Outgoing, Rows
from bot.telegram.reminder_clerk import AT_ONCE, PER_SECOND
from locales import Locale, Text, Value, render, to_latin
from rules.institutions import registry

_COMMAND = re.compile(r"/announce\b\s*(\S*)\s*(.*)", re.DOTALL)
# Between the Serbian text, in Cyrillic, and the English one.
_BETWEEN = re.compile(r"\n-{3,}\n")
_MOST_LETTERS = 3000
_LOOK_SECONDS = 1.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Announcer:
    """Deals with what an administrator announces; for everybody else it does not exist."""

    bot_id: int
    store: Store
    admins: frozenset[int]

    async def handled(
        self, update: WaitingUpdate, incoming: Incoming, locale: Locale
    ) -> Handled | None:
        """Return what a command or tap leads to; None for what is no announcement.

        Raises:
            StorageError: the database cannot be read.
        """
        alone = not incoming.group and incoming.chat == incoming.person
        if not alone or incoming.person not in self.admins:
            return None
        match incoming.what:
            case Said(text) if (command := _COMMAND.fullmatch(text.strip())) is not None:
                return await self._written(update, incoming, command, locale)
            case Tapped(tapped):
                return await self._tapped(update, incoming, tapped, locale)
        return None

    async def _written(
        self, update: WaitingUpdate, incoming: Incoming, command: re.Match[str], locale: Locale
    ) -> Handled:
        institution, text = command[1], command[2].strip()
        if institution not in registry() or not text:
            names = ", ".join(registry().ids)
            return _says(update, incoming, _say("how", locale, names=names), locale)
        if len(text) > _MOST_LETTERS:
            return _says(update, incoming, _say("too_long", locale, most=_MOST_LETTERS), locale)
        made = Announcement(new_code(), institution, text, incoming.person, "draft")
        (number,) = await self.store.read(subscribers(self.bot_id, institution))
        previews = dict.fromkeys(_html(made, each) for each in Locale)
        head = _say("preview", locale, number=number)
        keys = (
            Key(_say("send", locale), data(Verb.STAFF, "announce", made.code)),
            Key(_say("drop", locale), data(Verb.STAFF, "quiet", made.code)),
        )
        messages = [
            Outgoing(locale.value, html=head),
            *(Outgoing(locale.value, html=html) for html in previews),
        ]
        messages.append(Outgoing(locale.value, html=_say("sure", locale), buttons=(keys,)))
        return Handled(
            update,
            messages=tuple(one.to_payload() for one in messages),
            changes=(DraftAnnouncement(made),),
        )

    async def _tapped(
        self, update: WaitingUpdate, incoming: Incoming, tapped: str, locale: Locale
    ) -> Handled | None:
        pressed = parse(tapped)
        if pressed is None or pressed.verb is not Verb.STAFF or len(pressed.arguments) <= 1:
            return None
        step, code = pressed.arguments[:2]
        if step not in ("announce", "quiet"):
            return None
        found = await self.store.read(announcement(self.bot_id, code))
        if not found or found[0].state != "draft" or found[0].author != incoming.person:
            return _says(update, incoming, _say("gone", locale), locale)
        if step == "quiet":
            change: Change = DropAnnouncement(code)
            return _says(update, incoming, _say("dropped", locale), locale, change)
        change = SendAnnouncement(code, found[0].institution)
        return _says(update, incoming, _say("begun", locale), locale, change)


@dataclass(frozen=True, slots=True)
class AnnouncementClerk:
    """Sends announcements at a pace, goes on after a start, and tells the author of the end."""

    bot_id: int
    store: Store
    wake_sender: Callable[[int], None]
    clock: Callable[[], float] = time.time

    async def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                sent = await self.send()
            except StorageError as error:
                _complain(error)
                sent = False
            await asyncio.sleep(AT_ONCE / PER_SECOND if sent else _LOOK_SECONDS)

    async def send(self) -> bool:
        """Send one announcement on to some people. Returns whether there may be more to do.

        Raises:
            StorageError: the database cannot be used.
        """
        underway = await self.store.read(being_sent(self.bot_id))
        if underway and await self._a_reminder_is_due():
            return True  # it has its minute, an announcement has not
        for one in underway:
            people = await self.store.read(recipients(self.bot_id, one.code, AT_ONCE))
            changes: list[Change] = [KeepPace(AT_ONCE / PER_SECOND)]
            for each in people:
                changes += [TakeRecipient(each), _post(one, each)]
            if not people:
                spoken = await self.store.read(locale_of(self.bot_id, one.author))
                locale = Locale(spoken[0]) if spoken else Locale.EN
                done = Outgoing(locale.value, html=_say("done", locale))
                changes += [
                    EndAnnouncement(one.code),
                    Post(one.author, one.author, done.to_payload()),
                ]
            try:
                await self.store.apply(self.bot_id, changes)
            except SupersededError:
                return True
            for change in changes:
                if isinstance(change, Post):
                    self.wake_sender(change.chat)
            return True
        return False

    async def _a_reminder_is_due(self) -> bool:
        return bool(await self.store.read(due_reminders(self.bot_id, self.clock(), 1)))


def _post(one: Announcement, to: Recipient) -> Post:
    locale = Locale(to.locale)
    off = Key(_say("off", locale), data(Verb.NEWS, "off", one.institution))
    buttons: Rows = ((off,),)
    html = _html(one, locale)
    return Post(to.chat, to.person, Outgoing(locale.value, html=html, buttons=buttons).to_payload())


def _html(one: Announcement, locale: Locale) -> str:
    """Return an announcement in a reader's language and script, where it was written in both."""
    parts = _BETWEEN.split(one.text, maxsplit=1)
    text = parts[0] if locale is not Locale.EN or len(parts) == 1 else parts[1]
    if locale is Locale.SR_LATN and len(parts) > 1:
        text = to_latin(text)
    name = registry()[one.institution].name.title.plain(locale)
    return f"<b>{_say('title', locale, name=name)}</b>\n\n{escape(text.strip())}"


def _says(
    update: WaitingUpdate,
    incoming: Incoming,
    html: str,
    locale: Locale,
    *changes: Change,
) -> Handled:
    out = Outgoing(
        locale.value,
        html=html,
        query=incoming.query,
        edit=incoming.message if incoming.query else None,
    )
    return Handled(update, messages=(out.to_payload(),), changes=changes)


def _say(message: str, locale: Locale, **values: Value) -> str:
    return render(Text(f"telegram.announce.{message}", values), locale, markup=True)


def _complain(error: StorageError) -> None:
    logger.error("%s", error)
