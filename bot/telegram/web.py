"""The bot's own small HTTP server: health, metrics, and the webhook."""

import asyncio
import hmac
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from aiohttp import web

from bot.storage import StorageError, Store
from bot.telegram.connection_guard import ConnectionGuard
from bot.telegram.feeds import PREFIX, Feeds
from bot.telegram.metrics import Metrics
from bot.telegram.refused import AddressTakenError
from bot.telegram.server_log import ServerLog
from bot.telegram.updates import update_id_of
from bot.web.api import PREFIX as API_PREFIX
from bot.web.api import RulesApi
from bot.web.site import Site

_PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Updates are a few kilobytes; a message has 4,096 characters at most.
_LARGEST_UPDATE = 256 * 1024
_BODY_SECONDS = 10.0
_KEEP_ALIVE_SECONDS = 30.0
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Take = Callable[[Sequence[object]], Awaitable[None]]

logger = logging.getLogger(__name__)


class WebServer:
    """Serves `/healthz`, `/readyz`, `/metrics`, and the webhook once it is opened."""

    def __init__(
        self,
        store: Store,
        metrics: Metrics,
        *,
        host: str,
        port: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._metrics = metrics
        self._host = host
        self._wanted_port = port
        self._clock = clock
        self._guard = ConnectionGuard()
        self._take: Take | None = None
        self._secret = b""
        self._path = ""
        self._runner: web.AppRunner | None = None
        self.bot_id: int | None = None
        self.feeds: Feeds | None = None
        self.api: RulesApi | None = None
        self.site: Site | None = None
        self.ready = False
        self.port = port

    async def start(self) -> None:
        """Listen.

        Raises:
            AddressTakenError: that is not possible there.
        """
        app = web.Application(client_max_size=_LARGEST_UPDATE, middlewares=[self._guard.middleware])
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/readyz", self._readiness)
        app.router.add_get("/metrics", self._show_metrics)
        app.router.add_get(f"{PREFIX}{{file}}", self._feed)
        app.router.add_route("*", f"{API_PREFIX}{{name}}", self._api)
        if self.site is not None:
            self.site.add_routes(app.router)
        app.router.add_post("/{path:.*}", self._webhook)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=ServerLog(logging.getLogger("aiohttp.server")),
            shutdown_timeout=1.0,
            keepalive_timeout=_KEEP_ALIVE_SECONDS,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._wanted_port)
        try:
            await site.start()
        except OSError as error:
            await self.stop()
            raise AddressTakenError(self._host, self._wanted_port, _why(error)) from error
        self.port = int(self._runner.addresses[0][1])
        if self._runner.server is not None:
            self._guard.start(self._runner.server)

    def open_webhook(self, url: str, secret: str, take: Take) -> None:
        """Let updates in at the path of `url` for who knows the secret."""
        self._path = urlsplit(url).path or "/"
        self._secret = secret.encode()
        self._take = take

    def close_webhook(self) -> None:
        """Let no more updates in; Telegram sends them again later."""
        self._take = None

    async def stop(self) -> None:
        """Stop listening."""
        await self._guard.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        try:
            await self._store.ping()
        except StorageError as error:
            return web.Response(status=503, text=f"{error}\n")
        return web.Response(text="ok\n")

    async def _readiness(self, _: web.Request) -> web.Response:
        if not self.ready:
            return web.Response(status=503, text="not connected to Telegram yet\n")
        return web.Response(text="ready\n")

    async def _show_metrics(self, _: web.Request) -> web.Response:
        try:
            backlog = await self._store.backlog(self.bot_id or 0)
        except StorageError as error:
            return web.Response(status=503, text=f"{error}\n")
        shown = self._metrics.show(backlog, self._clock())
        if self.site is not None:
            shown += self.site.metrics.show()
        return web.Response(body=shown, headers={"Content-Type": _METRICS_TYPE})

    async def _feed(self, request: web.Request) -> web.Response:
        if self.feeds is None:
            return web.Response(status=404)
        return await self.feeds.serve(request)

    async def _api(self, request: web.Request) -> web.Response:
        if self.api is None:
            return web.Response(status=404)
        return await self.api.serve(request)

    async def _webhook(self, request: web.Request) -> web.Response:
        if not self._path or request.path != self._path:
            return web.Response(status=404)
        given = request.headers.get(_PROOF_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if self._take is None:
            return web.Response(status=503)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                update = json.loads(await request.read())
        except TimeoutError:
            return web.Response(status=408)
        except (json.JSONDecodeError, UnicodeDecodeError):
            return web.Response(status=400)
        except (RecursionError, ValueError):
            # Telegram would send it again and again; nothing can be made of it.
            self._metrics.set_aside.inc()
            logger.warning("an update is nested too deeply, or a number in it too long: set aside")
            return web.Response()
        if update_id_of(update) is None:
            return web.Response(status=400)
        try:
            await self._take([update])
        except StorageError as error:
            self._metrics.storage_faults.inc()
            _complain(error)
            return web.Response(status=500)
        return web.Response()


def _why(error: OSError) -> str:
    """Return the system's words; asyncio's own repeat the address."""
    if error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or type(error).__name__


def _complain(error: StorageError) -> None:
    logger.error("an update cannot be kept: %s", error)
