"""Messages as a person sees them."""

from dataclasses import dataclass
from typing import Any

from bot.preview.call import Json
from bot.preview.entities import as_html
from bot.preview.files import FileStore
from bot.preview.rich_blocks import plain_words, rich_text
from locales import plain_spaces


@dataclass(frozen=True, slots=True)
class SeenButton:
    """A button under a message.

    Attributes:
        label: what stands on it.
        data: what the bot gets when it is tapped; None where it does something else.
        url: the link that it opens.
        other: the button as the Bot API has it.
    """

    label: str
    data: str | None
    url: str | None
    other: Json


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message at one moment; it does not change when the bot edits the message later.

    Attributes:
        raw: the message as the Bot API has it.
    """

    raw: Json
    _files: FileStore

    @property
    def id(self) -> int:
        """Its `message_id`."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Its text, or the caption of its picture or file, with plain spaces as a person types.

        Of a rich message the words of its blocks, as they are read aloud.
        """
        rich = self.raw.get("rich_message")
        if rich is not None:
            return plain_spaces(rich_text(rich["blocks"]))
        return plain_spaces(str(self.raw.get("text") or self.raw.get("caption") or ""))

    @property
    def tables(self) -> list[list[list[str]]]:
        """The tables of a rich message: rows of cells."""
        rich = self.raw.get("rich_message")
        return [
            [
                [plain_spaces(plain_words(cell.get("text", ""))) for cell in row]
                for row in block["cells"]
            ]
            for block in ([] if rich is None else rich["blocks"])
            if block["type"] == "table"
        ]

    @property
    def entities(self) -> list[Json]:
        """Its entities, links that Telegram found by itself included."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def html(self) -> str:
        """Its text as Telegram HTML, rebuilt from the entities."""
        return as_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[SeenButton]]:
        """Its inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [
            [
                SeenButton(each["text"], each.get("callback_data"), each.get("url"), each)
                for each in row
            ]
            for row in rows
        ]

    @property
    def labels(self) -> list[str]:
        """The labels of all its buttons, in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def is_edited(self) -> bool:
        """Whether it was edited."""
        return "edit_date" in self.raw

    @property
    def sender_id(self) -> int:
        """Who sent it."""
        return int(self.raw["from"]["id"])

    @property
    def reply_to(self) -> int | None:
        """The id of the message that it replies to."""
        replied = self.raw.get("reply_to_message")
        return int(replied["message_id"]) if replied else None

    @property
    def photo(self) -> bytes | None:
        """Its picture, as uploaded."""
        sizes = self.raw.get("photo")
        return self._files.by_id(sizes[-1]["file_id"]).upload.content if sizes else None

    @property
    def document(self) -> tuple[str, bytes] | None:
        """Name and content of its file."""
        document = self.raw.get("document")
        if not document:
            return None
        upload = self._files.by_id(document["file_id"]).upload
        return document.get("file_name", upload.name), upload.content

    def button(self, wanted: str) -> SeenButton:
        """Return the button with this data or label, exact matches before parts of a label.

        Raises:
            AssertionError: there is none, or more than one.
        """
        everything = [button for row in self.buttons for button in row]
        for matches in (
            [each for each in everything if wanted == each.data],
            [each for each in everything if wanted == each.label],
            [each for each in everything if wanted.lower() in each.label.lower()],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise AssertionError(f"{wanted!r} fits more than one button: {self.describe()}")
        raise AssertionError(f"no button {wanted!r} under: {self.describe()}")

    def describe(self) -> str:
        """Return the message in a line, for error messages."""
        what: Any = self.text or next(
            (name for name in ("photo", "document", "sticker", "voice") if name in self.raw), ""
        )
        buttons = "".join(f" [{label}]" for label in self.labels)
        edited = " (edited)" if self.is_edited else ""
        return f"#{self.id}{edited} {what!r}{buttons}"
