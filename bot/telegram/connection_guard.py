"""Bounds on the connections of the bot's own server: how many, and how long they may dawdle."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

MOST_CONNECTIONS = 256
HEADER_SECONDS = 10.0
# A little more than what reads a body waits for it.
BODY_SECONDS = 15.0
# What the system's own buffers do not take is kept here until it is read.
READING_SECONDS = 20.0
_SWEEP_SECONDS = 0.25
_COMPLAIN_SECONDS = 60.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

logger = logging.getLogger(__name__)


class ConnectionGuard:
    """Closes connections that send no whole request, or do not read what they asked for.

    Where there are too many connections, the oldest such are closed at once, and those that were
    answered and are kept open. Otherwise a thousand of them would use up the files that the process
    may open, and neither Telegram nor the database could be reached.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._came: dict[web.RequestHandler, float] = {}
        self._unread: dict[web.RequestHandler, float] = {}
        self._answered: dict[web.RequestHandler, float] = {}
        self._at_work: dict[web.RequestHandler, tuple[web.BaseRequest, float]] = {}
        self._complained = -_COMPLAIN_SECONDS
        self._closed = 0
        self._task: asyncio.Task[None] | None = None

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Note that a connection sent a whole request head, and when it was answered."""
        connection = request.protocol
        self._at_work[connection] = request, self._clock()
        try:
            return await handler(request)
        finally:
            self._at_work.pop(connection, None)
            self._answered[connection] = self._clock()

    def start(self, server: web.Server) -> None:
        """Watch the connections of a server."""
        self._task = asyncio.create_task(self._watch(server), name="connections")

    async def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _watch(self, server: web.Server) -> None:
        while True:
            self.sweep(server)
            await asyncio.sleep(_SWEEP_SECONDS)

    def sweep(self, server: web.Server) -> None:
        """Close what has waited too long, and what is too many."""
        now = self._clock()
        connections = set(connected(server))
        self._came = {one: self._came.get(one, now) for one in connections}
        self._answered = {one: at for one, at in self._answered.items() if one in connections}
        unread = [one for one in connections if one in self._answered and _is_unread(one)]
        self._unread = {one: self._unread.get(one, now) for one in unread}
        waiting = sorted(
            [each for one in connections if (each := self._waits(one)) is not None],
            key=lambda each: each[0],
        )
        too_many = max(0, len(connections) - MOST_CONNECTIONS)
        for place, (since, patience, one) in enumerate(waiting):
            if place < too_many or now - since > patience:
                self._close(one)
        if self._closed and now - self._complained >= _COMPLAIN_SECONDS:
            logger.warning(
                "%d connections were closed that sent no whole request, read no answer, or were "
                "too many",
                self._closed,
            )
            self._complained, self._closed = now, 0

    def _waits(
        self, connection: web.RequestHandler
    ) -> tuple[float, float, web.RequestHandler] | None:
        """Return since when a connection waits for its other side, and how long it may.

        None where it is the bot's turn.
        """
        if connection in self._unread:
            return self._unread[connection], READING_SECONDS, connection
        if connection in self._at_work:
            request, began = self._at_work[connection]
            return None if request.content.is_eof() else (began, BODY_SECONDS, connection)
        if connection in self._answered:
            # The server itself ends it in time; here it counts where there are too many.
            return self._answered[connection], math.inf, connection
        return self._came[connection], HEADER_SECONDS, connection

    def _close(self, connection: web.RequestHandler) -> None:
        self._closed += 1
        # Closing would wait until the rest is read; the handler forgets its transport with it.
        transport = connection.transport
        connection.force_close()
        if transport is not None:
            transport.abort()


def connected(server: web.Server) -> list[web.RequestHandler]:
    """Return the connections of a server that are still open.

    The server itself lists one that was closed until it has waited ten seconds for the rest of a
    body which cannot come any more.
    """
    return [one for one in server.connections if one.transport is not None]


def _is_unread(connection: web.RequestHandler) -> bool:
    """Return whether part of an answer waits to be read."""
    transport = connection.transport
    return isinstance(transport, asyncio.Transport) and transport.get_write_buffer_size() > 0
