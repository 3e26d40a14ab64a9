"""`reply_markup`: read strictly, refused in Telegram's words."""

import json
from collections.abc import Callable
from typing import Any

from bot.preview.call import Json
from bot.preview.html_markup import is_link
from bot.preview.refusal import RefusalError, bad_request
from bot.preview.web_app import is_page

MAX_CALLBACK_DATA = 64
MAX_COPY_TEXT = 256
MAX_ROW = 8
MAX_BUTTONS = 100
MAX_BYTES = 6_000
"""Bytes of labels and data in one keyboard. Telegram does not publish the number; bots met "reply
markup is too long" with 99 buttons of 64 bytes of data, and not with 100 small ones."""

_INLINE_KINDS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "copy_text",
    "web_app",
)
_ELSEWHERE = frozenset({"callback_game", "pay", "login_url"})
_STYLE = frozenset({"style", "icon_custom_emoji_id"})
_KEYBOARD_OPTIONS: dict[str, type] = {
    "is_persistent": bool,
    "resize_keyboard": bool,
    "one_time_keyboard": bool,
    "selective": bool,
    "input_field_placeholder": str,
}


def read_markup(raw: str, *, inline_only: bool = False) -> Json | None:
    """Return the keyboard of a message as Telegram keeps it, or None for none.

    Raises:
        RefusalError: it is not a keyboard that Telegram takes.
    """
    if not raw:
        return None
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    return check_markup(value, inline_only=inline_only)


def check_markup(value: Any, *, inline_only: bool = False) -> Json | None:
    """Return a keyboard that was read from JSON; see `read_markup`."""
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    keyboard = _rows(value, "keyboard", 'field "keyboard" must be an Array of Arrays')
    inline = _rows(
        value,
        "inline_keyboard",
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    if inline_only and not inline and "inline_keyboard" not in value:
        raise bad_request("inline keyboard expected")
    if keyboard:
        return _reply_keyboard(value, keyboard)
    if inline:
        return _inline_keyboard(inline)
    if value.get("remove_keyboard"):
        return {"remove_keyboard": True, **_options(value, ("selective",))}
    if value.get("force_reply"):
        options = _options(value, ("selective", "input_field_placeholder"))
        return {"force_reply": True, **options}
    return None


def opens_a_page(markup: Json | None) -> bool:
    """Say whether a button of a keyboard opens a page; such may stand in private chats alone."""
    rows = (markup or {}).get("inline_keyboard", [])
    return any("web_app" in button for row in rows for button in row)


def _rows(value: Json, name: str, words: str) -> list[list[Any]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(words)
    return rows


def _inline_keyboard(rows: list[list[Any]]) -> Json | None:
    kept = []
    for row in rows:
        buttons = []
        for button in row:
            try:
                buttons.append(_inline_button(button))
            except _ButtonError as error:
                raise bad_request(f"can't parse inline keyboard button: {error}") from None
        if len(buttons) > MAX_ROW:
            raise bad_request(
                f"an inline keyboard row of {len(buttons)} buttons; clients show at most {MAX_ROW}"
            )
        if buttons:
            kept.append(buttons)
    everything = [button for row in kept for button in row]
    size = sum(
        len(button["text"].encode()) + len(button.get("callback_data", "").encode())
        for button in everything
    )
    if len(everything) > MAX_BUTTONS or size > MAX_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


class _ButtonError(Exception):
    """What is wrong with one button, without the prefix."""


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _ButtonError("InlineKeyboardButton must be an Object")
    text = _field(button, "text", required=True)
    for name in button:
        if name in _ELSEWHERE:
            raise _ButtonError(f'"{name}" is not known to this local server')
        if name not in _INLINE_KINDS and name not in _STYLE and name != "text":
            raise _ButtonError(f'"{name}" is not a field of InlineKeyboardButton')
    kinds = [name for name in _INLINE_KINDS if name in button]
    if not kinds or (kinds == ["callback_data"] and not button["callback_data"]):
        raise _ButtonError("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        # Telegram quietly takes the first; whoever wrote two meant something else.
        raise _ButtonError(f"exactly one optional field must be used, found {', '.join(kinds)}")
    _check_label(text, "Inline keyboard button")
    kind = kinds[0]
    return {"text": text, kind: _INLINE_VALUES[kind](button), **_style(button)}


def _style(button: Json) -> Json:
    style = {name: button[name] for name in _STYLE if name in button}
    if style.get("style") not in {None, "primary", "success", "danger"}:
        raise bad_request("BUTTON_STYLE_INVALID")
    return style


def _callback_data(button: Json) -> str:
    data = _field(button, "callback_data")
    if not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _url(button: Json) -> str:
    url = _field(button, "url")
    if not is_link(url):
        words = "Unsupported URL protocol" if "://" in url or ":" in url else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {words}")
    return url


def _copy_text(button: Json) -> Json:
    value = button["copy_text"]
    if not isinstance(value, dict):
        raise _ButtonError('Field "copy_text" must be of type Object')
    text = _field(value, "text", required=True)
    if not 1 <= len(text) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _web_app(button: Json) -> Json:
    value = button["web_app"]
    if not isinstance(value, dict):
        raise _ButtonError('Field "web_app" must be of type Object')
    url = _field(value, "url", required=True)
    if not is_page(url):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return {"url": url}


def _chosen_chat(button: Json) -> Json:
    value = button["switch_inline_query_chosen_chat"]
    if not isinstance(value, dict):
        raise _ButtonError('Field "switch_inline_query_chosen_chat" must be of type Object')
    return value


_INLINE_VALUES: dict[str, Callable[[Json], Any]] = {
    "url": _url,
    "callback_data": _callback_data,
    "switch_inline_query": lambda button: _field(button, "switch_inline_query"),
    "switch_inline_query_current_chat": lambda button: _field(
        button, "switch_inline_query_current_chat"
    ),
    "switch_inline_query_chosen_chat": _chosen_chat,
    "copy_text": _copy_text,
    "web_app": _web_app,
}


def _reply_keyboard(value: Json, rows: list[list[Any]]) -> Json:
    kept = []
    for row in rows:
        buttons = []
        for button in row:
            try:
                buttons.append(_reply_button(button))
            except _ButtonError as error:
                raise bad_request(f"can't parse keyboard button: {error}") from None
        kept.append(buttons)
    return {"keyboard": kept, **_options(value, tuple(_KEYBOARD_OPTIONS))}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _ButtonError("KeyboardButton must be a String or an Object")
    text = _field(button, "text", required=True)
    for name in button:
        if name != "text" and name not in _STYLE:
            raise _ButtonError(f'"{name}" is not known to this local server')
    _check_label(text, "Keyboard button")
    return {"text": text, **_style(button)}


def _options(value: Json, names: tuple[str, ...]) -> Json:
    found = {}
    for name in names:
        if name in value:
            kind = _KEYBOARD_OPTIONS[name]
            if not isinstance(value[name], kind):
                word = "Boolean" if kind is bool else "String"
                raise bad_request(f'field "{name}" must be of type {word}')
            found[name] = value[name]
    return found


def _field(value: Json, name: str, *, required: bool = False) -> str:
    if required and name not in value:
        raise _ButtonError(f'Can\'t find field "{name}"')
    text = value.get(name, "")
    if not isinstance(text, str):
        raise _ButtonError(f'Field "{name}" must be of type String')
    return text


def _check_label(text: str, what: str) -> None:
    if not text.strip():
        raise _label_refused(what)


def _label_refused(what: str) -> RefusalError:
    return bad_request(f"{what[0].lower()}{what[1:]} text must be non-empty")
