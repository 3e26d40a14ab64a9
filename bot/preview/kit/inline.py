"""Inline mode: a person writes `@bot ...` in a chat and picks a result."""

import asyncio
from dataclasses import dataclass

from bot.preview.call import Json
from bot.preview.entities import as_html
from bot.preview.people import Person
from bot.preview.queries import QueryKind
from bot.preview.world import World
from locales import plain_spaces


@dataclass(frozen=True, slots=True)
class SeenInlineResult:
    """One result that a person can pick.

    Attributes:
        raw: the result as the bot gave it.
    """

    raw: Json

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.raw.get("title", ""))

    @property
    def description(self) -> str:
        """The line under its title."""
        return str(self.raw.get("description", ""))

    @property
    def text(self) -> str:
        """The text that is sent when it is picked."""
        message = self.raw["message"]
        return plain_spaces(str(message.get("text") or message.get("caption") or ""))

    @property
    def html(self) -> str:
        """The text that is sent, as Telegram HTML."""
        message = self.raw["message"]
        entities = message.get("entities") or message.get("caption_entities") or []
        return as_html(self.text, entities)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot answered to an inline query."""

    query: str
    results: list[SeenInlineResult]
    button: Json | None
    next_offset: str
    cache_time: int
    is_personal: bool


async def ask_inline(
    world: World, person: Person, text: str, *, offset: str, chat_type: str, within: float
) -> InlineAnswer:
    """Let a person write `@bot text`; return what the bot offers.

    Raises:
        AssertionError: inline mode is off, or no answer came in time.
    """
    if not world.bot.takes_inline_queries:
        raise AssertionError("the bot's inline mode is off")
    query_id = world.queries.ask(QueryKind.INLINE, person.id, world.now())
    answered = asyncio.Event()

    def listen(which: str) -> None:
        if which == query_id:
            answered.set()

    world.inline_listeners.append(listen)
    try:
        world.queue.push(
            "inline_query",
            {
                "id": query_id,
                "from": person.to_user(),
                "chat_type": chat_type,
                "query": text,
                "offset": offset,
            },
        )
        async with asyncio.timeout(within):
            await answered.wait()
    except TimeoutError:
        raise AssertionError(f"no answer to inline query {text!r} within {within:g} s") from None
    finally:
        world.inline_listeners.remove(listen)
    answer = world.inline_answers[query_id]
    return InlineAnswer(
        text,
        [SeenInlineResult(each) for each in answer["results"]],
        answer["button"],
        answer["next_offset"],
        answer["cache_time"],
        answer["is_personal"],
    )
