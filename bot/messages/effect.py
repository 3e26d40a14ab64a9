"""What the conversation wants done, as data. The ways in carry it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.messages.json_value import Json
from bot.messages.record import record
from bot.messages.reminder import StoredReminder
from locales import Locale


class Outcome(StrEnum):
    """What a reply did with the question (CONTRACT of `bot ask --json`)."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"
    ASK = "ask"


@record
class Answer:
    """One answer inside a reply, for programs.

    Attributes:
        id: the entry's id, or the tool's name for a computed answer.
        title: what the answer is about, in the reader's words.
        text: the answer in plain text, without markup.
        sources: `document/section` ids.
        score: how sure the finder was, 0 to 1; 1 for what the person asked for by its name.
    """

    id: str
    title: str
    text: str
    sources: tuple[str, ...]
    score: float


class ButtonStyle(StrEnum):
    """How a button stands out."""

    PRIMARY = "primary"  # the way on
    DANGER = "danger"  # it deletes


@record
class Button:
    """An inline button.

    Attributes:
        label: what it says, plain text.
        data: what comes back as `Tapped`; at most 64 bytes.
        style: how it stands out; its words say the same.
        copy: instead of coming back, it puts this text on the clipboard (at most 256 characters);
            `data` is empty then.
        start: instead of coming back, it opens a private chat with the bot and starts it with this
            payload (at most 64 of `[A-Za-z0-9_-]`); `data` is empty then.
    """

    label: str
    data: str
    start: str | None = None
    style: ButtonStyle | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class PicturePart:
    """One part of a picture's bar.

    Attributes:
        label: what it is.
        amount: how much, as the reader writes it.
        size: its share of the bar, in any unit that all parts share.
        empty: it is what is left, and drawn as an empty place.
    """

    label: str
    amount: str
    size: float
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A bar cut into parts, as data; a way in that can show pictures draws it.

    Attributes:
        title: what the picture is of.
        headline: the one number it is about.
        parts: what the bar is cut into.
        limit: where the bar has the mark of a limit, in the unit of the parts, and its words.
    """

    title: str
    headline: str
    parts: tuple[PicturePart, ...]
    limit: PicturePart | None = None


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts in rows and columns, as data; a way in that has tables shows it as one.

    Attributes:
        head: what stands above each column; where the first is empty, the columns are compared
            with each other, and the first cell of each row names what is compared.
        rows: the cells of each row, plain text, as many as columns.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A text file for the person to keep.

    Attributes:
        name: its name, in ASCII, with its ending.
        text: what is in it.
    """

    name: str
    text: str


@record
class Reply:
    """A message to the person.

    Attributes:
        html: the text as Telegram HTML (`b`, `i`, `a`, `code`, `blockquote`, `tg-time` only).
        locale: the language and script it is in.
        buttons: rows of buttons under it.
        in_place: put it in the place of the message whose button was tapped (when words caused it,
            it is a new message, and the buttons of the last in-place message are taken away).
        anew: send it as a new message even where a button caused it, because what stands there
            (a verdict) is to stay readable.
        rich: the same text in parts, HTML and tables, for a way in that shows tables; empty where
            there is no table in it.
        picture: shown above the text; the same figures stand in the text.
        file: sent along with the text.
        feed: the name of a calendar feed with the same days, where the operator serves feeds.
        outcome: what it did with the question; None for talk that answers no question.
        answers: the answers or candidates it holds.
        about: what comes back in `Event.about` when a person replies to it; JSON, opaque.
        rated: what a person may say of whether it helped, such as `entry:visa-cost`; None where
            nobody is asked.
        subject: what it is about, for counting: `entry:ID`, `form:NAME`, of a question of a form
            `form:NAME/SLOT`; empty for anything else.
        for_office: nothing here answers the question, and an office may.
    """

    html: str
    locale: Locale
    buttons: tuple[tuple[Button, ...], ...] = ()
    in_place: bool = False
    anew: bool = False
    rich: "tuple[str | FactTable, ...]" = ()
    picture: Picture | None = None
    file: File | None = None
    feed: str | None = None
    outcome: Outcome | None = None
    answers: tuple[Answer, ...] = ()
    about: Mapping[str, Json] | None = None
    rated: str | None = None
    subject: str = ""
    for_office: bool = False


@dataclass(frozen=True, slots=True)
class NoteUnanswered:
    """Keep a question that was not answered for the editors, without who asked it.

    Attributes:
        question: with placeholders for all that could tell who asked.
        locale: the language of the reply.
    """

    question: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything kept about this person, now."""


@dataclass(frozen=True, slots=True)
class AskOffice:
    """Open a conversation with an office. Nothing but this is sent.

    Attributes:
        text: the question and the facts of the case, plain text, as the person saw it.
        institution: whose office; None for the general one.
        name: of the institution, in the person's words; empty for the general office.
        locale: the person's language and script.
    """

    text: str
    institution: str | None
    name: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class TellOffice:
    """Pass what the person wrote on to the office that has the conversation."""

    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class LeaveOffice:
    """End the conversation with the office; the bot has it again."""


@dataclass(frozen=True, slots=True)
class KeepReminders:
    """Keep these reminders of the person, each with its moment, and no others."""

    reminders: tuple[tuple[StoredReminder, datetime], ...]


@dataclass(frozen=True, slots=True)
class KeepNews:
    """Keep these institutions as those whose news the person wants, and no others."""

    institutions: tuple[str, ...]
    locale: Locale


Effect: TypeAlias = (
    Reply
    | NoteUnanswered
    | Forget
    | AskOffice
    | TellOffice
    | LeaveOffice
    | KeepReminders
    | KeepNews
)
