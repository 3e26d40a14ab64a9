"""What a bot tells of itself: commands, descriptions, menu buttons, by scope and language."""

from dataclasses import dataclass, field

from bot.preview.call import Json


@dataclass(slots=True)
class Profile:
    """All that the bot has set.

    Attributes:
        commands: by (scope, language); a scope is the JSON members of `BotCommandScope` in order.
        descriptions: by language, "" is the default; shown before Start.
        short_descriptions: by language; on the profile page.
        menu_buttons: by chat id, 0 is the default.
    """

    commands: dict[tuple[tuple[str, ...], str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def commands_for(self, user_id: int, chat_id: int, language: str | None) -> list[Json]:
        """Return the commands that a client shows to a person in a chat.

        The most particular scope wins, and in it the person's language before none
        (https://core.telegram.org/bots/api#determining-list-of-commands).
        """
        if chat_id == user_id:
            scopes: list[tuple[str, ...]] = [
                ("chat", str(chat_id)),
                ("all_private_chats",),
                ("default",),
            ]
        else:
            scopes = [
                ("chat_member", str(chat_id), str(user_id)),
                ("chat", str(chat_id)),
                ("all_group_chats",),
                ("default",),
            ]
        code = short_language(language)
        for scope in scopes:
            for wanted in (code, ""):
                found = self.commands.get((scope, wanted))
                if found:
                    return found
        return []

    def description_for(self, language: str | None) -> str:
        """Return what a client shows before Start."""
        code = short_language(language)
        return self.descriptions.get(code) or self.descriptions.get("", "")


def short_language(language: str | None) -> str:
    """Return the two-letter code of a language tag; "" for none."""
    return (language or "").partition("-")[0].lower()[:2]
