"""What people in many chats must have seen, whatever happened to the bot."""

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from bot.preview import LocalTelegram
from bot.preview.kit import Call, PrivateChat
from bot.telegram.outgoing import Outgoing


@dataclass
class Crowd:
    """People who send numbered messages; the tiny assistant counts them as it answers.

    A reply reads `<how many this person sent>: message <number>`: a lost or half-written session
    shows in it as much as a lost message.
    """

    telegram: LocalTelegram
    chats: list[PrivateChat]
    sent: int = 0
    doubtful: Counter[tuple[int, str]] = field(default_factory=Counter)

    async def send(self, many: int) -> None:
        """Let everybody send so many messages."""
        for _ in range(many):
            for chat in self.chats:
                await chat.send(f"message {self.sent}")
            self.sent += 1

    @property
    def answered(self) -> bool:
        """Whether everybody has the answer to the last message."""
        last = f"{self.sent}: message {self.sent - 1}"
        return all(chat.replies and chat.replies[-1].text == last for chat in self.chats)

    def note_doubtful(self, database: Path) -> None:
        """After a kill: remember what people have already and the database takes for unsent."""
        for chat, text in unsent(database):
            if text in {reply.text for reply in self._chat(chat).replies}:
                self.doubtful[chat, text] += 1

    def _chat(self, number: int) -> PrivateChat:
        return next(chat for chat in self.chats if chat.id == number)

    def check(self, presumed: int = 0) -> int:
        """Everything was answered, in order; returns how many replies came twice.

        Args:
            presumed: so many replies may be missing: each was sent twice without an answer, and
                then taken as sent.

        Raises:
            AssertionError: something is missing, in disorder, or came twice without a reason.
        """
        twice: Counter[tuple[int, str]] = Counter()
        expected = [f"{number + 1}: message {number}" for number in range(self.sent)]
        for chat in self.chats:
            texts = [reply.text for reply in chat.replies]
            runs = [(text, len(list(same))) for text, same in groupby(texts)]
            seen = {text for text, _ in runs}
            presumed -= len(expected) - len(seen)
            in_order = [text for text in expected if text in seen]
            assert [text for text, _ in runs] == in_order, f"chat {chat.id}: {first_odd(texts)}"
            twice.update({(chat.id, text): times - 1 for text, times in runs if times > 1})
        assert presumed >= 0, f"{-presumed} replies are lost"
        unexplained = twice - self.doubtful
        assert not unexplained, f"came twice without a reason: {unexplained}"
        return twice.total()


class Sends:
    """Counts the messages that the bot sends."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.count = 0
        telegram.server.call_listeners.append(self._listen)

    def _listen(self, call: Call) -> None:
        self.count += call.method == "sendMessage"


def first_odd(texts: Sequence[str]) -> list[str]:
    """The first few of what somebody saw, from where it went wrong."""
    wanted = 0
    for place, text in enumerate(texts):
        if text == f"{wanted + 1}: message {wanted}":
            wanted += 1
        elif text != f"{wanted}: message {wanted - 1}":
            return [f"(at {place})", *texts[place : place + 5]]
    return [f"(ends after {wanted})"]


def unsent(database: Path) -> list[tuple[int, str]]:
    """Chat and text of what waits in the outbox, read from a copy: the bot must find its files."""
    with tempfile.TemporaryDirectory() as folder:
        for file in database.parent.glob(f"{database.name}*"):
            shutil.copy(file, folder)
        connection = sqlite3.connect(Path(folder) / database.name)
        # A bot that was killed before it had made its tables has sent nothing.
        made = connection.execute("PRAGMA user_version").fetchone() != (0,)
        rows = connection.execute("SELECT chat, payload FROM outbox").fetchall() if made else []
        connection.close()
    return [(chat, Outgoing.from_payload(payload).html or "") for chat, payload in rows]


def waiting(database: Path) -> tuple[int, int]:
    """How many updates and messages are not done."""
    connection = sqlite3.connect(database, timeout=10)
    try:
        return (
            *connection.execute("SELECT count(*) FROM inbox WHERE payload IS NOT NULL").fetchone(),
            *connection.execute("SELECT count(*) FROM outbox").fetchone(),
        )
    finally:
        connection.close()
