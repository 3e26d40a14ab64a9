"""What is kept, as data. Times are seconds since the epoch; payloads are JSON text."""

from dataclasses import dataclass
from enum import StrEnum

from bot.storage.changes import Change

# So many replies are remembered per conversation; older ones cannot be referred to any more.
MOST_TRACES = 20
# Visitors of the web chat belong to no bot of Telegram's; a bot's number there is never 0.
WEB_BOT = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Who wrote to which bot, and where. Ids are Telegram's and mean something for one bot only."""

    bot: int
    chat: int
    person: int


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update as it comes in, before anything was done about it.

    Attributes:
        update_id: Telegram's number of it; the same number again is the same update.
        chat: where it happened; updates of one chat are worked on in the order of their numbers.
        person: who did it.
        payload: what is needed to answer it.
    """

    update_id: int
    chat: int
    person: int
    payload: str


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A person's session as it was last written.

    Attributes:
        state: the session's own JSON.
        version: grows with every writing, so that nobody overwrites what they have not seen.
        locale: the language and script of the last reply, as `Locale.value`.
        traces: a JSON list of what was kept of the last replies (`Sent.trace`), the newest last.
        office: the conversation with an office that is open; None where the bot has it.
    """

    state: str
    version: int
    locale: str | None
    traces: str = "[]"
    office: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update that is not done yet, with the session of the person who did it."""

    address: Address
    update_id: int
    received: float
    payload: str
    session: KeptSession | None


class NoteKind(StrEnum):
    """What a note is about."""

    UNANSWERED = "unanswered"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class StoredNote:
    """Something for the editors of the knowledge, without who it came from.

    Attributes:
        kind: what it is about.
        text: the question, or what the feedback is on.
        locale: `Locale.value`.
        day: ISO date; filled in when it is kept, notes are rounded to the day.
    """

    kind: NoteKind
    text: str
    locale: str
    day: str = ""

    @property
    def words(self) -> str:
        """The text on one line, without characters that a terminal or a screen would obey."""
        seen = "".join(letter if letter.isprintable() else " " for letter in self.text)
        return " ".join(seen.split())


@dataclass(frozen=True, slots=True)
class WantedNotes:
    """Which notes of a kind are wanted.

    Attributes:
        since: ISO date of the first day.
        latest: at most so many, the newest.
    """

    since: str | None = None
    latest: int | None = None


ALL_NOTES = WantedNotes()


@dataclass(frozen=True, slots=True)
class Handled:
    """All that one update leads to; it is kept as a whole or not at all.

    Attributes:
        update: the update that is done with it.
        state: the session's new JSON; None leaves the session as it is.
        locale: the language and script of the last reply; None where there was none.
        messages: what is to be sent to the update's chat, in this order.
        notes: what the editors should see.
        forget: delete all that is kept about the person first; `state` is not written then.
        together: the numbers of further updates of that person that are done with it.
        changes: what is written beside.
    """

    update: WaitingUpdate
    state: str | None = None
    locale: str | None = None
    messages: tuple[str, ...] = ()
    notes: tuple[StoredNote, ...] = ()
    forget: bool = False
    together: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that is not sent yet.

    Attributes:
        id: its number; messages of one chat are sent in the order of their numbers.
        address: to whom.
        payload: what is to be sent.
        created: when it was written; it is given up when it has become too old.
        not_before: when it may be tried again.
        attempts: how often it was tried.
        unsure: how often of these nobody knows whether it is out.
        place: the message of this person's last in-place reply in this chat.
    """

    id: int
    address: Address
    payload: str
    created: float
    not_before: float
    attempts: int
    place: int | None
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram made of a message.

    Attributes:
        message: Telegram's id of it; None where nothing stands in the chat.
        in_place: it is now the person's in-place reply in this chat.
        owned: only the person it answers may tap its buttons (groups).
        trace: JSON to keep of it with the session, among the last `MOST_TRACES`.
        changes: what is written beside.
    """

    message: int | None = None
    in_place: bool = False
    owned: bool = False
    trace: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is waiting, for the operator.

    Attributes:
        updates: updates that are not done.
        oldest_update: when the oldest of them came in; None when nothing waits.
        messages: messages that are not sent.
        uncleared_since: when something was forgotten that may still stand in the database's files;
            None when nothing is.
    """

    updates: int
    oldest_update: float | None
    messages: int
    uncleared_since: float | None = None
