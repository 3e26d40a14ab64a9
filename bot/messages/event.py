"""What reaches the conversation: one thing that a person did, with nothing of Telegram in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.json_value import Json
from bot.messages.record import record


class ChatKind(StrEnum):
    """Where the person is writing."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words; commands such as `/grant 20 days` are words too."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of an earlier reply, by its data."""

    data: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message without words that the bot could read.

    Attributes:
        kind: Telegram's name of it: `sticker`, `voice`, `photo`, `document`, `location` ...
    """

    kind: str


@record
class Event:
    """One thing that a person did.

    Attributes:
        content: what they did.
        client_language: the language of their Telegram client as it tells it (`en`, `sr`, `de`
            ...); it may be missing and, for `sr`, says nothing of the script.
        chat_kind: private chat or group.
        edited: the message replaces an earlier one of the same person.
        about: the message replies to one of the bot's, which was about this (`Reply.about`).
        reachable: an answer that comes later can be brought here; nobody else reads it.
        visiting: they write on a page, which shows what comes later only where it is open or opened
            again: what is due in weeks would not reach them.
        with_office: an office has the conversation: what is written here goes to it.
        attached: something that cannot be read came with the words, such as `photo`.
        aside: it stands beside the conversation (forwarded words of somebody else, a change of an
            older message): it tells nothing of the person, and the conversation goes on as before.
    """

    content: Said | Tapped | Unreadable
    client_language: str | None = None
    chat_kind: ChatKind = ChatKind.PRIVATE
    edited: bool = False
    about: Mapping[str, Json] | None = None
    aside: bool = False
    reachable: bool = False
    visiting: bool = False
    with_office: bool = False
    attached: str | None = None
