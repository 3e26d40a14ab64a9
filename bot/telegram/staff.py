"""What the staff of an office do in their chat: answers, edits, the end of a conversation.

Only replies to the bot's messages about a conversation are for a person, and they go to the person
of exactly that conversation. What cannot be passed on is said there, in a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.button_data import Verb, data, parse
from bot.messages.event import Said, Tapped, Unreadable
from bot.messages.markup import escape
from bot.office import Offices, aside, coded
from bot.storage import Handled, Store, WaitingUpdate
from bot.storage.changes import Change
from bot.storage.drafts import draft
from bot.storage.talks import EndTalk, StaffWrote, Talk, copies, talk, talk_of_topic
from bot.storage.tallies import Count
from bot.telegram import office_words as words
from bot.telegram.entries import Entries
from bot.telegram.incoming import Incoming
from bot.telegram.office import copies_of, entry_button, last_answer
from bot.telegram.outgoing import Key, Outgoing, Rows
from bot.telegram.staff_chats import office_at
from bot.telegram.to_person import to_person
from locales import Locale

# What staff reply to the bot's messages with, beside answers.
COMMANDS = ("done", "entry", "approve", "withdraw")


@dataclass(frozen=True, slots=True)
class _Answer:
    """Words of the staff: who wrote them, and in which message."""

    text: str
    author: int
    message: int | None


@dataclass(frozen=True, slots=True)
class Staff:
    """Deals with what happens in a staff chat."""

    bot_id: int
    store: Store
    offices: Offices
    entries: Entries

    async def handled(self, update: WaitingUpdate, incoming: Incoming, code: str) -> Handled | None:
        """Return what a message or tap of the staff leads to; None for what is not theirs.

        Raises:
            StorageError: the database cannot be read.
        """
        found = await self.store.read(talk(self.bot_id, code))
        if not found:
            drafts = await self.store.read(draft(self.bot_id, code))
            if drafts and drafts[0].chat == incoming.chat:
                return await self.entries.handled(update, incoming, drafts[0])
            office = await office_at(self.store, self.bot_id, self.offices, incoming.chat)
            locale = Locale.SR_LATN if office is None else office.locale
            return self._says(update, incoming, "not_kept", code, locale)
        if found[0].staff_chat != incoming.chat:
            return None
        return await self._done(update, incoming, found[0])

    async def alone(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return what a command of the staff leads to that replies to nothing of the bot's.

        In the topic of a conversation it is clear which one ends. None for everything else.

        Raises:
            StorageError: the database cannot be read.
        """
        said = incoming.what.text.split() if isinstance(incoming.what, Said) else []
        if not incoming.group or said[:1] not in [[f"/{name}"] for name in COMMANDS]:
            return None
        office = await office_at(self.store, self.bot_id, self.offices, incoming.chat)
        if office is None:
            # In other groups they are no commands of this bot.
            return None if said[0] == "/done" else Handled(update)
        if said[0] == "/done" and incoming.thread is not None:
            of_topic = talk_of_topic(self.bot_id, incoming.chat, incoming.thread)
            for about in await self.store.read(of_topic):
                return await self._ended(update, incoming, about)
        out = Outgoing(
            office.locale.value,
            html=words.say("not_a_reply", office.locale),
            reply_to=incoming.message,
            thread=incoming.thread,
        )
        return Handled(update, messages=(out.to_payload(),))

    async def _done(self, update: WaitingUpdate, incoming: Incoming, about: Talk) -> Handled:
        match incoming.what:
            case Tapped(tapped):
                return await self._tapped(update, incoming, about, tapped)
            case Unreadable():
                return self._line(update, incoming, about, "only_text")
            case Said(text) if text.split()[:1] == ["/done"]:
                return await self._ended(update, incoming, about)
            case Said(text) if text.split()[:1] == ["/entry"]:
                return self._line(update, incoming, about, "sent_to_nobody")
            case Said(text) if text.startswith("/"):
                return self._line(update, incoming, about, "no_commands")
            case Said() if incoming.to_aside:
                return self._line(update, incoming, about, "to_an_aside")
            case Said(text) if incoming.edited:
                return await self._corrected(update, incoming, about, text)
            case Said(text):
                answer = _Answer(text, incoming.person, incoming.message)
                return self._answered(update, incoming, about, answer)
        return Handled(update)

    async def _tapped(
        self, update: WaitingUpdate, incoming: Incoming, about: Talk, tapped: str
    ) -> Handled:
        pressed = parse(tapped)
        step = pressed.arguments[0] if pressed is not None and pressed.arguments else ""
        if step == "done":
            return await self._ended(update, incoming, about)
        if step == "entry":
            return await self.entries.made_of(update, incoming, about)
        quoted = incoming.quoted
        if step != "take" or quoted is None:
            return self._line(update, incoming, about, "message_gone")
        # Of an anonymous administrator it is not known who wrote.
        if quoted.person > 0 and quoted.person != incoming.person:
            return self._line(update, incoming, about, "not_yours")
        sent = await self.store.read(copies(self.bot_id, about.code))
        if about.chat is not None and copies_of(sent, about.chat, quoted.message):
            return self._line(update, incoming, about, "sent_already")
        answer = _Answer(quoted.text, quoted.person, quoted.message)
        return self._answered(update, incoming, about, answer, take_over=True)

    def _answered(
        self,
        update: WaitingUpdate,
        incoming: Incoming,
        about: Talk,
        answer: _Answer,
        *,
        take_over: bool = False,
    ) -> Handled:
        """Return an answer on its way to the person, where whoever wrote it is the one to answer.

        One who answers second is told, and nothing is sent before they take over.
        """
        if about.person is None:
            return self._line(update, incoming, about, "unreachable")
        if about.owner not in (None, answer.author) and not take_over:
            locale = Locale(about.staff_locale)
            take = Key(words.say("take", locale), data(Verb.STAFF, "take", about.code))
            return self._line(update, incoming, about, "colleague", ((take,),))
        wrote = StaffWrote(about.code, answer.author, about.owner, about.is_open)
        counted = Count("office_answered", f"institution:{about.institution}", about.locale)
        posts = self._to_person(about, answer.text, "answer", origin=answer.message)
        seen = Outgoing("", reaction=words.SEEN, reply_to=answer.message)
        if incoming.query is not None:
            seen = Outgoing("", query=incoming.query, edit=incoming.message, keyboard=_NO_BUTTONS)
        return Handled(update, messages=(seen.to_payload(),), changes=(wrote, *posts, counted))

    async def _corrected(
        self, update: WaitingUpdate, incoming: Incoming, about: Talk, text: str
    ) -> Handled:
        """Return an edited answer in the place of what the person has; anew where that is out."""
        if about.chat is None:
            return self._line(update, incoming, about, "unreachable")
        sent = await self.store.read(copies(self.bot_id, about.code))
        edits = copies_of(sent, about.chat, incoming.message)
        if not edits and about.owner not in (None, incoming.person):
            # It was not sent before either.
            return Handled(update)
        what = "answer" if edits else "correction"
        posts = self._to_person(about, text, what, origin=incoming.message, edits=edits)
        owner = about.owner or incoming.person
        wrote = StaffWrote(about.code, owner, about.owner, about.is_open)
        return Handled(update, changes=(wrote, *posts))

    async def _ended(self, update: WaitingUpdate, incoming: Incoming, about: Talk) -> Handled:
        if not about.is_open:
            return self._line(update, incoming, about, "ended_already")
        answer = last_answer(about, await self.store.read(copies(self.bot_id, about.code)))
        entry = entry_button(about.code, Locale(about.staff_locale), answer)
        line = self._line(update, incoming, about, "ended", entry, under=answer, closes=True)
        told = to_person(about, words.say("given_back", Locale(about.locale)))
        return Handled(update, messages=line.messages, changes=(EndTalk(about.code), *told))

    def _to_person(
        self,
        about: Talk,
        text: str,
        what: str,
        *,
        origin: int | None,
        edits: Sequence[int] = (),
    ) -> list[Change]:
        locale = Locale(about.locale)
        heading = words.named(what, locale, about.name)
        buttons: Rows = ()
        if not about.is_open:
            ask = (about.institution,) if about.institution else ()
            buttons = ((Key(words.say("write_back", locale), data(Verb.OFFICE, "ask", *ask)),),)
        return to_person(
            about, escape(text), heading=heading, buttons=buttons, origin=origin, edits=edits
        )

    def _line(
        self,
        update: WaitingUpdate,
        incoming: Incoming,
        about: Talk,
        message: str,
        buttons: Rows = (),
        *,
        under: int | None = None,
        closes: bool = False,
    ) -> Handled:
        locale = Locale(about.staff_locale)
        return self._says(
            update,
            incoming,
            message,
            about.code,
            locale,
            buttons=buttons,
            thread=about.topic,
            under=under,
            closes=closes,
        )

    def _says(
        self,
        update: WaitingUpdate,
        incoming: Incoming,
        message: str,
        code: str,
        locale: Locale,
        *,
        buttons: Rows = (),
        thread: int | None = None,
        under: int | None = None,
        closes: bool = False,
    ) -> Handled:
        """Return a line in the staff chat, under what it answers or under another message."""
        out = Outgoing(
            locale.value,
            # A reply to the end of a conversation still goes to the person.
            html=(coded if message == "ended" else aside)(code, words.say(message, locale)),
            buttons=buttons,
            reply_to=under or (None if incoming.query else incoming.message),
            thread=incoming.thread or thread,
            query=incoming.query,
            closes=closes,
        )
        return Handled(update, messages=(out.to_payload(),))


_NO_BUTTONS = '{"inline_keyboard":[]}'
