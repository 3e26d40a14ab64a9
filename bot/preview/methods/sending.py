"""Methods that put a message of the bot into a chat."""

import json
from dataclasses import dataclass
from typing import Any

from bot.preview.call import Call, Json
from bot.preview.chats import Chat, ChatType, Happening
from bot.preview.formatted import read_text
from bot.preview.keyboards import opens_a_page, read_markup
from bot.preview.methods.access import Access, find_chat
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.world import World

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Parameters that every sending method takes."""

    chat_id: str = ""
    message_thread_id: int = 0
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: str = ""
    reply_markup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Sending):
    """https://core.telegram.org/bots/api#sendmessage."""

    text: str = ""
    parse_mode: str = ""
    entities: str = ""
    link_preview_options: str = ""


@method("sendMessage", SendMessage)
def send_message(world: World, asked: SendMessage, _call: Call) -> Json:
    """Send a text."""
    options = read_link_preview(asked.link_preview_options)
    content = read_text(asked.text, asked.parse_mode, asked.entities)
    if options:
        content["link_preview_options"] = options
    return deliver(world, asked, content)


def deliver(world: World, asked: Sending, content: Json) -> Json:
    """Put the bot's message into its chat and return it.

    Raises:
        RefusalError: the keyboard, the chat or the message replied to is not what Telegram takes.
    """
    reply = _read_reply(asked.reply_parameters)
    markup = read_markup(asked.reply_markup)
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    if chat.kind is not ChatType.PRIVATE and opens_a_page(markup):
        raise bad_request("BUTTON_TYPE_INVALID")
    replied = _replied_to(chat, reply)
    if replied is not None:
        content["reply_to_message"] = {
            name: value for name, value in replied.items() if name != "reply_to_message"
        }
    if markup is not None:
        content["reply_markup"] = markup
    if asked.message_thread_id and chat.topics is not None:
        if asked.message_thread_id not in chat.topics:
            raise bad_request("message thread not found")
        content |= {"message_thread_id": asked.message_thread_id, "is_topic_message": True}
    if asked.protect_content:
        content["has_protected_content"] = True
    message = world.post(chat, world.bot.to_user(), content, by_bot=True)
    return as_answer(message)


def as_answer(message: Json) -> Json:
    """Return a message as the bot gets it back: of keyboards, only inline ones."""
    markup = message.get("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        return {name: value for name, value in message.items() if name != "reply_markup"}
    return message


def read_link_preview(raw: str) -> Json:
    """Return `link_preview_options`.

    Raises:
        RefusalError: not an object of the documented fields.
    """
    if not raw:
        return {}
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse link preview options JSON object") from None
    return check_link_preview(value)


def check_link_preview(value: Any) -> Json:
    """Return link preview options that were read from JSON; see `read_link_preview`."""
    if not isinstance(value, dict):
        raise bad_request("object expected as link preview options")
    for name, each in value.items():
        if name == "url":
            if not isinstance(each, str):
                raise bad_request('field "url" must be of type String')
        elif name in {"is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"}:
            if not isinstance(each, bool):
                raise bad_request(f'field "{name}" must be of type Boolean')
        else:
            raise bad_request(f'field "{name}" of LinkPreviewOptions is not known')
    return value


@dataclass(frozen=True, slots=True)
class _Reply:
    message_id: int
    may_be_missing: bool


def _read_reply(raw: str) -> _Reply | None:
    if not raw:
        return None
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse reply parameters JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply parameters")
    for name in value:
        if name not in {"message_id", "allow_sending_without_reply", "chat_id"}:
            raise bad_request(f'field "{name}" of ReplyParameters is not known')
    message_id = value.get("message_id")
    if not isinstance(message_id, int) or isinstance(message_id, bool):
        raise bad_request('field "message_id" must be a valid Number')
    return _Reply(message_id, bool(value.get("allow_sending_without_reply")))


def _replied_to(chat: Chat, reply: _Reply | None) -> Json | None:
    if reply is None:
        return None
    message = chat.messages.get(reply.message_id)
    if message is None and not reply.may_be_missing:
        raise bad_request("message to be replied not found")
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChatAction:
    """https://core.telegram.org/bots/api#sendchataction."""

    chat_id: str = ""
    action: str = ""


@method("sendChatAction", SendChatAction)
def send_chat_action(world: World, asked: SendChatAction, _call: Call) -> bool:
    """Show "typing" and the like for five seconds or until the next message."""
    action = asked.action.lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    chat.tell(Happening.ACTION, {"action": action})
    return True
