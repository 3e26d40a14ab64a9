"""An update as it is kept in the inbox: what is needed to answer it, and nothing else of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, WrapSerializer

from bot.messages.codec import Codec
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
class Quoted:
    """The message under which a tapped button of the bot's stands as a reply."""

    message: int
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody of the staff sent as a reply.

    Attributes:
        id: by which Telegram gives it out.
        name: with its ending.
        size: in bytes, as Telegram tells it; None where it does not.
    """

    id: str
    name: str
    size: int | None


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
        attached: something that cannot be read came with the words, such as `photo`.
        code: of the conversation with an office that it belongs to, by the message it replies to.
        to_aside: what it replies to there is a line to the staff alone.
        linked: its words with the addresses behind them, where there are any: an office gets those.
        file: what came with a reply in such a conversation.
        quoted: what the tapped message replies to, in such a conversation.
        keyboard: of the tapped message, the rows of buttons without the tapped one, as JSON; only
            where a tap takes its row away.
        written: when it was written, by Telegram's clock, in seconds since the epoch.
    """

    update_id: Annotated[int, Field(exclude=True)]
    chat: int
    person: int
    what: Annotated[Happening, Field(exclude=True)]
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
    keyboard: str | None = None
    attached: str | None = None
    code: str | None = None
    quoted: Quoted | None = None
    file: SentFile | None = None
    to_aside: bool = False
    linked: str | None = None

    @property
    def fingerprint(self) -> str | None:
        """Tells whether an edit changed the words; too short to tell what they are."""
        if not isinstance(self.what, Said):
            return None
        salt = f"{self.chat}:{self.message}:"
        return blake2b((salt + self.what.text).encode(), digest_size=4).hexdigest()

    def event(
        self,
        about: Mapping[str, Any] | None = None,
        *,
        aside: bool = False,
        with_office: bool = False,
    ) -> Event | None:
        """Return what the conversation is told of it; None for what it has no part in.

        Args:
            about: what the message that it replies to was about.
            aside: it changes an older message.
            with_office: an office has the conversation.
        """
        if isinstance(self.what, Left | Moved):
            return None
        kind = ChatKind.GROUP if self.group else ChatKind.PRIVATE
        what = Said(self.linked) if with_office and self.linked is not None else self.what
        aside = aside or self.forwarded
        return Event(
            what,
            self.client_language,
            kind,
            self.edited,
            about,
            aside,
            reachable=not self.group,
            with_office=with_office,
            attached=self.attached,
        )

    def to_payload(self) -> str:
        """Serialise to JSON for the inbox."""
        return _CODEC.dump(self)

    @classmethod
    def from_payload(cls, update_id: int, payload: str) -> "Incoming":
        """Load an update from the inbox.

        Raises:
            ValueError: for a payload that no version of this program wrote.
        """
        return replace(_CODEC.load(payload), update_id=update_id)


def _tag(incoming: Incoming, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """Write what happened as one key beside the others."""
    return {**_tagged(incoming.what), **serialise(incoming)}


def _untag(stored: Any) -> Any:
    """Read what happened from the key that tells its kind."""
    match stored:
        case {"said": str(text)}:
            what: Happening = Said(text)
        case {"tapped": str(data)}:
            what = Tapped(data)
        case {"unreadable": str(kind)}:
            what = Unreadable(kind)
        case {"left": True}:
            what = Left()
        case {"moved": [int(old), int(new)]}:
            what = Moved(old, new)
        case _:
            return stored
    # The number stands beside the payload in the inbox.
    return {**stored, "what": what, "update_id": 0}


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


_CODEC = Codec[Incoming](
    Annotated[Incoming, BeforeValidator(_untag), WrapSerializer(_tag)], "update"
)
