"""Entries from answers: staff make a draft of one, complete it, and a second person approves it.

What takes long, the check of a draft, is asked for here and done beside: see `entry_clerk`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.editing import Answered, draft_entry, institution_in
from bot.messages.button_data import parse
from bot.messages.event import Said, Tapped
from bot.office import Office, Offices, new_code
from bot.storage import Handled, Store, WaitingUpdate
from bot.storage.changes import Change
from bot.storage.drafts import AskCheck, Asking, ChangeDraft, Draft, MakeDraft, WithdrawDraft
from bot.storage.questions import asked_questions
from bot.storage.talks import Talk, talk_of_answer
from bot.telegram import office_words as words
from bot.telegram.draft_lines import DraftLines
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Outgoing
from bot.telegram.staff_chats import office_at
from bot.understanding.privacy.redaction import redact
from knowledge import Knowledge
from locales import Locale, fold

_ALIKE, _MOST_ALIKE = 60.0, 8


@dataclass(frozen=True, slots=True)
class Entries:
    """Deals with drafts in a staff chat."""

    bot_id: int
    store: Store
    knowledge: Callable[[], Knowledge]
    offices: Offices

    async def begun(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return the draft that `/entry` makes of the answer it replies to.

        None where it replies to nothing that was sent to a person.
        """
        answer = incoming.quoted
        if answer is None:
            return None
        found = await self.store.read(talk_of_answer(self.bot_id, incoming.chat, answer.message))
        if not found:
            return await self.sent_to_nobody(update, incoming)
        return await self._made(update, incoming, found[0], answer.text)

    async def made_of(self, update: WaitingUpdate, incoming: Incoming, about: Talk) -> Handled:
        """Return the draft that a tapped button makes of the answer it stands under."""
        answer = incoming.quoted
        if answer is None or about.person is None:
            return await self.sent_to_nobody(update, incoming) or Handled(update)
        return await self._made(update, incoming, about, answer.text)

    async def _made(
        self, update: WaitingUpdate, incoming: Incoming, about: Talk, answer: str
    ) -> Handled:
        code = new_code()
        answered = await self._answered(about, answer)
        content = draft_entry(code, answered)
        chat, person = incoming.chat, incoming.person
        made = Draft(code, chat, answered.institution, content, person, None, None, about.code)
        out = _lines(incoming, made, Locale(about.staff_locale)).shown()
        return Handled(update, messages=(out.to_payload(),), changes=(MakeDraft(made),))

    async def sent_to_nobody(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return a line that no entry can be made of that; None outside the staff's chats."""
        office = await self._office(incoming.chat)
        if office is None:
            return None
        out = Outgoing(
            office.locale.value,
            html=words.say("sent_to_nobody", office.locale),
            reply_to=incoming.message,
            thread=incoming.thread,
            query=incoming.query,
        )
        return Handled(update, messages=(out.to_payload(),))

    async def handled(self, update: WaitingUpdate, incoming: Incoming, draft: Draft) -> Handled:
        """Return what a reply to a draft leads to: another content, approval, or its end."""
        office = await self._office(incoming.chat)
        locale = Locale.SR_LATN if office is None else office.locale
        lines = _lines(incoming, draft, locale)
        asked = _asked(incoming)
        if asked == "/withdraw":
            return _said(update, lines.line("withdrawn"), WithdrawDraft(draft.code))
        change = self._change(incoming, draft, asked)
        if change is None:
            return _said(update, lines.line("how_draft"))
        if draft.approved_by is not None:
            return _said(update, lines.line("approved_already"))
        # A group has no second person: who writes as one may be the first.
        if incoming.person < 0:
            return _said(update, lines.line("as_group"))
        if asked == "/approve" and incoming.person == draft.made_by:
            return _said(update, lines.line("not_your_own"))
        return _said(update, lines.noticed(), change)

    def _change(self, incoming: Incoming, draft: Draft, asked: str) -> Change | None:
        """Return the check that is asked for; None where a reply asks for none."""
        asking = Asking(incoming.person, incoming.message, incoming.thread)
        if incoming.file is not None:
            return AskCheck(draft, _with_file(asking, incoming.file.id))
        if asked == "/approve":
            return AskCheck(draft, asking)
        if asked.startswith("- id:"):
            content = f"{asked}\n"
            institution = institution_in(content) or draft.institution
            return ChangeDraft(draft.code, institution, content, asking)
        return None

    async def _answered(self, about: Talk, answer: str) -> Answered:
        known, locale = self.knowledge(), Locale(about.locale)
        question = redact(about.question.split("\n\n")[0], known)
        kept = await self.store.read(asked_questions())
        texts = dict.fromkeys(one.text for one in kept if Locale(one.locale) is locale)
        alike = [one for one in texts if fuzz.token_sort_ratio(fold(one), fold(question)) >= _ALIKE]
        staff = Locale(about.staff_locale)
        return Answered(
            about.institution, question, alike[:_MOST_ALIKE], answer, locale, staff
        )  # fmt: skip

    async def _office(self, chat: int) -> Office | None:
        return await office_at(self.store, self.bot_id, self.offices, chat)


def _lines(incoming: Incoming, draft: Draft, locale: Locale) -> DraftLines:
    return DraftLines(draft, locale, incoming.message, incoming.thread, incoming.query)


def _said(update: WaitingUpdate, out: Outgoing, *changes: Change) -> Handled:
    return Handled(update, messages=(out.to_payload(),), changes=changes)


def _with_file(asking: Asking, file: str) -> Asking:
    return Asking(asking.by, asking.message, asking.thread, file)


def _asked(incoming: Incoming) -> str:
    """Return what is wanted of a draft, in words or by a tap."""
    match incoming.what:
        case Said(text):
            return text.strip()
        case Tapped(tapped):
            pressed = parse(tapped)
            return "" if pressed is None else f"/{pressed.arguments[0]}"
    return ""
