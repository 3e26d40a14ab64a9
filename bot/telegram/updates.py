"""From Telegram's JSON to `Incoming`. What is not for the bot becomes None, and is not kept.

The JSON is read field by field and not through the library's classes: those raise for an update
that lacks a field, and then nothing of the whole batch can be read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.messages.button_data import Verb, parse
from bot.messages.event import Said, Tapped, Unreadable
from bot.office import code_of, is_aside
from bot.telegram.incoming import Incoming, Left, Moved, Quoted, SentFile
from bot.telegram.json_parts import part, whole, words
from bot.telegram.links import linked, with_links
from bot.telegram.mentions import entities_of, without_mention
from bot.telegram.rating import read_rating, remaining_keyboard

Json: TypeAlias = Mapping[str, Any]

# What Telegram is asked to send; everything else is ignored by design.
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "guest_message",
    "my_chat_member",
)

_UNREADABLE = (
    "sticker",
    "voice",
    "photo",
    "video",
    "video_note",
    "audio",
    "animation",
    "document",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "checklist",
    "paid_media",
)
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?=\s|$)")
COMMAND = "/entry"
"""What makes an entry of the answer it replies to."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as others see it.

    Attributes:
        id: its user id.
        username: its user name, without the "@".
        commands: the commands it knows; in a group, others may be for another bot.
    """

    id: int
    username: str
    commands: frozenset[str] = frozenset()


def kind_of(update: object) -> str:
    """Return the kind of an update, for counting: a name from `KINDS`, or `other`."""
    if isinstance(update, Mapping):
        for kind in KINDS:
            if kind in update:
                return kind
    return "other"


def update_id_of(update: object) -> int | None:
    """Return the number of an update; None when it has none."""
    return whole(update.get("update_id")) if isinstance(update, Mapping) else None


def read_update(update: object, me: Me) -> Incoming | None:
    """Return what an update says, or None when the bot has nothing to do with it.

    Nothing is raised, whatever the update looks like.
    """
    number = update_id_of(update)
    if number is None or not isinstance(update, Mapping):
        return None
    for kind, read in _READERS.items():
        content = update.get(kind)
        if isinstance(content, Mapping):
            return read(number, content, me)
    return None


def _message(number: int, message: Json, me: Me) -> Incoming | None:
    return _written(number, message, me, edited=False)


def _edited(number: int, message: Json, me: Me) -> Incoming | None:
    return _written(number, message, me, edited=True)


def _written(number: int, message: Json, me: Me, *, edited: bool) -> Incoming | None:
    chat, kind = _chat(message)
    if chat is None or kind not in ("private", "group", "supergroup"):
        return None
    moved = _moved(chat, message)
    person = author(message, me) if moved is None else chat
    if person is None:
        return None
    code = _code(message, me)
    quoted = _made_an_entry(message, me)
    what = moved or _content(message, me, group=kind != "private", code=code)
    if quoted is not None and what is None:
        what = Said(COMMAND)
    if what is None:
        return None
    return Incoming(
        update_id=number,
        chat=chat,
        person=person,
        what=what,
        group=kind != "private",
        edited=edited,
        client_language=words(part(message, "from").get("language_code")),
        message=whole(message.get("message_id")),
        thread=whole(message.get("message_thread_id")) if _in_topic(message) else None,
        written=whole(message.get("edit_date" if edited else "date")),
        replied=_replied(message, me),
        forwarded=_is_forwarded(message, person, me),
        album=words(message.get("media_group_id")),
        attached=_attached(message) if kind == "private" else None,
        code=code,
        quoted=quoted,
        file=None if code is None else _file(message),
        to_aside=code is not None and is_aside(_replied_text(message)),
        linked=linked(message) if kind == "private" else None,
    )


def _file(message: Json) -> SentFile | None:
    """Return the file of a message that belongs to an office; None where it has none."""
    sent = part(message, "document")
    name, size = words(sent.get("file_name")), whole(sent.get("file_size"))
    number = words(sent.get("file_id"))
    return None if number is None else SentFile(number, name or "", size)


def _made_an_entry(message: Json, me: Me) -> Quoted | None:
    """Return the message that an entry is to be made of, where that is asked for."""
    asked = (words(message.get("text")) or "").removesuffix(f"@{me.username}").strip()
    return _quoted(message) if asked == COMMAND else None


def _callback(number: int, query: Json, me: Me) -> Incoming | None:
    message = part(query, "message")
    chat, kind = _chat(message)
    sender = part(query, "from")
    person = whole(sender.get("id"))
    # An anonymous administrator asks as the group, and taps with their own account.
    asked_by = part(part(message, "reply_to_message"), "sender_chat")
    as_group = whole(asked_by.get("id")) if kind != "private" else None
    query_id = words(query.get("id"))
    if chat is None or person is None or query_id is None or person == me.id:
        return None
    code, quoted = _of_an_office(message, words(query.get("data")) or "")
    # Of the staff it counts who it is: of two people each does their part.
    if code is None and as_group is not None:
        person = as_group
    return Incoming(
        update_id=number,
        chat=chat,
        person=person,
        what=Tapped(words(query.get("data")) or ""),
        group=kind != "private",
        client_language=words(sender.get("language_code")),
        message=whole(message.get("message_id")),
        # Telegram gives 0 for a message that is not accessible any more.
        editable=message.get("date") != 0,
        thread=whole(message.get("message_thread_id")) if _in_topic(message) else None,
        query=query_id,
        keyboard=_keyboard(message, words(query.get("data")) or ""),
        code=code,
        quoted=quoted,
    )


def _of_an_office(message: Json, tapped: str) -> tuple[str | None, Quoted | None]:
    """Return the conversation that a button of the staff is about, and what it stands under."""
    pressed = parse(tapped)
    if pressed is None or pressed.verb is not Verb.STAFF or len(pressed.arguments) <= 1:
        return None, None
    return pressed.arguments[1], _quoted(message)


def _quoted(message: Json) -> Quoted | None:
    """Return the words that a message replies to; None where there are none any more."""
    under = part(message, "reply_to_message")
    number, text = whole(under.get("message_id")), words(under.get("text"))
    person = whole(part(under, "sender_chat").get("id"))
    person = whole(part(under, "from").get("id")) if person is None else person
    if number is None or text is None or person is None:
        return None
    return Quoted(number, person, with_links(text, under))


def _keyboard(message: Json, tapped: str) -> str | None:
    """Return the buttons that stay when a rating takes its own away."""
    return None if read_rating(tapped) is None else remaining_keyboard(message, tapped)


def _membership(number: int, change: Json, _: Me) -> Incoming | None:
    chat, kind = _chat(change)
    status = part(change, "new_chat_member").get("status")
    if chat is None or status not in ("kicked", "left"):
        return None
    return Incoming(update_id=number, chat=chat, person=chat, what=Left(), group=kind != "private")


_READERS: dict[str, Callable[[int, Json, Me], Incoming | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _callback,
    "my_chat_member": _membership,
}


def _content(message: Json, me: Me, *, group: bool, code: str | None) -> Said | Unreadable | None:
    text = words(message.get("text"))
    if text is None:
        text = words(message.get("caption"))
    if code is not None:
        return _to_a_person(text, message, me)
    if group:
        return None if text is None else _in_group(text, message, me)
    if text is not None:
        return Said(_own_command(text, me) or text)
    kind = _attached(message)
    return None if kind is None else Unreadable(kind)


def _attached(message: Json) -> str | None:
    """Return Telegram's name of what a message has beside words; None where there is nothing."""
    return next((kind for kind in _UNREADABLE if message.get(kind)), None)


def _code(message: Json, me: Me) -> str | None:
    """Return the code of the conversation with an office that a message replies into."""
    if _replied(message, me) is None:
        return None
    return code_of(_replied_text(message))


def _replied_text(message: Json) -> str:
    replied = part(message, "reply_to_message")
    # A draft that is too long for a text stands under a file.
    return words(replied.get("text")) or words(replied.get("caption")) or ""


def _to_a_person(text: str | None, message: Json, me: Me) -> Said | Unreadable | None:
    """Return what staff reply: words alone can be passed on."""
    kind = _attached(message)
    if kind is not None:
        return Unreadable(kind)
    if text is None:
        return None
    return Said(_own_command(text, me) or with_links(text, message))


def _in_group(text: str, message: Json, me: Me) -> Said | None:
    """Leave groups alone but for commands, mentions of the bot and replies to it."""
    command = _COMMAND.match(text)
    if command:
        own = _own_command(text, me)
        return None if own is None else Said(own)
    named = without_mention(text, entities_of(message), me.username)
    if named is not None:
        return Said(named)
    return Said(text) if _replied(message, me) is not None else None


def _replied(message: Json, me: Me) -> int | None:
    """Return the bot's own message that a message replies to."""
    replied = part(message, "reply_to_message")
    own = part(replied, "from").get("id") == me.id
    # Whatever is written in a topic replies to its beginning, which is the bot's where it made it.
    own = own and "forum_topic_created" not in replied
    return whole(replied.get("message_id")) if own else None


def _own_command(text: str, me: Me) -> str | None:
    """Return a command for this bot without the bot's name; None for other words and other bots."""
    command = _COMMAND.match(text)
    if command is None:
        return None
    name, addressee = command.groups()
    if addressee is None:
        return text if name.lower() in me.commands else None
    if addressee.lower() != me.username.lower():
        return None
    return f"/{name}{text[command.end() :]}"


def author(message: Json, me: Me) -> int | None:
    """Return who wrote a message: a person, or a group that its administrator writes as.

    None for bots, and for what a channel or the bot's own inline mode put there.
    """
    sender = part(message, "from")
    if message.get("is_automatic_forward") or part(message, "via_bot").get("id") == me.id:
        return None
    writing_as = whole(part(message, "sender_chat").get("id"))
    if writing_as is not None:
        return writing_as
    return None if sender.get("is_bot") is True else whole(sender.get("id"))


def _moved(chat: int, message: Json) -> Moved | None:
    new, old = (
        whole(message.get("migrate_to_chat_id")),
        whole(message.get("migrate_from_chat_id")),
    )
    if new is not None:
        return Moved(chat, new)
    return Moved(old, chat) if old is not None else None


def _is_forwarded(message: Json, person: int, me: Me) -> bool:
    """Return whether the words are somebody else's; one's own may be forwarded too."""
    origin = part(message, "forward_origin")
    if not origin:
        return "forward_date" in message
    writer = whole(part(origin, "sender_user").get("id"))
    return writer is None or writer != person or writer == me.id


def _in_topic(message: Json) -> bool:
    return message.get("is_topic_message") is True


def _chat(holder: Json) -> tuple[int | None, str]:
    chat = part(holder, "chat")
    return whole(chat.get("id")), str(chat.get("type", ""))
