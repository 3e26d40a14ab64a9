"""Everything the local server knows: people, chats, messages, updates. It keeps it while it runs.

Nothing here knows HTTP. People act through `world.receive`, `world.tap` and the like; the bot acts
through the methods of the Bot API (`bot.preview.methods`).
"""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.preview.call import Json
from bot.preview.chats import Chat, ChatType, Happening
from bot.preview.entities import clean, found_in
from bot.preview.files import FileStore
from bot.preview.long_poll import LongPoll
from bot.preview.people import BotAccount, Person
from bot.preview.profile import Profile
from bot.preview.queries import Queries, QueryKind
from bot.preview.updates import UpdateQueue
from bot.preview.webhook import WebhookDelivery

FIRST_PERSON = 100_001
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_001_000_000_001
# Beyond every group that the world makes by itself.
_FIRST_FOREIGN = FIRST_SUPERGROUP - 1_000_000


@dataclass(slots=True)
class World:
    """The state of the local server.

    Attributes:
        bot: the bot's account.
        people: by user id.
        chats: by chat id.
        queue: updates that the bot has not confirmed.
        poll: the call of getUpdates that waits for the next one.
        queries: tapped buttons and inline queries that wait for their answer.
        files: what was uploaded, by either side.
        profile: commands, descriptions and menu buttons that the bot has set.
        inline_messages: chat and message id of what people sent through inline mode, and of what
            the bot sent as a guest, by `inline_message_id`.
        guest_queries: chat and summoning message, by `guest_query_id`.
        inline_answers: what the bot answered, by the id of the inline query.
        inline_listeners: called with the id of every inline query that was answered.
        profile_listeners: called when the bot changed what it tells of itself.
        is_logged_out: the bot left this server.
        webhook: where updates go, when the bot has set it.
        webhook_routes: public address to the address on this machine where it leads.
        on_webhook: called when the webhook was set or deleted.
        last_call_at: when the bot last called, by this world's clock.
        foreign_groups: how many groups without the bot there have been.
        ahead: seconds by which the clock was put forward (`pass_time` of the test kit).
    """

    bot: BotAccount
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queue: UpdateQueue = field(default_factory=lambda: UpdateQueue(700_000_001))
    poll: LongPoll = field(default_factory=LongPoll)
    queries: Queries = field(default_factory=Queries)
    files: FileStore = field(default_factory=FileStore)
    profile: Profile = field(default_factory=Profile)
    inline_messages: dict[str, tuple[Chat, int]] = field(default_factory=dict)
    guest_queries: dict[str, tuple[Chat, Json]] = field(default_factory=dict)
    inline_answers: dict[str, Json] = field(default_factory=dict)
    inline_listeners: list[Callable[[str], None]] = field(default_factory=list)
    profile_listeners: list[Callable[[], None]] = field(default_factory=list)
    is_logged_out: bool = False
    webhook: WebhookDelivery | None = None
    webhook_routes: dict[str, str] = field(default_factory=dict)
    on_webhook: Callable[[], None] | None = None
    last_call_at: float = 0.0
    ahead: float = 0.0
    foreign_groups: int = 0
    _last_message_id: int = 0
    _last_group: int = 0
    _last_supergroup: int = 0

    def __post_init__(self) -> None:
        self.queue.listen(self.poll.wake)

    def now(self) -> float:
        """Return seconds since the epoch by this world's clock."""
        return time.time() + self.ahead

    def set_webhook(self, webhook: WebhookDelivery | None) -> None:
        """Send updates there from now on; None ends it."""
        self.webhook = webhook
        if self.on_webhook is not None:
            self.on_webhook()

    def tell_profile_changed(self) -> None:
        """Tell everybody who shows the bot's names, descriptions or commands."""
        for listener in tuple(self.profile_listeners):
            listener()

    # People and chats ------------------------------------------------------------------------

    def add_person(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        """Return a new person with a private chat that the bot does not know yet."""
        if user_id is None:
            user_id = FIRST_PERSON + len(self.people)
        person = Person(user_id, first_name, last_name, username, language_code)
        self.people[user_id] = person
        self.chats[user_id] = Chat(user_id, ChatType.PRIVATE, members={user_id: person})
        return person

    def bot_knows(self, person: Person) -> bool:
        """Say whether the bot has met a person: in its private chat or in a group."""
        return person.has_started or any(
            person.id in chat.members and chat.has_bot
            for chat in self.chats.values()
            if chat.kind is not ChatType.PRIVATE
        )

    def add_group(self, title: str, members: list[Person], *, supergroup: bool = False) -> Chat:
        """Return a new group of these people and the bot, who is told that it was added."""
        if supergroup:
            chat_id, self._last_supergroup = (
                FIRST_SUPERGROUP - self._last_supergroup,
                self._last_supergroup + 1,
            )
        else:
            chat_id, self._last_group = FIRST_GROUP - self._last_group, self._last_group + 1
        kind = ChatType.SUPERGROUP if supergroup else ChatType.GROUP
        chat = Chat(chat_id, kind, title, {person.id: person for person in members})
        self.chats[chat_id] = chat
        if members:
            self.change_membership(chat, members[0], "left", "member")
        return chat

    def add_foreign_group(
        self, title: str, members: Iterable[Person], *, chat_id: int | None = None
    ) -> Chat:
        """Return a group of which the bot is no member and which it does not know.

        Its id may be that of a chat which the bot knows: Telegram tells guests no other.
        """
        self.foreign_groups += 1
        number = _FIRST_FOREIGN - self.foreign_groups if chat_id is None else chat_id
        people = {person.id: person for person in members}
        return Chat(number, ChatType.SUPERGROUP, title, people, has_bot=False)

    def change_membership(self, chat: Chat, by: Person, before: str, after: str) -> None:
        """Tell the bot that its own place in a chat changed (`my_chat_member`)."""

        def member(status: str) -> Json:
            about: Json = {"user": self.bot.to_user(), "status": status}
            if status == "kicked":
                about["until_date"] = 0
            return about

        self.queue.push(
            "my_chat_member",
            {
                "chat": chat.to_chat(),
                "from": by.to_user(),
                "date": int(self.now()),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            },
        )

    # Messages --------------------------------------------------------------------------------

    def next_message_id(self, chat: Chat) -> int:
        """Return the id of the next message: Telegram counts supergroups each for itself."""
        if chat.kind is ChatType.SUPERGROUP:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def post(self, chat: Chat, sender: Json, content: Json, *, by_bot: bool) -> Json:
        """Put a message into a chat and return it."""
        message = {
            "message_id": self.next_message_id(chat),
            "from": sender,
            "chat": chat.to_chat(),
            "date": int(self.now()),
            **content,
        }
        chat.messages[message["message_id"]] = message
        chat.tell(Happening.SENT, message, by_bot=by_bot)
        return message

    def receive(self, chat: Chat, person: Person, content: Json) -> Json:
        """Let a person send a message; the bot gets it where Telegram would let it see it."""
        if chat.kind is ChatType.PRIVATE:
            person.has_started = True
            if person.has_blocked:
                person.has_blocked = False
                self.change_membership(chat, person, "kicked", "member")
        message = self.post(chat, person.to_user(), content, by_bot=False)
        if self.bot_sees(chat, message):
            self.queue.push("message", message)
        return message

    def revise(self, chat: Chat, message: Json, changes: Json, *, by_bot: bool) -> Json:
        """Change a message: a None in `changes` takes a field away. Return it as it is now."""
        changed = {**message, **changes, "edit_date": int(self.now())}
        changed = {name: value for name, value in changed.items() if value is not None}
        chat.messages[message["message_id"]] = changed
        chat.tell(Happening.EDITED, changed, by_bot=by_bot)
        return changed

    def remove(self, chat: Chat, message_id: int, *, by_bot: bool) -> None:
        """Take a message out of a chat."""
        if chat.messages.pop(message_id, None) is not None:
            chat.tell(Happening.DELETED, {"message_id": message_id}, by_bot=by_bot)

    def bot_sees(self, chat: Chat, message: Json) -> bool:
        """Say whether the bot gets a message of a person.

        In groups, with privacy mode on: commands that name it or nobody, replies to it, and what
        was sent through it (https://core.telegram.org/bots/features#privacy-mode).
        """
        if chat.kind is ChatType.PRIVATE:
            return True
        if not chat.has_bot:
            return False
        if self.bot.reads_all_group_messages:
            return True
        if message.get("via_bot", {}).get("id") == self.bot.id:
            return True
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        text = message.get("text") or message.get("caption") or ""
        if not text.startswith("/"):
            return False
        _, _, addressee = text.split(maxsplit=1)[0].partition("@")
        return not addressee or addressee.lower() == self.bot.username.lower()

    def text_content(self, text: str, *, entities: list[Json] | None = None) -> Json:
        """Return the content of a text message as a client would send it."""
        text, kept = clean(text, entities or [])
        content: Json = {"text": text}
        kept = found_in(text, kept)
        if kept:
            content["entities"] = kept
        return content

    def migrate(self, chat: Chat) -> Chat:
        """Turn a group into a supergroup with another id, and tell the bot; return that."""
        supergroup = self.add_group(chat.title, [], supergroup=True)
        supergroup.members = chat.members
        chat.migrated_to = supergroup.id
        by = next(iter(chat.members.values())).to_user()
        self.queue.push(
            "message", self.post(chat, by, {"migrate_to_chat_id": supergroup.id}, by_bot=False)
        )
        self.queue.push(
            "message", self.post(supergroup, by, {"migrate_from_chat_id": chat.id}, by_bot=False)
        )
        return supergroup

    def choose_inline(self, chat: Chat, person: Person, query: str, result: Json) -> Json:
        """Let a person send a picked inline result; return the message."""
        content = {**result["message"], "via_bot": self.bot.to_user()}
        chosen: Json = {"result_id": result["id"], "from": person.to_user(), "query": query}
        if content.get("reply_markup") is not None:
            inline_id = self.new_inline_id()
            content["inline_message_id"] = chosen["inline_message_id"] = inline_id
        message = self.receive(chat, person, content)
        if "inline_message_id" in content:
            self.inline_messages[inline_id] = (chat, message["message_id"])
        if self.bot.reports_chosen_results:
            self.queue.push("chosen_inline_result", chosen)
        return message

    # Guests ----------------------------------------------------------------------------------

    def summon(self, chat: Chat, person: Person, content: Json) -> Json:
        """Let a person name the bot in a chat without it; return their message.

        The bot gets it as `guest_message`, unless the chat's content is protected.
        """
        message = self.post(chat, person.to_user(), content, by_bot=False)
        if self.bot.takes_guest_queries and not chat.is_protected:
            query_id = self.queries.ask(QueryKind.GUEST, person.id, self.now())
            self.guest_queries[query_id] = (chat, message)
            self.queue.push("guest_message", {**message, "guest_query_id": query_id})
        return message

    def answer_as_guest(self, query_id: str, content: Json) -> str:
        """Put the bot's answer into the chat where it is a guest; return the inline message's id.

        Raises:
            RefusalError: there is no such query, it was answered, or it waited too long.
        """
        self.queries.answer(QueryKind.GUEST, query_id, self.now())
        chat, asked = self.guest_queries[query_id]
        inline_id = self.new_inline_id()
        replied = {name: value for name, value in asked.items() if name != "reply_to_message"}
        about: Json = {"reply_to_message": replied, "guest_bot_caller_user": asked["from"]}
        if "sender_chat" in asked:
            about["guest_bot_caller_chat"] = asked["sender_chat"]
        message = self.post(chat, self.bot.to_user(), {**content, **about}, by_bot=True)
        self.inline_messages[inline_id] = (chat, message["message_id"])
        return inline_id

    def new_inline_id(self) -> str:
        """Return the id of the next message that can be edited by such an id alone."""
        return f"AAM{len(self.inline_messages) + 1:08d}"

    # Buttons ---------------------------------------------------------------------------------

    def tap(self, chat: Chat, person: Person, message: Json, data: str) -> str:
        """Let a person tap a button; return the id of the callback query."""
        query_id = self.queries.ask(QueryKind.TAP, person.id, self.now(), chat_id=chat.id)
        query: Json = {
            "id": query_id,
            "from": person.to_user(),
            "chat_instance": str(chat_instance(chat.id)),
            "data": data,
        }
        if "inline_message_id" in message:
            query["inline_message_id"] = message["inline_message_id"]
        else:
            query["message"] = message
        self.queue.push("callback_query", query)
        return query_id


def chat_instance(chat_id: int) -> int:
    """Return the number that stands for a chat in callback queries, the same every time."""
    return (chat_id * 2_654_435_761) % (1 << 62) + 1


def new_token(bot_id: int) -> str:
    """Return a token in BotFather's form."""
    return f"{bot_id}:AA{secrets.token_urlsafe(25)[:33]}"
