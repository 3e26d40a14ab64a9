"""Methods that change a message of the bot, or take messages away."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.preview.call import Call, Json
from bot.preview.chats import Chat, ChatType
from bot.preview.entities import utf16_length
from bot.preview.formatted import MAX_TEXT, read_formatted
from bot.preview.keyboards import read_markup
from bot.preview.methods.access import (
    Access,
    find_chat,
    find_inline_message,
    find_own_message,
)
from bot.preview.methods.sending import read_link_preview
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.rich_blocks import read_rich
from bot.preview.world import World

# What a message without media consists of.
TEXT_FIELDS = ("text", "entities", "link_preview_options", "rich_message")
_MAX_DELETED = 100
_DELETABLE_SECONDS = 48 * 60 * 60
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Parameters that every editing method takes."""

    chat_id: str = ""
    message_id: int = 0
    inline_message_id: str = ""
    reply_markup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessageText(Editing):
    """https://core.telegram.org/bots/api#editmessagetext."""

    text: str = ""
    rich_message: str = ""
    parse_mode: str = ""
    entities: str = ""
    link_preview_options: str = ""


@method("editMessageText", EditMessageText)
def edit_message_text(world: World, asked: EditMessageText, _call: Call) -> Json | bool:
    """Put another text, or other blocks, into a message; without a keyboard its keyboard goes."""
    if asked.rich_message and not asked.text:
        rich = read_rich(asked.rich_message)
        markup = read_markup(asked.reply_markup, inline_only=True)
        changes: Json = {**dict.fromkeys(TEXT_FIELDS), "rich_message": rich, "reply_markup": markup}
        return change(world, asked, changes, _has_text)
    options = read_link_preview(asked.link_preview_options)
    if not asked.text:
        raise bad_request("message text is empty")
    text, entities = read_formatted(asked.text, asked.parse_mode, asked.entities)
    markup = read_markup(asked.reply_markup, inline_only=True)
    changes = {
        **dict.fromkeys(TEXT_FIELDS),
        "text": text,
        "entities": entities or None,
        "link_preview_options": options or None,
        "reply_markup": markup,
    }

    def check(message: Json) -> None:
        if not text:
            raise bad_request("text must be non-empty")
        if utf16_length(text) > MAX_TEXT:
            raise bad_request("MESSAGE_TOO_LONG")
        _has_text(message)

    return change(world, asked, changes, check)


def _has_text(message: Json) -> None:
    if "text" not in message and "rich_message" not in message:
        raise bad_request("there is no text in the message to edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessageReplyMarkup(Editing):
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""


@method("editMessageReplyMarkup", EditMessageReplyMarkup)
def edit_message_reply_markup(
    world: World, asked: EditMessageReplyMarkup, _call: Call
) -> Json | bool:
    """Put another inline keyboard under a message, or take it away."""
    markup = read_markup(asked.reply_markup, inline_only=True)
    return change(world, asked, {"reply_markup": markup})


def _anything(_message: Json) -> None:
    """Let any message be edited in this way."""


def change(
    world: World, asked: Editing, changes: Json, check: Callable[[Json], None] = _anything
) -> Json | bool:
    """Change the message that is meant, and return it; True for one sent through inline mode.

    Raises:
        RefusalError: there is no such message of the bot's, `check` refuses it, or nothing would
            change.
    """
    is_inline = not asked.chat_id and not asked.message_id
    if is_inline:
        chat, message = find_inline_message(world, asked.inline_message_id)
    else:
        chat, message = find_own_message(world, asked.chat_id, asked.message_id, "message to edit")
    check(message)
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(_NOT_MODIFIED)
    changed = world.revise(chat, message, changes, by_bot=True)
    return True if is_inline else changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessage:
    """https://core.telegram.org/bots/api#deletemessage."""

    chat_id: str = ""
    message_id: int = 0


@method("deleteMessage", DeleteMessage)
def delete_message(world: World, asked: DeleteMessage, _call: Call) -> bool:
    """Take a message away: one of the bot's, or in a private chat anybody's."""
    if not asked.chat_id:
        raise bad_request("chat identifier is not specified")
    if asked.message_id <= 0:
        raise bad_request("message identifier is not specified")
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    message = chat.messages.get(asked.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.remove(chat, asked.message_id, by_bot=True)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessages:
    """https://core.telegram.org/bots/api#deletemessages."""

    chat_id: str = ""
    message_ids: str = ""


@method("deleteMessages", DeleteMessages)
def delete_messages(world: World, asked: DeleteMessages, _call: Call) -> bool:
    """Take several messages away; what is not there is passed over."""
    wanted = _message_ids(asked.message_ids)
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    found = [chat.messages[each] for each in wanted if each in chat.messages]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.remove(chat, message["message_id"], by_bot=True)
    return True


def _message_ids(raw: str) -> list[int]:
    if not raw:
        raise bad_request("message identifiers are not specified")
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse message_ids JSON object") from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of message identifiers")
    if not value:
        raise bad_request("message identifiers are not specified")
    if len(value) > _MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    for each in value:
        if not isinstance(each, int):
            raise bad_request("message identifier must be a Number")
        if each <= 0:
            raise bad_request("invalid message identifier specified")
    return value


def _check_deletable(world: World, chat: Chat, message: Json) -> None:
    is_own = message["from"]["id"] == world.bot.id
    is_old = world.now() - message["date"] > _DELETABLE_SECONDS
    if is_old or not (is_own or chat.kind is ChatType.PRIVATE):
        raise bad_request("message can't be deleted for everyone")
