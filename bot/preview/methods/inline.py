"""answerInlineQuery: what people can pick when they write `@bot ...` in any chat."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.preview.call import Call, Json
from bot.preview.formatted import read_caption, read_text
from bot.preview.keyboards import check_markup
from bot.preview.methods.sending import check_link_preview
from bot.preview.methods.table import method
from bot.preview.queries import QueryKind
from bot.preview.refusal import bad_request
from bot.preview.world import World

MAX_RESULTS = 50
MAX_ID = 64
MAX_NEXT_OFFSET = 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FIELDS = {
    "article": {"url", "description", "thumbnail_url", "thumbnail_width", "thumbnail_height"},
    "photo": {"photo_file_id", "description", "caption", "parse_mode", "caption_entities"},
    "document": {"document_file_id", "description", "caption", "parse_mode", "caption_entities"},
}
_COMMON = {"type", "id", "title", "input_message_content", "reply_markup"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInlineQuery:
    """https://core.telegram.org/bots/api#answerinlinequery."""

    inline_query_id: str = ""
    results: str = ""
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""
    button: str = ""


@method("answerInlineQuery", AnswerInlineQuery)
def answer_inline_query(world: World, asked: AnswerInlineQuery, _call: Call) -> bool:
    """Show results to who asked."""
    button = _read_button(asked.button)
    results = _read_results(world, asked.results)
    if len(asked.next_offset.encode()) > MAX_NEXT_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = world.queries.answer(QueryKind.INLINE, asked.inline_query_id, world.now())
    world.inline_answers[query.id] = {
        "results": results,
        "button": button,
        "next_offset": asked.next_offset,
        "cache_time": asked.cache_time,
        "is_personal": asked.is_personal,
    }
    for listener in tuple(world.inline_listeners):
        listener(query.id)
    return True


def _read_button(raw: str) -> Json | None:
    if not raw:
        return None
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse inline query results button JSON object") from None
    prefix = "can't parse inline query results button:"
    if not isinstance(value, dict):
        raise bad_request(f"{prefix} InlineQueryResultsButton must be an Object")
    if not isinstance(value.get("text"), str) or not value["text"]:
        raise bad_request(f'{prefix} Can\'t find field "text"')
    start = value.get("start_parameter")
    if not isinstance(start, str):
        raise bad_request(f"{prefix} InlineQueryResultsButton must have exactly one optional field")
    if _START.fullmatch(start) is None:
        raise bad_request("START_PARAM_INVALID" if start else "START_PARAM_EMPTY")
    return value


def _read_results(world: World, raw: str) -> list[Json]:
    if not raw:
        return []
    try:
        value: Any = json.loads(raw)
    except ValueError as error:
        raise bad_request(
            f"can't parse JSON encoded inline query results: {error.args[0]}"
        ) from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of inline query results")
    if len(value) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    results = [read_result(world, each) for each in value]
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def read_result(world: World, value: Any) -> Json:
    """Return an `InlineQueryResult` with the message that it sends under `message`.

    Raises:
        RefusalError: Telegram would not take it.
    """
    if not isinstance(value, dict):
        raise _unreadable("Inline query result must be an object")
    kind = _required(value, "type").lower()
    if kind not in _FIELDS:
        raise _unreadable(f'type "{kind}" is unsupported for the inline query result')
    result_id = _required(value, "id")
    if not 1 <= len(result_id.encode()) <= MAX_ID:
        raise bad_request("RESULT_ID_INVALID" if result_id else "RESULT_ID_EMPTY")
    for name in value:
        if name not in _COMMON and name not in _FIELDS[kind]:
            raise _unreadable(f'field "{name}" of a result of type "{kind}" is not known')
    result: Json = {**value, "type": kind}
    if kind == "article":
        if not _required(value, "title").strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
    elif kind == "document":
        _required(value, "title")
    result["message"] = _message_of(world, kind, value)
    markup = value.get("reply_markup")
    if markup is not None:
        result["message"]["reply_markup"] = check_markup(markup, inline_only=True)
    return result


def _message_of(world: World, kind: str, value: Json) -> Json:
    """Return the content of the message that is sent when the result is picked."""
    content = value.get("input_message_content")
    if content is not None:
        return _text_of(content)
    if kind == "article":
        raise _unreadable("Input message content is not specified")
    stored = world.files.by_id(_required(value, f"{kind}_file_id"))
    caption = read_caption(
        str(value.get("caption") or ""),
        str(value.get("parse_mode") or ""),
        json.dumps(value.get("caption_entities") or []),
    )
    if kind == "photo":
        return {"photo": [{**stored.to_file(), "width": 800, "height": 420}], **caption}
    return {"document": {**stored.to_file(), "file_name": stored.upload.name}, **caption}


def _text_of(content: Any) -> Json:
    if not isinstance(content, dict):
        raise _unreadable('Field "input_message_content" must be of type Object')
    known = {"message_text", "parse_mode", "entities", "link_preview_options"}
    for name in content:
        if name not in known:
            raise _unreadable(f'field "{name}" of the message content is not known')
    if not content.get("message_text"):
        raise _unreadable("Input message content is not specified")
    message = read_text(
        content["message_text"],
        str(content.get("parse_mode") or ""),
        json.dumps(content.get("entities") or []),
    )
    if "link_preview_options" in content:
        message["link_preview_options"] = check_link_preview(content["link_preview_options"])
    return message


def _required(value: Json, name: str) -> str:
    if name not in value:
        raise _unreadable(f'Can\'t find field "{name}"')
    if not isinstance(value[name], str):
        raise _unreadable(f'Field "{name}" must be of type String')
    return str(value[name])


def _unreadable(words: str) -> Exception:
    return bad_request(f"can't parse inline query result: {words}")
