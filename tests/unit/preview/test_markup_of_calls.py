"""Keyboards and entities in the forms that bots seldom use."""

from typing import Any

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi


async def sent(api: BotApi, chat: PrivateChat, **parameters: Any) -> dict[str, Any]:
    parameters = {"text": "Ана и 🎓", **parameters}
    message: dict[str, Any] = await api.call("sendMessage", chat_id=chat.id, **parameters)
    return message


async def test_entities_are_taken_in_place_of_markup(api: BotApi, chat: PrivateChat) -> None:
    entities = [
        {"type": "text_link", "offset": 0, "length": 3, "url": "bg.ac.rs"},
        {"type": "pre", "offset": 4, "length": 1, "language": "sr"},
        {"type": "bot_command", "offset": 0, "length": 3},
        {"type": "spoiler", "offset": 6, "length": 2},
    ]
    message = await sent(api, chat, entities=entities)
    assert message["entities"] == [
        {"type": "text_link", "offset": 0, "length": 3, "url": "http://bg.ac.rs/"},
        {"type": "pre", "offset": 4, "length": 1, "language": "sr"},
        {"type": "spoiler", "offset": 6, "length": 2},
    ]
    assert chat.replies[-1].html == (
        '<a href="http://bg.ac.rs/">Ана</a> '
        '<pre><code class="language-sr">и</code></pre> <tg-spoiler>🎓</tg-spoiler>'
    )


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("x", "expected an Object"),
        ({"type": "bold", "length": 1}, 'Field "offset" must be a valid Number'),
        (
            {"type": "bold", "offset": -1, "length": 1},
            "receive an entity with incorrect offset",
        ),
        ({"type": "text_link", "offset": 0, "length": 1}, 'Field "url" must be of type String'),
    ],
)
async def test_a_wrong_entity_is_refused(
    api: BotApi, chat: PrivateChat, entity: object, words: str
) -> None:
    found = await api.refusal("sendMessage", chat_id=chat.id, text="abc", entities=[entity])
    assert found == f"400 Bad Request: can't parse MessageEntity: {words}"


async def test_a_bots_own_keyboard_is_kept_and_taken_away(api: BotApi, chat: PrivateChat) -> None:
    keyboard = {
        "keyboard": [["Да"]],
        "one_time_keyboard": True,
        "input_field_placeholder": "Да или не",
    }
    await sent(api, chat, reply_markup=keyboard)
    assert chat.replies[-1].raw["reply_markup"] == {
        "keyboard": [[{"text": "Да"}]],
        "one_time_keyboard": True,
        "input_field_placeholder": "Да или не",
    }
    await sent(api, chat, reply_markup={"remove_keyboard": True})
    assert chat.replies[-1].raw["reply_markup"] == {"remove_keyboard": True}
    await sent(api, chat, reply_markup={"force_reply": True, "selective": True})
    assert chat.replies[-1].raw["reply_markup"] == {"force_reply": True, "selective": True}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"keyboard": ["Да"]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": "Да"}, 'field "keyboard" must be of type Array'),
        (
            {"keyboard": [[7]]},
            "can't parse keyboard button: KeyboardButton must be a String or an Object",
        ),
        ({"keyboard": [[" "]]}, "keyboard button text must be non-empty"),
        (
            {"keyboard": [["Да"]], "resize_keyboard": 1},
            'field "resize_keyboard" must be of type Boolean',
        ),
        (
            {"keyboard": [[{"text": "Где", "request_location": True}]]},
            'can\'t parse keyboard button: "request_location" is not known to this local server',
        ),
    ],
)
async def test_a_wrong_keyboard_of_its_own_is_refused(
    api: BotApi, chat: PrivateChat, markup: object, words: str
) -> None:
    found = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert found == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    "button",
    [
        {"text": "A", "url": "https://bg.ac.rs/"},
        {"text": "A", "switch_inline_query": ""},
        {"text": "A", "switch_inline_query_current_chat": "45 days"},
        {"text": "A", "switch_inline_query_chosen_chat": {"query": "x"}},
        {"text": "A", "copy_text": {"text": "1330 EUR"}},
        {"text": "A", "callback_data": "a", "style": "primary"},
    ],
)
async def test_every_kind_of_inline_button_is_kept(
    api: BotApi, chat: PrivateChat, button: dict[str, object]
) -> None:
    message = await sent(api, chat, reply_markup={"inline_keyboard": [[button]]})
    assert message["reply_markup"] == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"pay": True}, '"pay" is not known to this local server'),
        ({"calback_data": "a"}, '"calback_data" is not a field of InlineKeyboardButton'),
        (
            {"callback_data": "a", "url": "https://bg.ac.rs"},
            "exactly one optional field must be used, found url, callback_data",
        ),
    ],
)
async def test_a_wrong_kind_of_inline_button_is_refused(
    api: BotApi, chat: PrivateChat, button: dict[str, object], words: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "A", **button}]]}
    found = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert found == f"400 Bad Request: can't parse inline keyboard button: {words}"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"callback_data": "a", "style": "pink"}, "BUTTON_STYLE_INVALID"),
    ],
)
async def test_a_wrong_value_of_an_inline_button_is_refused(
    api: BotApi, chat: PrivateChat, button: dict[str, object], words: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "A", **button}]]}
    found = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert found == f"400 Bad Request: {words}"


async def test_a_late_call_is_done_late(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    fault = telegram.faults.delay(0.01, method="sendMessage", times=None)
    await sent(api, chat)
    telegram.faults.remove(fault)
    await sent(api, chat)
    assert fault.struck == 1
    assert len(chat.replies) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "can't parse JSON object"),
        (b"[]", "expected a JSON Object"),
        (b"\xff", "can't parse JSON object"),
    ],
)
async def test_a_body_that_is_not_json_is_refused(api: BotApi, body: bytes, words: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with api.session.post(api.url("getMe"), data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"] == f"Bad Request: {words}"


async def test_text_that_is_not_utf8_is_refused(api: BotApi) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with api.session.post(api.url("getMe"), data=b"a=%FF", headers=headers) as response:
        assert (await response.json())["description"] == (
            "Bad Request: strings must be encoded in UTF-8"
        )


async def test_a_body_without_end_is_refused(api: BotApi) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"a=" + b"x" * 1024

    async def chunks() -> Any:
        for _ in range(53 * 1024):
            yield body

    async with api.session.post(api.url("getMe"), data=chunks(), headers=headers) as response:
        assert response.status == 413
        assert (await response.json())["description"] == "Request Entity Too Large"
