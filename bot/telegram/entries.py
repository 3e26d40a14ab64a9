"""Entries from answers: staff make a draft of one, complete it, and a second person approves it."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz

from bot.editing import (
    Answered,
    ApprovedEntry,
    beside_the_files,
    draft_entry,
    write_overlay,
)
from bot.messages.button_data import Verb, data, parse
from bot.messages.event import Said, Tapped
from bot.messages.markup import escape
from bot.office import HOME, Offices, coded, new_code
from bot.storage import Handled, Store, WaitingUpdate
from bot.storage.changes import Change
from bot.storage.drafts import (
    ApproveDraft,
    ChangeDraft,
    Draft,
    MakeDraft,
    WithdrawDraft,
    approved_drafts,
)
from bot.storage.questions import asked_questions
from bot.storage.talks import Talk, talk_of_answer
from bot.telegram import office_words as words
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Key, Outgoing, Rows
from bot.understanding.privacy.redaction import redact
from knowledge import Knowledge
from locales import Locale, fold
from rules.institutions import registry

_ALIKE, _MOST_ALIKE = 60.0, 8
# A draft that is longer is told as the file alone.
_SHOWN_LETTERS = 3000
_VERIFY_SECONDS = 120.0
_MOST_PROBLEMS = 8


@dataclass(slots=True)
class Entries:
    """Deals with drafts in a staff chat."""

    bot_id: int
    store: Store
    knowledge: Callable[[], Knowledge]
    offices: Offices
    # The draft that was last found to be without errors, and the approved entries beside it.
    _sound: Sequence[str] = field(default=(), init=False)

    async def begun(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        """Return the draft that `/entry` makes of the answer it replies to.

        None where it replies to nothing that was sent to a person.
        """
        answer = incoming.quoted
        if answer is None:
            return None
        found = await self.store.read(talk_of_answer(self.bot_id, incoming.chat, answer.message))
        if not found:
            return self._sent_to_nobody(update, incoming)
        return await self._made(update, incoming, found[0], answer.text)

    async def made_of(self, update: WaitingUpdate, incoming: Incoming, about: Talk) -> Handled:
        """Return the draft that a tapped button makes of the answer it stands under."""
        answer = incoming.quoted
        if answer is None or about.person is None:
            return self._sent_to_nobody(update, incoming) or Handled(update)
        return await self._made(update, incoming, about, answer.text)

    async def _made(
        self, update: WaitingUpdate, incoming: Incoming, about: Talk, answer: str
    ) -> Handled:
        code = new_code()
        answered = await self._answered(about, answer)
        content = draft_entry(code, answered)
        chat, person = incoming.chat, incoming.person
        made = Draft(code, chat, answered.institution, content, person, None, None, about.code)
        locale = Locale(about.staff_locale)
        return _Reply(update, incoming, made, locale).shown(MakeDraft(made))

    def _sent_to_nobody(self, update: WaitingUpdate, incoming: Incoming) -> Handled | None:
        if incoming.chat not in self.offices.chats:
            return None
        locale = self._locale(incoming.chat)
        html = words.say("sent_to_nobody", locale)
        out = Outgoing(
            locale.value,
            html=html,
            reply_to=incoming.message,
            thread=incoming.thread,
            query=incoming.query,
        )
        return Handled(update, messages=(out.to_payload(),))

    async def handled(self, update: WaitingUpdate, incoming: Incoming, draft: Draft) -> Handled:
        """Return what a reply to a draft leads to: another content, approval, or its end."""
        reply = _Reply(update, incoming, draft, self._locale(incoming.chat))
        match _asked(incoming):
            case "/approve":
                return await self._approved(reply)
            case "/withdraw":
                return reply.line("withdrawn", changes=(WithdrawDraft(draft.code),))
            case text if text.startswith("- id:"):
                return await self._changed(reply, text)
        return reply.line("how_draft")

    async def _answered(self, about: Talk, answer: str) -> Answered:
        known, locale = self.knowledge(), Locale(about.locale)
        question = redact(about.question.split("\n\n")[0], known)
        kept = await self.store.read(asked_questions())
        texts = dict.fromkeys(one.text for one in kept if Locale(one.locale) is locale)
        alike = [one for one in texts if fuzz.token_sort_ratio(fold(one), fold(question)) >= _ALIKE]
        institution = about.institution or registry().default
        staff = Locale(about.staff_locale)
        return Answered(institution, question, alike[:_MOST_ALIKE], answer, locale, staff)

    async def _changed(self, reply: "_Reply", text: str) -> Handled:
        draft, person = reply.draft, reply.incoming.person
        if draft.approved_by is not None:
            return reply.line("approved_already")
        changed = replace(draft, content=f"{text}\n", made_by=person)
        found = await self._problems(changed)
        change = ChangeDraft(draft.code, changed.content, person)
        if found:
            return reply.line("draft_wrong", found, changes=(change,))
        approve = Key(words.say("approve", reply.locale), data(Verb.STAFF, "approve", draft.code))
        return reply.line("draft_right", changes=(change,), buttons=((approve,),))

    async def _approved(self, reply: "_Reply") -> Handled:
        draft, person = reply.draft, reply.incoming.person
        if draft.approved_by is not None:
            return reply.line("approved_already")
        if person == draft.made_by:
            return reply.line("not_your_own")
        found = await self._problems(draft)
        if found:
            return reply.line("draft_wrong", found)
        return reply.line("approved", changes=(ApproveDraft(draft, person),))

    async def _problems(self, draft: Draft) -> list[str]:
        """Return what is wrong with a draft beside what is approved already."""
        entry = as_entry(draft)
        if entry.id is None:
            return ["- id: …"]
        others = await self.store.read(approved_drafts(self.bot_id))
        entries = [*beside_the_files([*map(as_entry, others)]), entry]
        contents = [draft.content, *(one.content for one in others)]
        # Whoever approves need not wait for what was found when it was written.
        if contents == self._sound:
            return []
        found = await self._verified(entries, entry.id)
        if not found:
            self._sound = contents
        return found

    async def _verified(self, entries: Sequence[ApprovedEntry], name: str) -> list[str]:
        with tempfile.TemporaryDirectory(prefix="razmena-draft-") as folder:
            await asyncio.to_thread(write_overlay, entries, Path(folder))
            # In a process of its own: answers to people do not wait for it.
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.editing.verify", folder, name),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                async with asyncio.timeout(_VERIFY_SECONDS):
                    told, _ = await process.communicate()
            except TimeoutError:
                process.kill()
                await process.wait()
                return [f"… {_VERIFY_SECONDS:g} s"]
        found = told.decode(errors="replace").splitlines()
        return found or ([] if process.returncode == 0 else [f"… {process.returncode}"])

    def _locale(self, chat: int) -> Locale:
        office = self.offices.chats.get(chat, self.offices.general)
        return Locale.SR_LATN if office is None else office.locale


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is answered about a draft, under the message that it answers."""

    update: WaitingUpdate
    incoming: Incoming
    draft: Draft
    locale: Locale

    def shown(self, change: Change) -> Handled:
        """Return the draft itself."""
        heading = f"<b>{words.say('draft', self.locale)}</b>"
        content = self.draft.content
        cut = f"{content[:_SHOWN_LETTERS]}…" if len(content) > _SHOWN_LETTERS else content
        body = f"<pre>{escape(cut)}</pre>"
        return self._handled((heading, body, words.say("how_draft", self.locale)), (change,))

    def line(
        self,
        message: str,
        problems: Sequence[str] = (),
        *,
        changes: tuple[Change, ...] = (),
        buttons: Rows = (),
    ) -> Handled:
        """Return a line, with what is wrong below it."""
        listed = "\n".join(f"• {escape(one)}" for one in problems[:_MOST_PROBLEMS])
        return self._handled((words.say(message, self.locale), listed), changes, buttons)

    def _handled(
        self, parts: Sequence[str], changes: tuple[Change, ...], buttons: Rows = ()
    ) -> Handled:
        out = Outgoing(
            self.locale.value,
            html=coded(self.draft.code, "\n\n".join(filter(None, parts))),
            buttons=buttons,
            reply_to=self.incoming.message,
            thread=self.incoming.thread,
            query=self.incoming.query,
            quotes=self.draft.talk,
        )
        return Handled(self.update, messages=(out.to_payload(),), changes=changes)


def _asked(incoming: Incoming) -> str:
    """Return what is wanted of a draft, in words or by a tap."""
    match incoming.what:
        case Said(text):
            return text.strip()
        case Tapped(tapped):
            pressed = parse(tapped)
            return "" if pressed is None else f"/{pressed.arguments[0]}"
    return ""


def as_entry(draft: Draft) -> ApprovedEntry:
    """Return a draft as the knowledge takes it, with who approved it and when as its history."""
    moment = (
        datetime.now(UTC) if draft.decided is None else datetime.fromtimestamp(draft.decided, UTC)
    )
    day = moment.astimezone(HOME).date()
    history = f"written by {draft.made_by}, approved by {draft.approved_by} on {day}"
    return ApprovedEntry(draft.code, draft.institution, draft.content, history, day)
