"""What a person can do in a chat: write, send things, edit, tap."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from bot.preview.call import Json, Upload
from bot.preview.chats import Chat
from bot.preview.kit.inbox import TIMEOUT, ButtonAnswer, Inbox
from bot.preview.kit.seen import SeenMessage
from bot.preview.people import Person
from bot.preview.world import World


@dataclass(frozen=True, slots=True)
class Tap:
    """A tapped button."""

    query_id: str
    _inbox: Inbox

    async def answer(self, within: float = TIMEOUT) -> ButtonAnswer:
        """Return what the bot answered (toast, alert), waiting up to `within` seconds for it."""
        return await self._inbox.answer_to(self.query_id, within)

    @property
    def answered(self) -> ButtonAnswer | None:
        """What the bot answered so far; None while the button shows that it waits."""
        return self._inbox.answer_so_far(self.query_id)


class Writing(ABC):
    """A person's hand in one chat."""

    _world: World
    _chat: Chat
    _inbox: Inbox

    @property
    @abstractmethod
    def _writer(self) -> Person:
        """Who acts."""

    async def send(self, text: str, *, reply_to: SeenMessage | None = None) -> SeenMessage:
        """Send a text; return the message."""
        return self.send_content(self._world.text_content(text), reply_to=reply_to)

    async def send_photo(self, picture: bytes, caption: str = "") -> SeenMessage:
        """Send a picture (any bytes; the bot can fetch them)."""
        stored = self._world.files.add(Upload("photo.jpg", "image/jpeg", picture), "photos")
        size = {**stored.to_file(), "width": 1280, "height": 960}
        return self.send_content({"photo": [size], **self._caption(caption)})

    async def send_document(
        self, name: str, content: bytes, caption: str = "", *, reply_to: SeenMessage | None = None
    ) -> SeenMessage:
        """Send a file."""
        kind = "application/octet-stream"
        stored = self._world.files.add(Upload(name, kind, content), "documents")
        document = {**stored.to_file(), "file_name": name, "mime_type": kind}
        whole = {"document": document, **self._caption(caption)}
        return self.send_content(whole, reply_to=reply_to)

    async def send_sticker(self, emoji: str = "👍") -> SeenMessage:
        """Send a sticker."""
        stored = self._world.files.add(Upload("sticker.webp", "image/webp", b"RIFF"), "stickers")
        sticker = {
            **stored.to_file(),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self.send_content({"sticker": sticker})

    async def send_voice(self, seconds: int = 3) -> SeenMessage:
        """Send a voice message."""
        stored = self._world.files.add(Upload("voice.ogg", "audio/ogg", b"OggS"), "voice")
        voice = {**stored.to_file(), "duration": seconds, "mime_type": "audio/ogg"}
        return self.send_content({"voice": voice})

    async def send_location(self, latitude: float, longitude: float) -> SeenMessage:
        """Send a place."""
        return self.send_content({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_contact(self, phone_number: str, first_name: str) -> SeenMessage:
        """Send a contact."""
        contact = {"phone_number": phone_number, "first_name": first_name}
        return self.send_content({"contact": contact})

    def send_content(self, content: Json, *, reply_to: SeenMessage | None = None) -> SeenMessage:
        """Send anything, as the Bot API's `Message` has it."""
        if reply_to is not None:
            replied = {
                name: value for name, value in reply_to.raw.items() if name != "reply_to_message"
            }
            content = {**content, "reply_to_message": replied}
        return self._see(self._world.receive(self._chat, self._writer, content))

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Edit a text message of one's own; the bot gets `edited_message` where it sees it."""
        raw = self._own(message)
        content = self._world.text_content(text)
        changes = {"text": content["text"], "entities": content.get("entities")}
        changed = self._world.revise(self._chat, raw, changes, by_bot=False)
        if self._world.bot_sees(self._chat, changed):
            self._world.queue.push("edited_message", changed)
        return self._see(changed)

    async def delete(self, message: SeenMessage) -> None:
        """Delete a message; bots are not told."""
        self._world.remove(self._chat, message.id, by_bot=False)

    async def tap(self, wanted: str, *, message: SeenMessage | None = None) -> Tap:
        """Tap a button by its data or label, of the last message with buttons or of `message`.

        An older state of a message can be tapped, as on a phone that has not seen the edit yet.
        """
        if message is None:
            message = self._last_with_buttons(wanted)
        button = message.button(wanted)
        if button.data is None:
            raise AssertionError(f"button {wanted!r} does not reach the bot: {button.other}")
        raw = self._chat.messages.get(message.id, message.raw)
        query_id = self._world.tap(self._chat, self._writer, raw, button.data)
        return Tap(query_id, self._inbox)

    def _last_with_buttons(self, wanted: str) -> SeenMessage:
        for raw in reversed(self._chat.messages.values()):
            message = self._see(raw)
            if message.buttons:
                return message
        raise AssertionError(f"no message with buttons in chat {self._chat.id}; wanted {wanted!r}")

    def _own(self, message: SeenMessage) -> Json:
        raw = self._chat.messages.get(message.id)
        if raw is None or raw["from"]["id"] != self._writer.id:
            raise AssertionError(f"{self._writer.first_name} cannot edit {message.describe()}")
        return raw

    def _caption(self, caption: str) -> Json:
        if not caption:
            return {}
        content = self._world.text_content(caption)
        found: Json = {"caption": content["text"]}
        if "entities" in content:
            found["caption_entities"] = content["entities"]
        return found

    def _see(self, raw: Json) -> SeenMessage:
        return SeenMessage(raw, self._world.files)
