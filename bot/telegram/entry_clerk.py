"""Checks drafts that wait for it, and says in the staff chat what was found.

Beside the staff's own messages, whose answers to people do not wait. That a check is asked for
stands in the database: a kill loses none, and of several replicas one does it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from telegram.error import TelegramError

from bot.editing import ApprovedEntry, beside_the_files, institution_in, source_of
from bot.editing.checking import VERIFY_SECONDS, verified
from bot.office import Offices
from bot.storage import StorageError, Store, SupersededError
from bot.storage.changes import Change
from bot.storage.drafts import (
    ApproveDraft,
    ChangeDraft,
    Draft,
    EndCheck,
    TakeCheck,
    WaitingCheck,
    approved_drafts,
    waiting_checks,
)
from bot.storage.talks import Post
from bot.storage.talks_gone import former_chats
from bot.telegram.draft_lines import DraftLines
from bot.telegram.faults import Remedy, classify
from bot.telegram.office_words import MOST_KILOBYTES
from bot.telegram.outgoing import Outgoing
from bot.telegram.staff_chats import office_at
from locales import Locale
from locales.clock import day_of
from rules.institutions import registry

_LOOK_SECONDS = 1.0
# Whoever took a check and is not done by then was killed.
_TAKEN_SECONDS = VERIFY_SECONDS + 60.0
# The longest entry of the knowledge has a tenth of it.
MOST_BYTES = MOST_KILOBYTES * 1000

_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)

# Returns the content of a file by Telegram's id of it, at most so many bytes; None for a longer.
Fetch = Callable[[str, int], Awaitable[bytes | None]]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class EntryClerk:
    """Checks drafts."""

    bot_id: int
    store: Store
    offices: Offices
    fetch: Fetch
    wake_sender: Callable[[int], None]
    clock: Callable[[], float] = time.time
    # The draft that was last found to be without errors, and the approved entries beside it.
    _sound: Sequence[str] = field(default=(), init=False)

    async def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                await self.look()
            except (StorageError, OSError) as error:
                _complain(error)
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Check what waits now.

        Raises:
            StorageError: the database cannot be used.
        """
        before = self.clock() - _TAKEN_SECONDS
        for check in await self.store.read(waiting_checks(self.bot_id, before)):
            try:
                await self.store.apply(self.bot_id, (TakeCheck(check, before),))
                changes = await self._done(check)
                await self.store.apply(self.bot_id, changes)
            except SupersededError:
                # Another replica has it, or somebody wrote meanwhile: that is checked next.
                continue
            for change in changes:
                if isinstance(change, Post):
                    self.wake_sender(change.chat)

    async def _done(self, check: WaitingCheck) -> list[Change]:
        """Return what a check leads to; nothing where it is to be tried again later."""
        draft, asking = check.draft, check.asking
        if asking.file is not None:
            return await self._with_file(check, asking.file)
        found = await self._problems(draft)
        if found:
            return await self._answered(check, "draft_wrong", found)
        if not check.approves:
            return await self._answered(check, "draft_right", can_be_approved=True)
        return [
            ApproveDraft(draft, asking.by),
            *await self._answered(check, "approved"),
        ]

    async def _with_file(self, check: WaitingCheck, file: str) -> list[Change]:
        """Return the draft with what a file holds, which is checked next."""
        try:
            read = await self.fetch(file, MOST_BYTES)
        except TelegramError as error:
            if classify(error).fault is not Remedy.REFUSED:
                return []
            read = None
        except _UNREADABLE:
            # The library cannot make a file of Telegram's answer.
            read = None
        content = _as_text(read)
        if content is None:
            return await self._answered(check, "file_unreadable")
        institution = institution_in(content) or check.draft.institution
        asking = replace(check.asking, file=None)
        change = ChangeDraft(check.draft.code, institution, content, asking)
        return [EndCheck(check), change]

    async def _answered(
        self,
        check: WaitingCheck,
        message: str,
        problems: Sequence[str] = (),
        *,
        can_be_approved: bool = False,
    ) -> list[Change]:
        draft, asking = check.draft, check.asking
        office = await office_at(self.store, self.bot_id, self.offices, draft.chat)
        locale = Locale.SR_LATN if office is None else office.locale
        lines = DraftLines(draft, locale, asking.message, asking.thread)
        out: Outgoing = lines.line(message, problems, can_be_approved=can_be_approved)
        # It is the staff chat's, whoever asked.
        return [EndCheck(check), Post(draft.chat, draft.chat, out.to_payload())]

    async def _problems(self, draft: Draft) -> list[str]:
        """Return what is wrong with a draft beside what is approved already."""
        entry = as_entry(draft)
        if entry.id is None:
            return ["- id: …"]
        wrong = await self._wrong_institution(draft)
        if wrong:
            return wrong
        others = await self.store.read(approved_drafts(self.bot_id))
        contents = [draft.content, *(one.content for one in others)]
        # Whoever approves need not wait for what was found when it was written.
        if contents == self._sound:
            return []
        found = await verified([*beside_the_files([*map(as_entry, others)]), entry])
        if not found:
            self._sound = contents
        return found

    async def _wrong_institution(self, draft: Draft) -> list[str]:
        """Return what is wrong with whose entry it is, and whose answer."""
        chats = (draft.chat, *await self.store.read(former_chats(self.bot_id, draft.chat)))
        of_chats = [self.offices.institutions_of(chat) for chat in chats]
        theirs = [one for one in of_chats if one]
        allowed = {name for chat in theirs for name in chat} or {one.id for one in registry()}
        if draft.institution not in allowed:
            return [f"institution: {' / '.join(sorted(allowed))}"]
        source = source_of(draft.institution)
        return [] if source in draft.content else [f"sources: [{source}]"]


def as_entry(draft: Draft) -> ApprovedEntry:
    """Return a draft as the knowledge takes it, with who approved it and when as its history."""
    moment = (
        datetime.now(UTC) if draft.decided is None else datetime.fromtimestamp(draft.decided, UTC)
    )
    day = day_of(moment)
    history = f"written by {draft.made_by}, approved by {draft.approved_by} on {day}"
    return ApprovedEntry(draft.code, draft.institution, draft.content, history, day)


def _as_text(read: bytes | None) -> str | None:
    """Return what a file says; None where it is too long, or no text."""
    try:
        return None if read is None else f"{read.decode('utf-8-sig').strip()}\n"
    except UnicodeDecodeError:
        return None


def _complain(error: Exception) -> None:
    logger.error("%s", error)
