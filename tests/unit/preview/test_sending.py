"""sendMessage and sendChatAction: what Telegram takes, and its words for what it refuses."""

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi


@pytest.mark.parametrize("length", [1, 4096])
async def test_a_text_of_up_to_4096_units_is_sent(
    api: BotApi, chat: PrivateChat, length: int
) -> None:
    message = await api.call("sendMessage", chat_id=chat.id, text="ћ" * length)
    assert len(message["text"]) == length


@pytest.mark.parametrize("text", ["ћ" * 4097, "🎓" * 2049])
async def test_a_longer_text_is_refused(api: BotApi, chat: PrivateChat, text: str) -> None:
    words = await api.refusal("sendMessage", chat_id=chat.id, text=text)
    assert words == "400 Bad Request: message is too long"


async def test_markup_does_not_count(api: BotApi, chat: PrivateChat) -> None:
    text = f"<b>{'🎓' * 2048}</b>&amp;"
    words = await api.refusal("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert words == "400 Bad Request: message is too long"
    text = text.removesuffix("&amp;")
    message = await api.call("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert message["entities"] == [{"offset": 0, "length": 4096, "type": "bold"}]


async def test_an_endless_text_is_refused_before_it_is_read(api: BotApi, chat: PrivateChat) -> None:
    words = await api.refusal("sendMessage", chat_id=chat.id, text="<b>" * 12_000)
    assert words == "400 Bad Request: text is too long"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "400 Bad Request: message text is empty"),
        ("   \n ", "400 Bad Request: text must be non-empty"),
        ("<b> </b>", "400 Bad Request: text must be non-empty"),
        ("\u200b", "400 Bad Request: text must be non-empty"),
    ],
)
async def test_an_empty_text_is_refused(
    api: BotApi, chat: PrivateChat, text: str, words: str
) -> None:
    found = await api.refusal("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert found == words


async def test_space_around_a_text_goes_and_its_entities_move_along(
    api: BotApi, chat: PrivateChat
) -> None:
    message = await api.call(
        "sendMessage", chat_id=chat.id, text=" \nA <b>B </b>\n ", parse_mode="HTML"
    )
    assert message["text"] == "A B"
    assert message["entities"] == [{"offset": 2, "length": 1, "type": "bold"}]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": "12345"}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"parse_mode": "HTMl5"}, "unsupported parse_mode"),
        (
            {"parse_mode": "HTML", "text": "<b>x"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"disable_notification": "perhaps"},
            "disable_notification must be a valid Boolean",
        ),
        (
            {"parse_mod": "HTML"},
            'parameter "parse_mod" of sendMessage is not known to this local server',
        ),
        (
            {"reply_parameters": {"message_id": 999}},
            "message to be replied not found",
        ),
        (
            {"reply_parameters": "{"},
            "can't parse reply parameters JSON object",
        ),
        (
            {"link_preview_options": {"is_disabled": "yes"}},
            'field "is_disabled" must be of type Boolean',
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text",
        ),
        (
            {"entities": [{"type": "wavy", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
async def test_a_wrong_parameter_is_refused(
    api: BotApi, chat: PrivateChat, parameters: dict[str, object], words: str
) -> None:
    wanted = {"chat_id": chat.id, "text": "x", **parameters}
    assert await api.refusal("sendMessage", **wanted) == f"400 Bad Request: {words}"


async def test_a_reply_to_a_missing_message_can_be_allowed(api: BotApi, chat: PrivateChat) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    message = await api.call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in message


async def test_a_message_comes_back_with_all_that_belongs_to_it(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    asked = chat.messages[-1]
    message = await api.call(
        "sendMessage",
        chat_id=chat.id,
        text="see bg.ac.rs, /help or ana@bg.ac.rs",
        reply_parameters={"message_id": asked.id},
        reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    )
    assert message["from"] == telegram.bot.to_user()
    assert message["chat"] == {"id": chat.id, "first_name": "Ana", "type": "private"}
    assert message["message_id"] > asked.id
    assert [each["type"] for each in message["entities"]] == ["url", "bot_command", "email"]
    assert message["reply_to_message"]["message_id"] == asked.id
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "a"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "A", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": "ћ" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "A"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "A", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "a"},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "A", "url": "not a link"},
            "inline keyboard button URL 'not a link' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "A", "callback_data": 7},
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
    ],
)
async def test_a_wrong_button_is_refused(
    api: BotApi, chat: PrivateChat, button: dict[str, object], words: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    found = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert found == f"400 Bad Request: {words}"


@pytest.mark.parametrize("data", ["x" * 64, "ћ" * 32])
async def test_callback_data_of_64_bytes_is_taken(
    api: BotApi, chat: PrivateChat, data: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": data}]]}
    await api.call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        (
            {"inline_keyboard": [{"text": "A"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": "A", "callback_data": "a"}] * 9]},
            "an inline keyboard row of 9 buttons; clients show at most 8",
        ),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    api: BotApi, chat: PrivateChat, markup: object, words: str
) -> None:
    found = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert found == f"400 Bad Request: {words}"


async def test_a_reply_keyboard_is_shown_but_not_given_back(api: BotApi, chat: PrivateChat) -> None:
    markup = {"keyboard": [["Да", {"text": "Не"}]], "resize_keyboard": True}
    message = await api.call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert "reply_markup" not in message
    assert chat.replies[-1].raw["reply_markup"]["keyboard"] == [[{"text": "Да"}, {"text": "Не"}]]


async def test_a_person_who_has_not_started_cannot_be_written_to(
    api: BotApi, telegram: LocalTelegram
) -> None:
    stranger = telegram.person()
    words = await api.refusal("sendMessage", chat_id=stranger.id, text="x")
    assert words == "400 Bad Request: chat not found"
    telegram.group("Office", [stranger])
    words = await api.refusal("sendMessage", chat_id=stranger.id, text="x")
    assert words == "403 Forbidden: bot can't initiate conversation with a user"


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(
    api: BotApi, chat: PrivateChat
) -> None:
    chat.block()
    words = await api.refusal("sendMessage", chat_id=chat.id, text="x")
    assert words == "403 Forbidden: bot was blocked by the user"
    await chat.send("back again")
    await api.call("sendMessage", chat_id=chat.id, text="x")


async def test_a_deleted_account_cannot_be_written_to(api: BotApi, chat: PrivateChat) -> None:
    chat.person.is_deactivated = True
    words = await api.refusal("sendMessage", chat_id=chat.id, text="x")
    assert words == "403 Forbidden: user is deactivated"


async def test_a_chat_action_is_shown_and_a_misspelt_one_refused(
    api: BotApi, chat: PrivateChat
) -> None:
    await api.call("sendChatAction", chat_id=chat.id, action="typing")
    await api.call("sendChatAction", chat_id=chat.id, action="upload_photo")
    assert chat.actions == ["typing", "upload_photo"]
    words = await api.refusal("sendChatAction", chat_id=chat.id, action="thinking")
    assert words == "400 Bad Request: wrong parameter action in request"
