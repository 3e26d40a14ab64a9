"""Methods that change a message of the bot, or take messages away."""

from dataclasses import dataclass

from bot.preview.call import Call, Json
from bot.preview.chats import Chat
from bot.preview.entities import utf16_length
from bot.preview.formatted import MAX_TEXT, read_formatted
from bot.preview.keyboards import read_markup
from bot.preview.methods.access import find_own_message
from bot.preview.methods.sending import read_link_preview
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.world import World

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
    parse_mode: str = ""
    entities: str = ""
    link_preview_options: str = ""


@method("editMessageText", EditMessageText)
def edit_message_text(world: World, asked: EditMessageText, _call: Call) -> Json:
    """Put another text into a text message; without a keyboard its keyboard goes."""
    options = read_link_preview(asked.link_preview_options)
    if not asked.text:
        raise bad_request("message text is empty")
    text, entities = read_formatted(asked.text, asked.parse_mode, asked.entities)
    markup = read_markup(asked.reply_markup, inline_only=True)
    chat, message = find_editable(world, asked)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    changes: Json = {
        "text": text,
        "entities": entities or None,
        "link_preview_options": options or None,
        "reply_markup": markup,
    }
    return apply_changes(world, chat, message, changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessageReplyMarkup(Editing):
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""


@method("editMessageReplyMarkup", EditMessageReplyMarkup)
def edit_message_reply_markup(world: World, asked: EditMessageReplyMarkup, _call: Call) -> Json:
    """Put another inline keyboard under a message, or take it away."""
    markup = read_markup(asked.reply_markup, inline_only=True)
    chat, message = find_editable(world, asked)
    return apply_changes(world, chat, message, {"reply_markup": markup})


def find_editable(world: World, asked: Editing) -> tuple[Chat, Json]:
    """Return the message that an editing method means."""
    if not asked.chat_id and not asked.message_id:
        if not asked.inline_message_id:
            raise bad_request("message identifier is not specified")
        raise bad_request("MESSAGE_ID_INVALID")
    return find_own_message(world, asked.chat_id, asked.message_id, "message to edit")


def apply_changes(world: World, chat: Chat, message: Json, changes: Json) -> Json:
    """Change a message and return it.

    Raises:
        RefusalError: nothing would change.
    """
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(_NOT_MODIFIED)
    return world.revise(chat, message, changes, by_bot=True)
