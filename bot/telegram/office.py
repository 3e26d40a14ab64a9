"""What a person does with an office: a question opened, words passed on, the conversation left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.messages.button_data import Verb, data
from bot.messages.effect import AskOffice, Effect, LeaveOffice, TellOffice
from bot.messages.event import Said
from bot.messages.markup import escape
from bot.office import Offices, new_code
from bot.storage import Store, SupersededError, WaitingUpdate
from bot.storage.changes import Change
from bot.storage.talks import (
    Copy,
    EndTalk,
    LeaveTalk,
    OpenTalk,
    PersonWrote,
    Post,
    Talk,
    copies,
    talk,
    talk_of_words,
)
from bot.storage.tallies import Count
from bot.telegram import office_words as words
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Key, Outgoing, Rows
from bot.telegram.to_person import to_person
from locales import Locale, format_value
from rules.institutions import registry

OfficeEffect = AskOffice | TellOffice | LeaveOffice


@dataclass(frozen=True, slots=True)
class ToOffice:
    """Carries out what a person's words to an office lead to."""

    bot_id: int
    store: Store
    offices: Offices

    async def changes(
        self, update: WaitingUpdate, message: int | None, effects: Sequence[Effect]
    ) -> tuple[Change, ...]:
        """Return what is written with the update.

        Args:
            update: what the person did.
            message: the number of their message, which a copy is known by.
            effects: what it leads to.

        Raises:
            StorageError: the database cannot be read.
        """
        changes: list[Change] = []
        for effect in effects:
            match effect:
                case AskOffice():
                    changes += self._opened(update, effect)
                case TellOffice():
                    changes += await self._told(update, message, effect)
                case LeaveOffice():
                    changes += await self._left(update)
        return tuple(changes)

    def _opened(self, update: WaitingUpdate, asked: AskOffice) -> list[Change]:
        office = self.offices.of(asked.institution)
        if office is None:
            raise LookupError("a question for an office that there is not")
        code, address, locale = new_code(), update.address, office.locale
        institution = asked.institution or ""
        opened = OpenTalk(
            code,
            address.chat,
            address.person,
            institution,
            asked.name,
            office.chat,
            locale.value,
            asked.locale.value,
            asked.text,
            None if address.bot == self.bot_id else address.bot,
        )
        heading = f"<b>{words.say('question', locale)}</b>"
        if institution in registry() and self.offices.serves_others(institution):
            name = format_value(registry()[institution].name.title, locale, markup=True)
            heading = f"{heading}\n{name}"
        htmls = words.to_staff(code, heading, escape(asked.text), words.say("how", locale))
        thread = _Thread(code, office.chat, address.person, locale)
        posts = thread.posts(htmls, end_button(code, locale))
        return [
            opened,
            *posts,
            Count("asked_office", f"institution:{institution}", asked.locale.value),
        ]

    async def _told(
        self, update: WaitingUpdate, message: int | None, told: TellOffice
    ) -> list[Change]:
        open_talk = await self._open_talk(update)
        code = open_talk.code
        if told.edited and not _is_for_office(open_talk, message):
            # What was written before was for the bot: the staff never had it, and do not get it.
            line = words.say("not_changed", Locale(open_talk.locale))
            return to_person(open_talk, line, said=False)
        posts = await self._passed_on(open_talk, message, told)
        return [PersonWrote(code, message), *posts]

    async def changed_later(self, incoming: Incoming) -> Sequence[Change]:
        """Return what passes a change on of words that an office has, after their conversation.

        Nothing where it has none of them.

        Raises:
            StorageError: the database cannot be read.
        """
        message, what = incoming.message, incoming.what
        if message is None or not isinstance(what, Said):
            return ()
        of_words = talk_of_words(self.bot_id, incoming.chat, message)
        for about in await self.store.read(of_words):
            told = TellOffice(incoming.linked or what.text, edited=True)
            return await self._passed_on(about, message, told)
        return ()

    async def _passed_on(
        self, about: Talk, message: int | None, told: TellOffice
    ) -> Sequence[Post]:
        """Return words on their way to the staff, in the place of those that they change."""
        code, locale = about.code, Locale(about.staff_locale)
        heading = words.say("corrects" if told.edited else "writes", locale)
        htmls = words.to_staff(code, heading, escape(told.text))
        edits: Sequence[int] = ()
        if told.edited:
            found = await self.store.read(copies(self.bot_id, code))
            edits = copies_of(found, about.staff_chat, message)
            left_over = len(edits) - len(htmls)
            htmls += words.to_staff(code, words.say("shortened", locale)) * left_over
        thread = _Thread(code, about.staff_chat, about.person or 0, locale)
        return thread.posts(htmls, origin=message, edits=edits)

    async def _left(self, update: WaitingUpdate) -> list[Change]:
        open_talk = await self._open_talk(update)
        locale = Locale(open_talk.staff_locale)
        htmls = words.to_staff(open_talk.code, words.say("left", locale))
        thread = _Thread(open_talk.code, open_talk.staff_chat, update.address.person, locale)
        answer = last_answer(open_talk, await self.store.read(copies(self.bot_id, open_talk.code)))
        buttons = entry_button(open_talk.code, locale, answer)
        posts = thread.posts(htmls, buttons, reply_to=answer, closes=True)
        return [EndTalk(open_talk.code), *posts]

    async def _open_talk(self, update: WaitingUpdate) -> Talk:
        """Return the conversation that an office has.

        Raises:
            SupersededError: it ended meanwhile: the bot has to look at the message again.
        """
        code = "" if update.session is None else update.session.office or ""
        found = await self.store.read(talk(self.bot_id, code))
        if found and found[0].is_open:
            return found[0]
        await self.store.apply(self.bot_id, (LeaveTalk(code),))
        raise SupersededError


@dataclass(frozen=True, slots=True)
class _Thread:
    """Where the messages of a conversation go on the staff's side, and whose they are."""

    code: str
    chat: int
    person: int
    locale: Locale

    def posts(
        self,
        htmls: Sequence[str],
        buttons: Rows = (),
        *,
        origin: int | None = None,
        edits: Sequence[int] = (),
        reply_to: int | None = None,
        closes: bool = False,
    ) -> list[Post]:
        """Return messages to the staff chat; the last one has the buttons, or closes the topic.

        Those of `edits` are changed first; what is more comes as new messages.
        """
        whole = Outgoing(self.locale.value, talk=self.code, origin=origin, reply_to=reply_to)
        messages = [
            replace(whole, html=html, edit=edit, stands_in=self.chat)
            for html, edit in zip_longest(htmls, edits)
        ]
        messages[-1] = replace(messages[-1], buttons=buttons, closes=closes)
        return [Post(self.chat, self.person, each.to_payload()) for each in messages]


def end_button(code: str, locale: Locale) -> Rows:
    """Return the button that gives a conversation back."""
    return ((Key(words.say("end", locale), data(Verb.STAFF, "done", code)),),)


def entry_button(code: str, locale: Locale, answer: int | None) -> Rows:
    """Return the button that makes an entry of an answer, where there was one."""
    if answer is None:
        return ()
    return ((Key(words.say("make_entry", locale), data(Verb.STAFF, "entry", code)),),)


def last_answer(about: Talk, found: Sequence[Copy]) -> int | None:
    """Return the number of the staff's last message that went to the person; None without one."""
    answers = [one.origin for one in found if one.chat == about.chat and one.origin is not None]
    return max(answers, default=None)


def copies_of(found: Sequence[Copy], chat: int, origin: int | None) -> tuple[int, ...]:
    """Return the numbers of the copies of a message in a chat: a long one stands there in parts."""
    if origin is None:
        return ()
    return tuple(one.message for one in found if one.chat == chat and one.origin == origin)


def _is_for_office(about: Talk, message: int | None) -> bool:
    """Return whether a message was written while the office had the conversation."""
    first = about.first_message
    return message is not None and first is not None and message >= first
