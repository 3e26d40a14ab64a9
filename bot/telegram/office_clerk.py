"""What nobody's message brings about: silence, and people or chats that are gone.

The database says of which conversations something has to be told; the telling and the note that it
is told are one transaction. So a kill in between loses nothing, and of several replicas one tells.
Nobody would tell it again, so it is tried for as long as Telegram cannot be reached.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.office import SILENCE_HOURS
from bot.storage import StorageError, Store, SupersededError
from bot.storage.changes import Change
from bot.storage.talk_notices import MarkBlanked, MarkTold, talks_to_tell
from bot.storage.talks import EndTalk, Notice, Post, Talk, copies
from bot.telegram import office_words as words
from bot.telegram.office import entry_button, last_answer
from bot.telegram.outgoing import Outgoing
from bot.telegram.to_person import to_person
from locales import Locale

_LOOK_SECONDS = 2.0
# Between two conversations whose messages are blanked because they are old: Telegram lets a bot
# write to a group twenty times a minute, and questions have to fit in as well.
_EXPIRE_SECONDS = 30.0

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class OfficeClerk:
    """Tells both sides what became of their conversation."""

    bot_id: int
    store: Store
    wake_sender: Callable[[int], None]
    clock: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    _expires_from: float = field(default=float("-inf"), init=False)

    async def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                await self.look()
            except StorageError as error:
                _complain(error)
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Tell what is to be told now.

        Raises:
            StorageError: the database cannot be used.
        """
        silent = self.clock() - SILENCE_HOURS * 3600.0
        for about in await self.store.read(talks_to_tell(self.bot_id, silent)):
            if about.notice is Notice.EXPIRED:
                if self._expires_from > self.steady():
                    return
                self._expires_from = self.steady() + _EXPIRE_SECONDS
            changes = await self._changes(about)
            try:
                await self.store.apply(self.bot_id, changes)
            except SupersededError:
                # Somebody wrote meanwhile, or another replica told it.
                continue
            for change in changes:
                if isinstance(change, Post):
                    self.wake_sender(change.chat)

    async def _changes(self, about: Talk) -> list[Change]:
        match about.notice:
            case None:
                found = await self.store.read(copies(self.bot_id, about.code))
                return [
                    EndTalk(about.code),
                    *_to_person(about, "silence"),
                    _to_staff(about, "silence_staff", answer=last_answer(about, found)),
                ]
            case Notice.LOST:
                told = [*_to_person(about, "lost"), _to_staff(about, "lost_staff")]
                return [MarkTold(about.code, about.notice), *told]
            case Notice.UNSENT:
                return [MarkTold(about.code, about.notice), _to_staff(about, "unsent")]
            case Notice.GONE:
                return [*await self._blanked(about, "expired"), _to_staff(about, "gone")]
            case Notice.FORGOTTEN:
                return [*await self._blanked(about, "deleted"), _to_staff(about, "forgotten")]
            case Notice.EXPIRED | Notice.BLANKED:
                return await self._blanked(about, "expired")

    async def _blanked(self, about: Talk, message: str) -> list[Change]:
        """Return what puts a word in the place of every message of the bot's in the chat."""
        numbers = [
            copy.message
            for copy in await self.store.read(copies(self.bot_id, about.code))
            if copy.chat == about.staff_chat
        ]
        blanks = [_to_staff(about, message, edit=number) for number in numbers]
        return [MarkBlanked(about, numbers), *blanks]


def _complain(error: StorageError) -> None:
    logger.error("%s", error)


def _to_staff(
    about: Talk, message: str, *, edit: int | None = None, answer: int | None = None
) -> Post:
    """Return a line to the staff, under the answer that an entry can be made of."""
    locale = Locale(about.staff_locale)
    (html,) = words.to_staff(about.code, words.say(message, locale))
    closes = edit is None and about.notice is not Notice.UNSENT
    out = Outgoing(
        locale.value,
        html=html,
        buttons=entry_button(about.code, locale, answer),
        edit=edit,
        stands_in=about.staff_chat,
        blanks=edit is not None,
        lasting=True,
        reply_to=answer,
        thread=about.topic,
        closes=closes,
    )
    # Nothing of the person is in it, who may be forgotten: it is the staff chat's.
    return Post(about.staff_chat, about.staff_chat, out.to_payload())


def _to_person(about: Talk, message: str) -> list[Change]:
    return to_person(about, words.say(message, Locale(about.locale)), said=False, lasting=True)
