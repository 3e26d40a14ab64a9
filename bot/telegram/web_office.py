"""What a visitor of the web chat does beyond it: words to an office, questions, ratings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.messages.effect import Effect, NoteUnanswered
from bot.storage import WaitingUpdate
from bot.storage.changes import Change, ForBot
from bot.storage.questions import NoteQuestion
from bot.storage.talks import Post
from bot.storage.tallies import Count
from bot.telegram.askers import Askers
from bot.telegram.office import OfficeEffect, ToOffice
from bot.web.chat import HelpRating
from locales import Locale


@dataclass(frozen=True, slots=True)
class WebOffice:
    """Carries it out under the number of the bot, in whose staff chats the offices are."""

    bot_id: int
    to_office: ToOffice
    askers: Askers
    wake_sender: Callable[[int], None]

    async def changes(self, update: WaitingUpdate, effects: Sequence[Effect]) -> tuple[Change, ...]:
        """See `bot.web.chat.OfficeDoor`.

        Raises:
            StorageError: the database cannot be used.
            SupersededError: the office gave the conversation back meanwhile.
        """
        changes: list[Change] = []
        for effect in effects:
            if isinstance(effect, NoteUnanswered):
                who = await self.askers.number(update.address.person)
                changes.append(NoteQuestion(effect.question, effect.locale.value, who))
        if any(isinstance(effect, OfficeEffect) for effect in effects):
            changes += await self.to_office.changes(update, None, effects)
        return tuple(ForBot(self.bot_id, change) for change in changes)

    def rated(self, rated: HelpRating, locale: Locale) -> tuple[Change, ...]:
        """See `bot.web.chat.OfficeDoor`."""
        what = "helped" if rated.helped else "not_helped"
        return (ForBot(self.bot_id, Count(what, rated.subject, locale.value)),)

    def written(self, changes: Sequence[Change]) -> None:
        """See `bot.web.chat.OfficeDoor`."""
        for change in changes:
            if isinstance(change, ForBot) and isinstance(change.change, Post):
                self.wake_sender(change.change.chat)
