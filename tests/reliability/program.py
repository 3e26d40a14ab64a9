"""The bot under test: the real service and store, with points at which it may be killed."""

import asyncio
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from bot.cli.logs import set_up_logging
from bot.cli.settings import read_settings
from bot.cli.signals import stop_at_signal
from bot.storage import open_store
from bot.telegram import api
from bot.telegram.service import Service
from tests.reliability.points import Fuse, FusedStore, fused_transport
from tests.unit.telegram.tiny import TinyAssistant, TinySession


@cache
def assistant(kind: str) -> tuple[Any, Any]:
    """The `tiny` or the `real` assistant with its kind of session; loaded once, for all forks."""
    if kind == "tiny":
        return TinyAssistant(), TinySession
    session = import_module("bot.dialogue.state.session").Session
    return import_module("bot.cli.assistant").load_assistant(), session


async def _run(order: Mapping[str, str]) -> None:
    settings = read_settings(order)
    set_up_logging((settings.telegram.token,))
    fuse = Fuse(order["KILL_AT"] or None, int(order["TIMES"]))
    api.Transport = fused_transport(fuse)
    # A call that hangs is what tests wait for longest.
    api._READ_SECONDS = float(order["READ_SECONDS"])
    stop = stop_at_signal()
    store = await open_store(settings.database_url)
    fused = FusedStore(store, fuse)
    await Service(settings.telegram, fused, *assistant(order["ASSISTANT"])).run(stop)
    await store.close()


def prepare(order: Mapping[str, str]) -> None:
    assistant(order["ASSISTANT"])


def main(order: Mapping[str, str]) -> int:
    """Run until a signal; `order` is the environment, with where to be killed."""
    asyncio.run(_run(order))
    return 0
