"""Which chat and which message a call means, and whether the bot may."""

from enum import IntEnum

from bot.preview.call import Json
from bot.preview.chats import Chat, ChatType
from bot.preview.refusal import RefusalError, bad_request, forbidden
from bot.preview.world import World


class Access(IntEnum):
    """What a method wants to do in a chat."""

    READ = 1
    EDIT = 2
    WRITE = 3


def find_chat(world: World, chat_id: str, access: Access) -> Chat:
    """Return the chat.

    Raises:
        RefusalError: the bot does not know it, or may not do that there.
    """
    if not chat_id:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(chat_id))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    if chat.kind is ChatType.PRIVATE:
        _check_private(chat, access, knows=world.bot_knows(chat.members[chat.id]))
    else:
        _check_group(chat, access)
    return chat


def _check_private(chat: Chat, access: Access, *, knows: bool) -> None:
    person = chat.members[chat.id]
    if not person.has_started and not knows:
        raise bad_request("chat not found")
    if person.is_deactivated and access >= Access.EDIT:
        raise forbidden("user is deactivated")
    if not person.has_started and access == Access.WRITE:
        # Whoever met the bot in a group is known to it, but has not let it write.
        raise forbidden("bot can't initiate conversation with a user")
    if person.has_blocked and access >= Access.EDIT:
        raise forbidden("bot was blocked by the user")


def _check_group(chat: Chat, access: Access) -> None:
    if chat.migrated_to is not None and access == Access.WRITE:
        raise RefusalError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    if chat.has_bot or (access == Access.READ and chat.kind is ChatType.GROUP):
        return
    if chat.was_bot_kicked:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    raise forbidden(f"bot is not a member of the {chat.kind} chat")


def find_own_message(world: World, chat_id: str, message_id: int, what: str) -> tuple[Chat, Json]:
    """Return a message of the bot that is to be edited; `what` names it in the refusal.

    Raises:
        RefusalError: there is no such chat or message, or it is somebody else's.
    """
    chat = find_chat(world, chat_id, Access.EDIT)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    if message["from"]["id"] != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def find_inline_message(world: World, inline_message_id: str) -> tuple[Chat, Json]:
    """Return a message that somebody sent through the bot's inline mode.

    Raises:
        RefusalError: there is none.
    """
    if not inline_message_id:
        raise bad_request("message identifier is not specified")
    place = world.inline_messages.get(inline_message_id)
    if place is None:
        raise bad_request("MESSAGE_ID_INVALID")
    chat, number = place
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message
