"""An update as it is kept in the inbox: what is needed to answer it, and nothing else of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias

from bot.messages.event import ChatKind, Event, Said, Tapped, Unreadable


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot, or the group put it out."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup."""

    old: int
    new: int


Happening: TypeAlias = Said | Tapped | Unreadable | Left | Moved


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened.

    Attributes:
        update_id: Telegram's number of it.
        chat: where.
        person: who did it.
        what: what happened.
        group: the chat is a group.
        edited: it replaces an earlier message of the same person.
        client_language: the language of their Telegram client, as it tells it.
        message: the message that was written, or whose button was tapped.
        editable: the tapped message is one that the bot can still edit.
        thread: the topic of a forum that it stands in.
        query: what a tap is answered by.
        replied: the bot's message that it replies to.
        forwarded: its words are somebody else's.
        album: Telegram's number of the album that it is a picture of.
        written: when it was written, by Telegram's clock, in seconds since the epoch.
    """

    update_id: int
    chat: int
    person: int
    what: Happening
    group: bool = False
    edited: bool = False
    client_language: str | None = None
    message: int | None = None
    editable: bool = True
    thread: int | None = None
    query: str | None = None
    written: int | None = None
    replied: int | None = None
    forwarded: bool = False
    album: str | None = None

    @property
    def fingerprint(self) -> str | None:
        """Tells whether an edit changed the words; too short to tell what they are."""
        if not isinstance(self.what, Said):
            return None
        salt = f"{self.chat}:{self.message}:"
        return blake2b((salt + self.what.text).encode(), digest_size=4).hexdigest()

    def event(self, about: Mapping[str, Any] | None = None, *, aside: bool = False) -> Event | None:
        """Return what the conversation is told of it; None for what it has no part in.

        Args:
            about: what the message that it replies to was about.
            aside: it changes an older message.
        """
        if isinstance(self.what, Left | Moved):
            return None
        kind = ChatKind.GROUP if self.group else ChatKind.PRIVATE
        aside = aside or self.forwarded
        return Event(self.what, self.client_language, kind, self.edited, about, aside)

    def to_payload(self) -> str:
        """Return it as ASCII JSON, for the inbox."""
        data: dict[str, Any] = {
            "chat": self.chat,
            "person": self.person,
            "group": self.group,
            "edited": self.edited,
            "client_language": self.client_language,
            "message": self.message,
            "editable": self.editable,
            "thread": self.thread,
            "query": self.query,
            "written": self.written,
            "replied": self.replied,
            "forwarded": self.forwarded,
            "album": self.album,
        }
        return json.dumps({**_tagged(self.what), **data}, separators=(",", ":"))

    @classmethod
    def from_payload(cls, update_id: int, payload: str) -> "Incoming":
        """Return it from the inbox.

        Raises:
            ValueError: for a payload that no version of this program wrote.
        """
        data = json.loads(payload)
        try:
            return cls(
                update_id=update_id,
                chat=data["chat"],
                person=data["person"],
                what=_untagged(data),
                group=data.get("group", False),
                edited=data.get("edited", False),
                client_language=data.get("client_language"),
                message=data.get("message"),
                editable=data.get("editable", True),
                thread=data.get("thread"),
                query=data.get("query"),
                written=data.get("written"),
                replied=data.get("replied"),
                forwarded=data.get("forwarded", False),
                album=data.get("album"),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is not a kept update") from error


def _tagged(what: Happening) -> dict[str, Any]:
    match what:
        case Said(text):
            return {"said": text}
        case Tapped(data):
            return {"tapped": data}
        case Unreadable(kind):
            return {"unreadable": kind}
        case Left():
            return {"left": True}
        case Moved(old, new):
            return {"moved": [old, new]}


def _untagged(data: dict[str, Any]) -> Happening:
    if "said" in data:
        return Said(data["said"])
    if "tapped" in data:
        return Tapped(data["tapped"])
    if "unreadable" in data:
        return Unreadable(data["unreadable"])
    if "left" in data:
        return Left()
    old, new = data["moved"]
    return Moved(old, new)
