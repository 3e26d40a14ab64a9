"""A message as it is kept in the outbox."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.messages.effect import File, Part, Picture
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
    """

    label: str
    data: str = ""
    start: str | None = None
    style: str | None = None
    copy: str | None = None


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of the Bot API, or two when it also answers a tap.

    Attributes:
        locale: its language and script, as `Locale.value`.
        html: the text; None when there is only a picture, a file, or a tap to answer.
        buttons: rows of buttons.
        picture: drawn and shown above the text.
        file: sent above the text.
        edit: the message that it takes the place of.
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
    """

    locale: str
    html: str | None = None
    buttons: Rows = ()
    picture: Picture | None = None
    file: File | None = None
    edit: int | None = None
    in_place: bool = False
    clears: bool = False
    reply_to: int | None = None
    thread: int | None = None
    query: str | None = None
    notice: str | None = None
    outcome: str | None = None
    asked: float | None = None
    answers: int | None = None
    about: Mapping[str, Any] | None = None
    fingerprint: str | None = None

    def to_payload(self) -> str:
        """Return it as ASCII JSON, for the outbox; what has its usual value is left out."""
        data = {
            name: value
            for name in _NAMES
            if (value := getattr(self, name)) is not None and value is not False and value != ()
        }
        return json.dumps(data, default=_as_json, separators=(",", ":"))

    @classmethod
    def from_payload(cls, payload: str) -> "Outgoing":
        """Return it from the outbox.

        Raises:
            ValueError: for a payload that no version of this program wrote.
        """
        data = json.loads(payload)
        try:
            rows = tuple(tuple(Key(**key) for key in row) for row in data.pop("buttons", ()))
            picture, file = data.pop("picture", None), data.pop("file", None)
            return cls(
                buttons=rows,
                picture=None if picture is None else _picture(picture),
                file=None if file is None else File(**file),
                **data,
            )
        except (TypeError, AttributeError, KeyError) as error:
            raise ValueError("this is not a kept message") from error

    def led_by(self, line: str) -> "Outgoing":
        """Return it with a line above its text, where there is room for one."""
        if self.html is None:
            return self
        html = f"<i>{line}</i>\n\n{self.html}"
        limit = TEXT_LIMIT if self.picture is None and self.file is None else CAPTION_LIMIT
        return replace(self, html=html) if width(plain(html)) <= limit else self


_NAMES = tuple(field.name for field in fields(Outgoing))


def _as_json(value: Any) -> dict[str, Any]:
    """Return a part of a message; `asdict` for the whole of it would copy every text twice."""
    if isinstance(value, Key):
        kept = {"label": value.label, "data": value.data, "start": value.start}
        more = {"style": value.style, "copy": value.copy}
        return {**kept, **{name: said for name, said in more.items() if said is not None}}
    return asdict(value)


def _picture(data: dict[str, Any]) -> Picture:
    limit = data.get("limit")
    return Picture(
        title=data["title"],
        headline=data["headline"],
        parts=tuple(Part(**part) for part in data["parts"]),
        limit=None if limit is None else Part(**limit),
    )
