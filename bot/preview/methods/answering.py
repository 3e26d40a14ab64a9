"""Methods that answer a tapped button."""

from dataclasses import dataclass

from bot.preview.call import Call
from bot.preview.chats import Happening
from bot.preview.entities import utf16_length
from bot.preview.methods.table import method
from bot.preview.queries import QueryKind
from bot.preview.refusal import bad_request
from bot.preview.world import World

MAX_ANSWER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCallbackQuery:
    """https://core.telegram.org/bots/api#answercallbackquery."""

    callback_query_id: str = ""
    text: str = ""
    show_alert: bool = False
    url: str = ""
    cache_time: int = 0


@method("answerCallbackQuery", AnswerCallbackQuery)
def answer_callback_query(world: World, asked: AnswerCallbackQuery, _call: Call) -> bool:
    """End the waiting of a tapped button, with a toast or an alert where there is a text."""
    if utf16_length(asked.text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if asked.url and not asked.url.startswith(
        (f"https://t.me/{world.bot.username}?start=", f"t.me/{world.bot.username}?start=")
    ):
        raise bad_request("URL_INVALID")
    query = world.queries.answer(QueryKind.TAP, asked.callback_query_id, world.now())
    if query.chat_id is not None:
        world.chats[query.chat_id].tell(
            Happening.ANSWERED,
            {
                "query_id": query.id,
                "person_id": query.person_id,
                "text": asked.text,
                "show_alert": asked.show_alert,
                "url": asked.url,
            },
        )
    return True
