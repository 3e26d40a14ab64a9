"""The moments at which a kill is tried, by name: before and after every commit and every call."""

import os
import signal
from collections import Counter
from typing import Any

from bot.storage import Store
from bot.telegram.transport import Transport

COMMITS = ("append", "commit", "note_sent", "postpone")
CALLS = ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery")
POINTS = tuple(f"{when} {what}" for what in (*COMMITS, *CALLS) for when in ("before", "after"))
# Commits about a chat as a whole (it is gone, has a new id, a message to it is given up), and what
# no update led to.
RARE_COMMITS = ("forget_chat", "move_chat", "give_up", "apply")
# Telegram has done it, and nothing of that is noted: here, and nowhere else, a person sees a new
# message twice. (Edits and answers to taps come twice too, which nobody sees.)
WINDOW = frozenset({"after sendMessage", "before note_sent"})


class Fuse:
    """Kills this process, as `kill -9` does, when it comes to a point for the n-th time."""

    def __init__(self, point: str | None, times: int) -> None:
        self._point = point
        self._times = times
        self._seen: Counter[str] = Counter()

    def reach(self, point: str) -> None:
        self._seen[point] += 1
        if point == self._point and self._seen[point] == self._times:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedStore:
    """A store that comes to a point before and after each of its commits."""

    def __init__(self, store: Store, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name not in COMMITS + RARE_COMMITS:
            return method

        async def fused(*arguments: Any, **more: Any) -> Any:
            self._fuse.reach(f"before {name}")
            result = await method(*arguments, **more)
            self._fuse.reach(f"after {name}")
            return result

        return fused


def fused_transport(fuse: Fuse) -> type[Transport]:
    """A transport that comes to a point before and after each call."""

    class FusedTransport(Transport):
        async def do_request(self, url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
            method = url.rpartition("/")[2]
            fuse.reach(f"before {method}")
            result = await super().do_request(url, *arguments, **more)
            fuse.reach(f"after {method}")
            return result

    return FusedTransport
