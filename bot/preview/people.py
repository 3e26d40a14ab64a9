"""Who is in the world of the local server: the bot and the people who write to it."""

from dataclasses import dataclass, field

from bot.preview.call import Json


@dataclass(slots=True)
class Person:
    """A Telegram user.

    Attributes:
        id: Telegram's user id, also the id of the private chat with the bot.
        first_name: what the client shows.
        last_name: may be empty.
        username: without `@`; may be empty.
        language_code: what the person's client tells of its language: an IETF tag such as `en`
            or `sr`. Telegram's clients send `sr` for either script, so the script cannot be told.
        has_started: the person pressed Start (or wrote) in the private chat with the bot.
        has_blocked: the person blocked the bot.
        is_deactivated: the account was deleted.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str | None = None
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False

    def to_user(self) -> Json:
        """Return the person as the Bot API's `User`."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True)
class BotAccount:
    """The bot, as BotFather would have set it up.

    Attributes:
        id: the number before the colon of the token.
        token: what the bot shows in the path of every call.
        username: without `@`.
        name: default display name; the bot itself can give others per language.
        reads_all_group_messages: privacy mode off.
        takes_inline_queries: inline mode on.
        takes_guest_queries: guest mode on: the bot can be summoned to chats without it.
        reports_chosen_results: inline feedback on.
    """

    id: int
    token: str
    username: str = "local_preview_bot"
    name: str = "Preview"
    reads_all_group_messages: bool = False
    takes_inline_queries: bool = True
    takes_guest_queries: bool = True
    reports_chosen_results: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def name_for(self, language: str = "") -> str:
        """Return the name that a client in this language (two letters) shows."""
        return self.names.get(language) or self.names.get("") or self.name

    def to_user(self) -> Json:
        """Return the bot as the Bot API's `User` in messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name_for(),
            "username": self.username,
        }

    def to_me(self) -> Json:
        """Return the bot as `getMe` tells it."""
        return {
            **self.to_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": self.takes_inline_queries,
            "supports_guest_queries": self.takes_guest_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
