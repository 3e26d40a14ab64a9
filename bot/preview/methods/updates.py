"""getMe and getUpdates: who the bot is, and what there is for it."""

import json
from dataclasses import dataclass

from bot.preview.call import Call, Json
from bot.preview.methods.table import method
from bot.preview.refusal import RefusalError, bad_request
from bot.preview.updates import ALL_KINDS, DEFAULT_KINDS, Update
from bot.preview.world import World

MAX_TIMEOUT = 50
_WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)


class RawJson(str):
    """A result that is JSON text already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMe:
    """https://core.telegram.org/bots/api#getme."""


@method("getMe", GetMe)
def get_me(world: World, _asked: GetMe, _call: Call) -> Json:
    """Tell who the bot is."""
    return world.bot.to_me()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUpdates:
    """https://core.telegram.org/bots/api#getupdates."""

    offset: int = 0
    limit: int = 100
    timeout: int = 0
    allowed_updates: str = ""


@method("getUpdates", GetUpdates)
async def get_updates(world: World, asked: GetUpdates, _call: Call) -> RawJson:
    """Return updates from `offset` on, waiting up to `timeout` seconds for the first.

    Of two waiting calls the newer goes on; the older ends with 409, in Telegram's words.
    """
    if world.webhook is not None:
        raise RefusalError(409, _WEBHOOK_IS_ACTIVE)
    allow_updates(world, asked.allowed_updates)
    if asked.offset:
        world.queue.confirm(asked.offset)
    limit = min(max(asked.limit, 1), 100)
    found = world.queue.first(limit)
    timeout = min(max(asked.timeout, 0), MAX_TIMEOUT)
    if not found and timeout:
        await world.poll.wait(timeout)
        found = world.queue.first(limit)
    return _joined(found)


def _joined(updates: list[Update]) -> RawJson:
    return RawJson(f"[{','.join(update.text for update in updates)}]")


def allow_updates(world: World, raw: str) -> None:
    """Remember which kinds of updates the bot wants; without the parameter nothing changes.

    Raises:
        RefusalError: not an array of the kinds that the Bot API documents.
    """
    if not raw:
        return
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse allowed_updates JSON object") from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of update types")
    unknown = [each for each in value if each not in ALL_KINDS]
    if unknown:
        # Telegram passes over what it does not know; here a misspelt kind is found at once.
        raise bad_request(f"allowed_updates: unknown update type {unknown[0]!r}")
    world.queue.allowed = frozenset(value) if value else DEFAULT_KINDS
