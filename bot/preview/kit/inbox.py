"""What reached a person in a chat and was not looked at yet."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.preview.call import Json
from bot.preview.chats import Chat, ChatEvent, Happening
from bot.preview.files import FileStore
from bot.preview.kit.seen import SeenMessage

TIMEOUT = 60.0
"""Seconds that a test waits for the bot before it fails."""


@dataclass(frozen=True, slots=True)
class ButtonAnswer:
    """What a person sees after a tap: nothing, a toast, an alert, or a link that opens."""

    text: str
    is_alert: bool
    url: str


class Inbox:
    """Watches one chat.

    Attributes:
        actions: every "typing" and the like that the bot showed.
    """

    def __init__(self, chat: Chat, files: FileStore) -> None:
        self.actions: list[str] = []
        self._files = files
        self._replies: deque[SeenMessage] = deque()
        self._answers: dict[str, ButtonAnswer] = {}
        self._deleted: deque[int] = deque()
        self._seen: deque[str] = deque(maxlen=30)
        self._happened = asyncio.Event()
        chat.watchers.append(self._watch)

    def _watch(self, event: ChatEvent) -> None:
        content = event.content
        if event.happening is Happening.ACTION:
            self.actions.append(content["action"])
            self._seen.append(f"bot is {content['action']}")
        elif event.happening is Happening.ANSWERED:
            self._answers[content["query_id"]] = _button_answer(content)
            self._seen.append(f"tap answered {content['text']!r}")
        elif event.happening is Happening.DELETED:
            self._deleted.append(content["message_id"])
            self._seen.append(f"deleted #{content['message_id']}")
        elif event.happening is Happening.REACTED:
            self._seen.append(f"bot reacted {content['reactions']} to #{content['message_id']}")
        else:
            message = SeenMessage(content, self._files)
            who = "bot" if event.by_bot else "person"
            self._seen.append(f"{who} {event.happening} {message.describe()}")
            if event.by_bot:
                self._replies.append(message)
        self._happened.set()

    @property
    def unread(self) -> list[SeenMessage]:
        """The bot's messages and edits that were not taken yet."""
        return list(self._replies)

    async def next_reply(self, seconds: float) -> SeenMessage:
        """Take the bot's next message or edit, waiting for it.

        Raises:
            AssertionError: nothing came in that time; it tells what was seen.
        """
        await self._until(lambda: bool(self._replies), seconds, "no reply")
        return self._replies.popleft()

    async def next_deletion(self, seconds: float) -> int:
        """Take the id of the next message that disappeared, waiting for it.

        Raises:
            AssertionError: none disappeared in that time; it tells what was seen.
        """
        await self._until(lambda: bool(self._deleted), seconds, "nothing deleted")
        return self._deleted.popleft()

    async def answer_to(self, query_id: str, seconds: float) -> ButtonAnswer:
        """Return the bot's answer to a tap, waiting for it.

        Raises:
            AssertionError: none came in that time; it tells what was seen.
        """
        await self._until(lambda: query_id in self._answers, seconds, "no answer to the tap")
        return self._answers[query_id]

    def answer_so_far(self, query_id: str) -> ButtonAnswer | None:
        """Return the bot's answer to a tap, or None where there is none yet."""
        return self._answers.get(query_id)

    def skip(self) -> list[SeenMessage]:
        """Take everything that has come."""
        taken = list(self._replies)
        self._replies.clear()
        return taken

    async def _until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._happened.clear()
                    await self._happened.wait()
        except TimeoutError:
            seen = "\n  ".join(self._seen) or "nothing at all"
            raise AssertionError(f"{what} within {seconds:g} s; seen so far:\n  {seen}") from None


def _button_answer(content: Json) -> ButtonAnswer:
    return ButtonAnswer(content["text"], content["show_alert"], content["url"])
