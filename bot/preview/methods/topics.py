"""Methods about the topics of a forum: createForumTopic, closeForumTopic."""

from dataclasses import dataclass

from bot.preview.call import Call, Json
from bot.preview.methods.access import Access, find_chat
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.world import World

_MOST_LETTERS = 128
_COLOUR = 0x6FB9F0


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateForumTopic:
    """https://core.telegram.org/bots/api#createforumtopic."""

    chat_id: str = ""
    name: str = ""
    icon_color: int = _COLOUR


@method("createForumTopic", CreateForumTopic)
def create_forum_topic(world: World, asked: CreateForumTopic, _call: Call) -> Json:
    """Begin a topic."""
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    if chat.topics is None:
        raise bad_request("the chat is not a forum")
    name = asked.name.strip()
    if not 1 <= len(name) <= _MOST_LETTERS:
        raise bad_request("TOPIC_TITLE_EMPTY")
    topic: Json = {"name": name, "icon_color": asked.icon_color}
    begun = world.post(chat, world.bot.to_user(), {"forum_topic_created": topic}, by_bot=True)
    number = begun["message_id"]
    begun |= {"message_thread_id": number, "is_topic_message": True}
    chat.topics[number] = True
    return {"message_thread_id": number, **topic}


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseForumTopic:
    """https://core.telegram.org/bots/api#closeforumtopic."""

    chat_id: str = ""
    message_thread_id: int = 0


@method("closeForumTopic", CloseForumTopic)
def close_forum_topic(world: World, asked: CloseForumTopic, _call: Call) -> bool:
    """Close a topic; its members write nothing there any more, and administrators do."""
    chat = find_chat(world, asked.chat_id, Access.WRITE)
    if chat.topics is None or asked.message_thread_id not in chat.topics:
        raise bad_request("message thread not found")
    if not chat.topics[asked.message_thread_id]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.topics[asked.message_thread_id] = False
    return True
