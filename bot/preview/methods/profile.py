"""Methods by which a bot tells of itself: commands, names, descriptions, menu buttons."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.preview.call import Call, Json
from bot.preview.methods.access import Access, find_chat
from bot.preview.methods.table import method
from bot.preview.refusal import bad_request
from bot.preview.web_app import is_page
from bot.preview.world import World

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_COMMAND_DESCRIPTION = 256
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SIMPLE_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandScope:
    """https://core.telegram.org/bots/api#getmycommands, #deletemycommands."""

    scope: str = ""
    language_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMyCommands(CommandScope):
    """https://core.telegram.org/bots/api#setmycommands."""

    commands: str = ""


@method("setMyCommands", SetMyCommands)
def set_my_commands(world: World, asked: SetMyCommands, _call: Call) -> bool:
    """Set the command menu for a scope and a language."""
    commands = _read_commands(asked.commands)
    scope = _read_scope(world, asked.scope)
    _check_language(asked.language_code)
    checked = [_checked_command(command) for command in commands]
    if len(checked) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[scope, asked.language_code] = checked
    world.tell_profile_changed()
    return True


@method("getMyCommands", CommandScope)
def get_my_commands(world: World, asked: CommandScope, _call: Call) -> list[Json]:
    """Return exactly what was set for a scope and a language."""
    scope = _read_scope(world, asked.scope)
    _check_language(asked.language_code)
    return world.profile.commands.get((scope, asked.language_code), [])


@method("deleteMyCommands", CommandScope)
def delete_my_commands(world: World, asked: CommandScope, _call: Call) -> bool:
    """Take the menu of a scope and a language away."""
    scope = _read_scope(world, asked.scope)
    _check_language(asked.language_code)
    world.profile.commands.pop((scope, asked.language_code), None)
    world.tell_profile_changed()
    return True


def _read_commands(raw: str) -> list[Json]:
    if not raw:
        return []
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse commands JSON object") from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    for command in value:
        if not isinstance(command, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for name in ("command", "description"):
            if name not in command:
                raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
            if not isinstance(command[name], str):
                raise bad_request(f'can\'t parse BotCommand: Field "{name}" must be of type String')
    return value


def _checked_command(command: Json) -> Json:
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > MAX_COMMAND:
        raise bad_request(f"command length must not exceed {MAX_COMMAND}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > MAX_COMMAND_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {MAX_COMMAND_DESCRIPTION}")
    if _COMMAND.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _read_scope(world: World, raw: str) -> tuple[str, ...]:
    if not raw:
        return ("default",)
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse BotCommandScope JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = value.get("type")
    if kind is None:
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    if kind in _SIMPLE_SCOPES:
        return (kind,)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = str(value.get("chat_id", ""))
    if not chat_id:
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = find_chat(world, chat_id, Access.READ)
    if kind != "chat_member":
        return (kind, str(chat.id))
    user_id = value.get("user_id")
    if not isinstance(user_id, int) or user_id <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return (kind, str(chat.id), str(user_id))


def _check_language(code: str) -> None:
    if _LANGUAGE.fullmatch(code) is None:
        raise bad_request("invalid language code specified")


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLanguage:
    """https://core.telegram.org/bots/api#getmyname, #getmydescription."""

    language_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMyName(ByLanguage):
    """https://core.telegram.org/bots/api#setmyname."""

    name: str = ""


@method("setMyName", SetMyName)
def set_my_name(world: World, asked: SetMyName, _call: Call) -> bool:
    """Set the bot's name for a language."""
    _check_text(asked.language_code, asked.name, MAX_NAME, "BOT_TITLE_INVALID")
    _put(world.bot.names, asked.language_code, asked.name)
    world.tell_profile_changed()
    return True


@method("getMyName", ByLanguage)
def get_my_name(world: World, asked: ByLanguage, _call: Call) -> Json:
    """Return the bot's name for a language."""
    _check_language(asked.language_code)
    return {"name": world.bot.name_for(asked.language_code)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMyDescription(ByLanguage):
    """https://core.telegram.org/bots/api#setmydescription."""

    description: str = ""


@method("setMyDescription", SetMyDescription)
def set_my_description(world: World, asked: SetMyDescription, _call: Call) -> bool:
    """Set what stands in the empty chat before Start."""
    _check_text(asked.language_code, asked.description, MAX_DESCRIPTION, "BOT_DESCRIPTION_TOO_LONG")
    _put(world.profile.descriptions, asked.language_code, asked.description)
    world.tell_profile_changed()
    return True


@method("getMyDescription", ByLanguage)
def get_my_description(world: World, asked: ByLanguage, _call: Call) -> Json:
    """Return what stands in the empty chat before Start."""
    _check_language(asked.language_code)
    return {"description": world.profile.description_for(asked.language_code)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMyShortDescription(ByLanguage):
    """https://core.telegram.org/bots/api#setmyshortdescription."""

    short_description: str = ""


@method("setMyShortDescription", SetMyShortDescription)
def set_my_short_description(world: World, asked: SetMyShortDescription, _call: Call) -> bool:
    """Set what stands on the bot's profile page."""
    _check_text(
        asked.language_code, asked.short_description, MAX_SHORT_DESCRIPTION, "ABOUT_TOO_LONG"
    )
    _put(world.profile.short_descriptions, asked.language_code, asked.short_description)
    return True


@method("getMyShortDescription", ByLanguage)
def get_my_short_description(world: World, asked: ByLanguage, _call: Call) -> Json:
    """Return what stands on the bot's profile page."""
    _check_language(asked.language_code)
    texts = world.profile.short_descriptions
    return {"short_description": texts.get(asked.language_code) or texts.get("", "")}


def _check_text(language: str, text: str, longest: int, words: str) -> None:
    _check_language(language)
    if len(text) > longest:
        raise bad_request(words)


def _put(texts: dict[str, str], language: str, text: str) -> None:
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetChatMenuButton:
    """https://core.telegram.org/bots/api#getchatmenubutton."""

    chat_id: int = 0


@method("getChatMenuButton", GetChatMenuButton)
def get_chat_menu_button(world: World, asked: GetChatMenuButton, _call: Call) -> Json:
    """Return the button beside the input field."""
    buttons = world.profile.menu_buttons
    return buttons.get(asked.chat_id) or buttons.get(0) or {"type": "default"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChatMenuButton:
    """https://core.telegram.org/bots/api#setchatmenubutton."""

    chat_id: int = 0
    menu_button: str = ""


@method("setChatMenuButton", SetChatMenuButton)
def set_chat_menu_button(world: World, asked: SetChatMenuButton, _call: Call) -> bool:
    """Set the button beside the input field, for one private chat or all."""
    button = _read_menu_button(asked.menu_button)
    if asked.chat_id and asked.chat_id not in world.people:
        raise bad_request("user not found")
    world.profile.menu_buttons[asked.chat_id] = button
    return True


def _read_menu_button(raw: str) -> Json:
    if not raw:
        return {"type": "default"}
    try:
        value: Any = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse menu button JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    kind = value.get("type")
    if kind in {"default", "commands"}:
        return {"type": kind}
    if kind == "web_app":
        app, text = value.get("web_app"), value.get("text")
        url = app.get("url") if isinstance(app, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise bad_request("can't parse menu button: Can't find field \"text\"")
        if not isinstance(url, str) or not is_page(url):
            raise bad_request("menu button Web App URL is invalid: only HTTPS links are allowed")
        return {"type": kind, "text": text, "web_app": {"url": url}}
    raise bad_request("can't parse menu button: MenuButton has unsupported type")
