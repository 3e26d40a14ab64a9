"""Balance webhook requests among replicas, in tests and measurements."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Protocol

import aiohttp
from aiohttp import web


class Listening(Protocol):
    """What listens on a port of this machine, and how many requests it has taken."""

    port: int
    taken: int


class Balancer:
    """Gives requests to the replicas in turn, and to the next one where one does not answer."""

    def __init__(self, replicas: Sequence[Listening]) -> None:
        self._replicas = replicas
        self._turn = count()
        self.url = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Balancer"]:
        """Listen on a free port meanwhile."""
        async with aiohttp.ClientSession() as self._http:
            runner = web.ServerRunner(web.Server(self._pass_on), shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
            try:
                yield self
            finally:
                await runner.cleanup()

    async def _pass_on(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        name = "X-Telegram-Bot-Api-Secret-Token"
        headers = {name: request.headers.get(name, "")}
        first = next(self._turn)
        for place in range(len(self._replicas)):
            replica = self._replicas[(first + place) % len(self._replicas)]
            url = f"http://127.0.0.1:{replica.port}{request.path}"
            try:
                async with self._http.post(url, data=body, headers=headers) as response:
                    if response.status == 200:
                        replica.taken += 1
                    if response.status < 500:
                        return web.Response(status=response.status)
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)
