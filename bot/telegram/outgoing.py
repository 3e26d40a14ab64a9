"""A message as it is kept in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.messages.codec import Codec
from bot.messages.effect import File, Picture
from bot.messages.json_value import Json
from bot.telegram.splitting import CAPTION_LIMIT, TEXT_LIMIT, plain, width


@dataclass(frozen=True, slots=True)
class Key:
    """A button.

    Attributes:
        label: what stands on it.
        data: what comes back when it is tapped.
        start: instead, it opens a private chat with the bot with this payload.
        style: how it stands out.
        copy: instead, it puts this text on the clipboard.
        page: instead, it opens this page inside Telegram; private chats only.
    """

    label: str
    data: str = ""
    start: str | None = None
    style: str | None = None
    copy: str | None = None
    page: str | None = None


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of the Bot API, or two when it also answers a tap.

    Attributes:
        locale: its language and script, as `Locale.value`.
        html: the text; None when there is only a picture, a file, or a tap to answer.
        rich: the same with its tables, as JSON of `InputRichMessage`, for a Bot API that takes it.
        buttons: rows of buttons.
        picture: drawn and shown above the text.
        file: sent above the text.
        edit: the message that it takes the place of.
        stands_in: the chat that has that message, where it is no other since; in a supergroup that
            the chat became, its number is another message's.
        blanks: where that message is gone already, nothing is sent in its place.
        keyboard: instead of a text, the buttons that stay under that message, as JSON.
        in_place: it is the person's in-place reply from now on.
        clears: the buttons of the in-place reply before it are taken away.
        reply_to: the message that it answers, in groups.
        thread: the topic of a forum.
        query: the tap that it answers.
        notice: what is shown briefly to who tapped.
        outcome: what it did with the question, for counting.
        asked: when the question came in, for measuring.
        answers: the person's message that it answers.
        about: what it is about, for whoever replies to it.
        fingerprint: of the words that it answers.
        talk: the code of the conversation with an office that it belongs to.
        quotes: the code of the conversation with an office that it holds words of, without being a
            part of it: it is blanked with it.
        lasting: it is tried until Telegram takes it, or refuses it for good.
        origin: the message that it is a copy of, for the other side of such a conversation.
        closes: the topic that it stands in is closed with it.
        reaction: instead of a text, the reaction to the message `reply_to`.
    """

    locale: str
    html: str | None = None
    rich: str | None = None
    buttons: Rows = ()
    picture: Picture | None = None
    file: File | None = None
    edit: int | None = None
    stands_in: int | None = None
    blanks: bool = False
    keyboard: str | None = None
    in_place: bool = False
    clears: bool = False
    reply_to: int | None = None
    thread: int | None = None
    query: str | None = None
    notice: str | None = None
    outcome: str | None = None
    asked: float | None = None
    answers: int | None = None
    about: Mapping[str, Json] | None = None
    fingerprint: str | None = None
    talk: str | None = None
    quotes: str | None = None
    lasting: bool = False
    origin: int | None = None
    reaction: str | None = None
    closes: bool = False

    def to_payload(self) -> str:
        """Serialise to JSON for the outbox; what has its usual value is left out."""
        return _CODEC.dump(self)

    @classmethod
    def from_payload(cls, payload: str) -> "Outgoing":
        """Load a message from the outbox.

        Raises:
            ValueError: for a payload that no version of this program wrote.
        """
        return _CODEC.load(payload)

    def led_by(self, line: str) -> "Outgoing":
        """Return the message with a line above its text, where there is room for one."""
        if self.html is None:
            return self
        # What is late stands in a text alone.
        html = f"<i>{line}</i>\n\n{self.html}"
        limit = TEXT_LIMIT if self.picture is None and self.file is None else CAPTION_LIMIT
        return replace(self, html=html, rich=None) if width(plain(html)) <= limit else self


_CODEC = Codec[Outgoing](Outgoing, "message", usual_left_out=True)
