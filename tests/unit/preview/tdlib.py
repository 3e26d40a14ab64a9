"""Telegram's own parser, TDLib, without a network: what it makes of a text."""

import json
from typing import Any

from bot.preview.call import Json

try:
    import tdjson
except ImportError:  # it is built for some platforms alone
    tdjson = None

_KINDS = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeSpoiler": "spoiler",
    "textEntityTypeCode": "code",
    "textEntityTypePre": "pre",
    "textEntityTypePreCode": "pre",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeUrl": "url",
    "textEntityTypeEmailAddress": "email",
    "textEntityTypeMention": "mention",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeCashtag": "cashtag",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeBankCardNumber": "bank_card_number",
    "textEntityTypePhoneNumber": "phone_number",
    "textEntityTypeDateTime": "date_time",
}


def ask(request: Json) -> Json:
    """Return TDLib's answer."""
    assert tdjson is not None
    answer: Json = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    return answer


if tdjson is not None:
    ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parsed(html: str) -> tuple[str, list[Any]] | str:
    """Return text and entities of a marked-up text, or the words of the refusal."""
    mode = {"@type": "textParseModeHTML"}
    answer = ask({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
    if answer["@type"] == "error":
        return str(answer["message"])
    return answer["text"], [_as_ours(each) for each in answer["entities"]]


def found(text: str) -> list[Any]:
    """Return what Telegram finds in a text by itself; what bots are not told is left out."""
    answer = ask({"@type": "getTextEntities", "text": text})
    told = (_as_ours(each) for each in answer["entities"])
    return [each for each in told if each[2] is not None]


def _as_ours(entity: Json) -> tuple[int, int, str | None, str]:
    """Return place, kind and target of an entity, as the Bot API names them."""
    kind = entity["type"]["@type"]
    target = next(
        (
            str(entity["type"][name])
            for name in ("url", "language", "user_id", "unix_time")
            if name in entity["type"]
        ),
        "",
    )
    return entity["offset"], entity["length"], _KINDS.get(kind), target


def as_compared(entities: list[Json]) -> list[tuple[int, int, str, str]]:
    """Return entities of the local server in the same form."""
    return [
        (
            each["offset"],
            each["length"],
            each["type"],
            str(
                each.get("url")
                or each.get("language")
                or each.get("unix_time")
                or (each.get("user") or {}).get("id")
                or ""
            ),
        )
        for each in entities
    ]
