"""The rooms in which somebody at the page tries the bot: private, a group, a chat without it."""

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum

from bot.preview.call import Json, Upload
from bot.preview.chats import Chat
from bot.preview.people import Person
from bot.preview.queries import QueryKind
from bot.preview.world import World

INLINE_SECONDS = 5.0
_STICKER = "👍"


class VisitorRoom(StrEnum):
    """Where somebody writes."""

    PRIVATE = "private"
    GROUP = "group"
    GUEST = "guest"


@dataclass(slots=True)
class Rooms:
    """One person's rooms, made when they are first entered.

    Attributes:
        world: where they are.
        person: whose they are.
        titles: what the group and the chat without the bot are called.
    """

    world: World
    person: Person
    titles: dict[VisitorRoom, str]
    _chats: dict[VisitorRoom, Chat] = field(default_factory=dict)

    def chat(self, room: VisitorRoom) -> Chat:
        """Return the chat of a room."""
        if room is VisitorRoom.PRIVATE:
            return self.world.chats[self.person.id]
        if room not in self._chats:
            make = (
                self.world.add_group if room is VisitorRoom.GROUP else self.world.add_foreign_group
            )
            self._chats[room] = make(self.titles[room], [self.person])
        return self._chats[room]

    def send(self, room: VisitorRoom, content: Json, reply_to: int | None = None) -> Json:
        """Let the person send something; return the message."""
        chat = self.chat(room)
        replied = None if reply_to is None else chat.messages.get(reply_to)
        if replied is not None:
            kept = {name: value for name, value in replied.items() if name != "reply_to_message"}
            content = {**content, "reply_to_message": kept}
        if room is not VisitorRoom.GUEST:
            return self.world.receive(chat, self.person, content)
        if self._names_the_bot(content):
            return self.world.summon(chat, self.person, content)
        return self.world.post(chat, self.person.to_user(), content, by_bot=False)

    def sticker(self, room: VisitorRoom) -> Json:
        """Let the person send a sticker; return the message."""
        stored = self.world.files.add(Upload("sticker.webp", "image/webp", b"RIFF"), "stickers")
        sticker = {
            **stored.to_file(),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": _STICKER,
        }
        return self.send(room, {"sticker": sticker})

    async def ask_inline(self, room: VisitorRoom, text: str) -> tuple[str, list[Json]]:
        """Let the person write `@bot text`; return the query's id, and what the bot offers.

        Nothing is offered where the bot does not answer in time.
        """
        query_id = self.world.queries.ask(QueryKind.INLINE, self.person.id, self.world.now())
        answered = asyncio.Event()

        def listen(which: str) -> None:
            if which == query_id:
                answered.set()

        self.world.inline_listeners.append(listen)
        kinds = {
            VisitorRoom.PRIVATE: "sender",
            VisitorRoom.GROUP: "group",
            VisitorRoom.GUEST: "supergroup",
        }
        query = {
            "id": query_id,
            "from": self.person.to_user(),
            "chat_type": kinds[room],
            "query": text,
            "offset": "",
        }
        try:
            self.world.queue.push("inline_query", query)
            async with asyncio.timeout(INLINE_SECONDS):
                await answered.wait()
        except TimeoutError:
            return query_id, []
        finally:
            self.world.inline_listeners.remove(listen)
        return query_id, self.world.inline_answers[query_id]["results"]

    def choose(self, room: VisitorRoom, query_id: str, result_id: str, text: str) -> Json | None:
        """Let the person send an inline result; return the message, None where there is none."""
        results = self.world.inline_answers.get(query_id, {}).get("results", [])
        chosen = next((each for each in results if each["id"] == result_id), None)
        if chosen is None:
            return None
        return self.world.choose_inline(self.chat(room), self.person, text, chosen)

    def _names_the_bot(self, content: Json) -> bool:
        name = re.escape(self.world.bot.username)
        return re.search(rf"@{name}\b", content.get("text", ""), re.IGNORECASE) is not None
