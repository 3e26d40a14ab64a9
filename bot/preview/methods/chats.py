"""Methods about chats: getChat, members, leaving, reactions; and leaving the server itself."""

import json
from dataclasses import dataclass
from typing import Any

from bot.preview.call import Call, Json
from bot.preview.chats import Chat, ChatType, Happening
from bot.preview.methods.access import Access, find_chat
from bot.preview.methods.table import method
from bot.preview.reactions import REACTIONS
from bot.preview.refusal import bad_request
from bot.preview.world import World

_EMOJI_STYLE = "\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutChat:
    """https://core.telegram.org/bots/api#getchat, #leavechat, #getchatmembercount."""

    chat_id: str = ""


@method("getChat", AboutChat)
def get_chat(world: World, asked: AboutChat, _call: Call) -> Json:
    """Tell all about a chat (`ChatFullInfo`)."""
    chat = find_chat(world, asked.chat_id, Access.READ)
    full: Json = {
        **chat.to_chat(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.kind is not ChatType.PRIVATE:
        full["permissions"] = {"can_send_messages": True}
    return full


@method("leaveChat", AboutChat)
def leave_chat(world: World, asked: AboutChat, _call: Call) -> bool:
    """Let the bot leave a group."""
    chat = find_chat(world, asked.chat_id, Access.READ)
    if chat.kind is ChatType.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    chat.has_bot = False
    return True


@method("getChatMemberCount", AboutChat)
def get_chat_member_count(world: World, asked: AboutChat, _call: Call) -> int:
    """Count the people of a chat, the bot included."""
    chat = find_chat(world, asked.chat_id, Access.READ)
    return len(chat.members) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GetChatMember:
    """https://core.telegram.org/bots/api#getchatmember."""

    chat_id: str = ""
    user_id: int = 0


@method("getChatMember", GetChatMember)
def get_chat_member(world: World, asked: GetChatMember, _call: Call) -> Json:
    """Tell what somebody is in a chat."""
    if asked.user_id <= 0:
        raise bad_request("invalid user_id specified")
    chat = find_chat(world, asked.chat_id, Access.READ)
    if asked.user_id == world.bot.id:
        return {"user": world.bot.to_user(), "status": "member"}
    person = world.people.get(asked.user_id)
    if person is None:
        raise bad_request("user not found")
    if person.id not in chat.members:
        return {"user": person.to_user(), "status": "left"}
    if person.id == next(iter(chat.members)) and chat.kind is not ChatType.PRIVATE:
        return {"user": person.to_user(), "status": "creator", "is_anonymous": False}
    return {"user": person.to_user(), "status": "member"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMessageReaction:
    """https://core.telegram.org/bots/api#setmessagereaction."""

    chat_id: str = ""
    message_id: int = 0
    reaction: str = ""
    is_big: bool = False


@method("setMessageReaction", SetMessageReaction)
def set_message_reaction(world: World, asked: SetMessageReaction, _call: Call) -> bool:
    """Put the bot's reaction under a message; none takes it away."""
    reactions = _read_reactions(asked.reaction)
    chat = find_chat(world, asked.chat_id, Access.READ)
    if asked.message_id not in chat.messages:
        raise bad_request("message to react not found")
    _react(chat, asked.message_id, reactions)
    return True


def _read_reactions(raw: str) -> list[str]:
    if not raw:
        return []
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse reaction types JSON object") from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of ReactionType")
    if len(value) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    return [_read_reaction(each) for each in value]


def _read_reaction(value: Any) -> str:
    if not isinstance(value, dict):
        raise bad_request("can't parse ReactionType: expected an Object")
    if value.get("type") != "emoji":
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    emoji = str(value.get("emoji", "")).replace(_EMOJI_STYLE, "")
    if emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return emoji


def _react(chat: Chat, message_id: int, reactions: list[str]) -> None:
    if reactions:
        chat.reactions[message_id] = reactions
    else:
        chat.reactions.pop(message_id, None)
    chat.tell(Happening.REACTED, {"message_id": message_id, "reactions": reactions})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """https://core.telegram.org/bots/api#logout, #close."""


@method("logOut", Nothing)
def log_out(world: World, _asked: Nothing, _call: Call) -> bool:
    """Leave this Bot API server; every later call is refused."""
    world.is_logged_out = True
    return True


@method("close", Nothing)
def close(_world: World, _asked: Nothing, _call: Call) -> bool:
    """Close the bot before it moves to another server; the next call opens it again."""
    return True
