"""answerGuestQuery: one message into a chat where the bot was named and is no member."""

import json
from dataclasses import dataclass
from typing import Any

from bot.preview.call import Call, Json
from bot.preview.methods.inline import read_result
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGuestQuery:
    """https://core.telegram.org/bots/api#answerguestquery."""

    guest_query_id: str = ""
    result: str = ""


@method("answerGuestQuery", AnswerGuestQuery)
def answer_guest_query(world: World, asked: AnswerGuestQuery, _call: Call) -> Json:
    """Send the one answer that a summoned bot may give."""
    try:
        value: Any = json.loads(asked.result)
    except ValueError:
        raise bad_request("can't parse inline query result JSON object") from None
    result = read_result(world, value)
    return {"inline_message_id": world.answer_as_guest(asked.guest_query_id, result["message"])}
