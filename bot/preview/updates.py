"""Updates for the bot: queued until it confirms them."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.preview.call import Json

ALL_KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "managed_bot",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
# https://core.telegram.org/bots/api#getupdates: what an empty list asks for.
DEFAULT_KINDS = ALL_KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


class Update(NamedTuple):
    """An update.

    Attributes:
        id: `update_id`.
        text: the whole of it as JSON text.
        lane: updates of one lane reach a webhook one after the other: messages of a chat, taps
            and inline queries of a person.
    """

    id: int
    text: str
    lane: str


class UpdateQueue:
    """What the bot has not confirmed yet.

    Attributes:
        allowed: the kinds of updates that the bot asked for.
        next_id: the number of the next update.
    """

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.allowed = DEFAULT_KINDS
        self._waiting: deque[Update] = deque()
        self._listeners: list[Callable[[], None]] = []
        self._on_confirmed: list[Callable[[int], None]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, content: Json) -> int | None:
        """Queue an update; return its number, or None where the bot did not ask for its kind."""
        if kind in ALL_KINDS and kind not in self.allowed:
            return None
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        about = content.get("chat") or content.get("from") or {}
        lane = f"{'chat' if 'chat' in content else kind}:{about.get('id', 0)}"
        return self.push_text(f'"{kind}":{body}', lane)

    def push_text(self, body: str, lane: str = "") -> int:
        """Queue an update whose JSON members stand in `body`; return its number."""
        number = self.next_id
        self.next_id += 1
        self._waiting.append(Update(number, f'{{"update_id":{number},{body}}}', lane))
        for listener in tuple(self._listeners):
            listener()
        return number

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever an update arrives; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def listen_confirmed(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener` with every number before which all is confirmed; return what ends it."""
        self._on_confirmed.append(listener)
        return lambda: self._on_confirmed.remove(listener)

    def confirm(self, offset: int) -> None:
        """Forget every update before `offset`; a negative one keeps that many of the last."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        if offset > self.next_id:
            return  # Telegram takes an offset beyond the queue for none at all
        while offset > 0 and self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()
        self._tell_confirmed()

    def __iter__(self) -> Iterator[Update]:
        return iter(tuple(self._waiting))

    def first(self, limit: int) -> list[Update]:
        """Return up to `limit` updates, the oldest first."""
        if not self._waiting:
            return []
        return [self._waiting[place] for place in range(min(limit, len(self._waiting)))]

    def drop(self, update: Update) -> None:
        """Forget one update (delivered to a webhook)."""
        if update in self._waiting:
            self._waiting.remove(update)
            self._tell_confirmed()

    def clear(self) -> None:
        """Forget all updates."""
        self._waiting.clear()
        self._tell_confirmed()

    def _tell_confirmed(self) -> None:
        if self._on_confirmed:
            pending = self._waiting[0].id if self._waiting else self.next_id
            for listener in tuple(self._on_confirmed):
                listener(pending)
