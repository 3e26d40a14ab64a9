"""Commands, descriptions, names and menu buttons."""

import pytest

from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi

COMMAND = {"command": "grant", "description": "Estimate a grant"}


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([{**COMMAND, "command": "Grant"}], "BOT_COMMAND_INVALID"),
        ([{**COMMAND, "command": "стипендија"}], "BOT_COMMAND_INVALID"),
        ([{**COMMAND, "command": "g" * 33}], "command length must not exceed 32"),
        ([{**COMMAND, "command": "/"}], "command must be non-empty"),
        ([{**COMMAND, "description": " "}], "command description must be non-empty"),
        (
            [{**COMMAND, "description": "x" * 257}],
            "command description length must not exceed 256",
        ),
        ([{"command": "grant"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{**COMMAND, "command": f"c{n}"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        ({}, "expected an Array of BotCommand"),
        ("[", "can't parse commands JSON object"),
    ],
)
async def test_wrong_commands_are_refused(api: BotApi, commands: object, words: str) -> None:
    assert await api.refusal("setMyCommands", commands=commands) == f"400 Bad Request: {words}"


@pytest.mark.parametrize("code", ["eng", "SR", "s1"])
async def test_a_language_code_has_two_small_letters(api: BotApi, code: str) -> None:
    words = await api.refusal("setMyCommands", commands=[COMMAND], language_code=code)
    assert words == "400 Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"type": "everybody"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 999}, "chat not found"),
        ("[", "can't parse BotCommandScope JSON object"),
    ],
)
async def test_a_wrong_scope_is_refused(api: BotApi, scope: object, words: str) -> None:
    found = await api.refusal("setMyCommands", commands=[COMMAND], scope=scope)
    assert found == f"400 Bad Request: {words}"


async def test_commands_are_kept_by_scope_and_language(api: BotApi) -> None:
    serbian = [{**COMMAND, "description": "Процена стипендије"}]
    private = {"type": "all_private_chats"}
    await api.call("setMyCommands", commands=[COMMAND])
    await api.call("setMyCommands", commands=serbian, language_code="sr", scope=private)
    assert await api.call("getMyCommands") == [COMMAND]
    assert await api.call("getMyCommands", language_code="sr", scope=private) == serbian
    assert await api.call("getMyCommands", language_code="sr") == []
    await api.call("deleteMyCommands")
    assert await api.call("getMyCommands") == []


@pytest.mark.parametrize(
    ("method", "name", "longest", "words"),
    [
        ("setMyName", "name", 64, "BOT_TITLE_INVALID"),
        ("setMyDescription", "description", 512, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", "short_description", 120, "ABOUT_TOO_LONG"),
    ],
)
async def test_texts_of_the_profile_have_limits(
    api: BotApi, method: str, name: str, longest: int, words: str
) -> None:
    await api.call(method, **{name: "ћ" * longest})
    assert await api.refusal(method, **{name: "ћ" * (longest + 1)}) == f"400 Bad Request: {words}"
    read = method.replace("set", "get", 1)
    assert await api.call(read) == {name: "ћ" * longest}


async def test_a_description_is_told_in_its_language_or_else_in_none(api: BotApi) -> None:
    await api.call("setMyDescription", description="Mobility")
    await api.call("setMyDescription", description="Мобилност", language_code="sr")
    for code, text in (("sr", "Мобилност"), ("de", "Mobility")):
        assert await api.call("getMyDescription", language_code=code) == {"description": text}


async def test_a_menu_button_is_for_one_chat_or_all(api: BotApi, chat: PrivateChat) -> None:
    await api.call("setChatMenuButton", menu_button={"type": "commands"})
    assert await api.call("getChatMenuButton", chat_id=chat.id) == {"type": "commands"}
    words = await api.refusal("setChatMenuButton", menu_button={"type": "button"})
    assert words == ("400 Bad Request: can't parse menu button: MenuButton has unsupported type")
