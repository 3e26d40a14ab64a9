"""The local Bot API server over HTTP, on loopback: routing, faults, answers."""

import asyncio
import json
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from bot.preview.call import Call
from bot.preview.faults import Fault, FaultKind, Faults, hang
from bot.preview.files import MAX_UPLOAD
from bot.preview.incoming import read_call
from bot.preview.methods import TABLE
from bot.preview.methods.updates import RawJson
from bot.preview.refusal import RefusalError
from bot.preview.webhook import WebhookSender
from bot.preview.world import World

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
_KEPT_CALLS = 200_000
_TOKEN = re.compile(r"\d+:[\w-]{20,}", re.ASCII)
_BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    b"</body>\r\n</html>\r\n"
)

Page = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class BotApiServer:
    """Serves one bot.

    Attributes:
        world: what the server knows.
        faults: what goes wrong, when switched on.
        calls: every call of the Bot API, the oldest first.
        call_listeners: called with every call when it arrives.
        page: answers what is not the Bot API (the preview's page); None for 404.
        host: the loopback address where it listens.
        port: where it listens.
        webhook_retry_unit: seconds that stand for one second between tries of a webhook.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=_KEPT_CALLS)
        self.call_listeners: list[Callable[[Call], None]] = []
        self.page: Page | None = None
        self.host = LOOPBACK
        self.port = 0
        self.webhook_retry_unit = 1.0
        self._runner: web.ServerRunner | None = None
        self._sender: WebhookSender | None = None
        self._ending: set[asyncio.Task[None]] = set()
        world.on_webhook = self._change_webhook

    @property
    def base_url(self) -> str:
        """What `BOT_API_URL` takes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def start(self, port: int = 0, host: str = LOOPBACK) -> None:
        """Listen on loopback; port 0 takes a free one.

        Raises:
            OSError: the port is taken.
        """
        server = web.Server(
            self._serve,
            request_factory=_large_request,
            handler_cancellation=True,
            access_log=None,
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, host, port)
            await site.start()
        except OSError:
            await self.stop()
            raise
        self.port = int(self._runner.addresses[0][1])
        self.host = host
        self._change_webhook()

    async def stop(self) -> None:
        """Stop listening and cut every connection; what the server knows stays."""
        self._end_sender()
        await asyncio.gather(*self._ending)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _change_webhook(self) -> None:
        self._end_sender()
        if self.world.webhook is not None and self._runner is not None:
            self._sender = WebhookSender(
                self.world.webhook,
                self.world.queue,
                self.world.now,
                self._perform,
                self.webhook_retry_unit,
            )

    def _end_sender(self) -> None:
        if self._sender is not None:
            task = asyncio.get_running_loop().create_task(self._sender.stop())
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            self._sender = None

    async def _perform(self, call: Call) -> None:
        """Do a call that came in a webhook's answer; nobody is told how it went."""
        self._note(call)
        try:
            call.answer = await self._act(call)
            call.status = 200
        except RefusalError as error:
            call.status, call.answer = error.code, error.description

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if not self._is_own_host(request):
            return web.Response(status=403, text="This server answers loopback names only.\n")
        path = request.path
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            return await self._serve_call(request, token, method)
        if path.startswith("/file/bot"):
            token, _, name = path[9:].partition("/")
            return self._serve_file(token, name)
        if self.page is not None:
            return await self.page(request)
        return _answer(RefusalError(404, "Not Found"))

    def _is_own_host(self, request: web.BaseRequest) -> bool:
        """Say whether the request was made to a loopback name.

        A page elsewhere could otherwise reach the server by a name of its own that resolves to
        127.0.0.1 (DNS rebinding).
        """
        host = request.headers.get("Host", "").rpartition(":")[0] or request.headers.get("Host", "")
        return host in {LOOPBACK, "localhost", "[::1]"}

    def _refused_token(self, token: str) -> RefusalError | None:
        if token == self.world.bot.token:
            return None
        if _TOKEN.fullmatch(token) is None:
            return RefusalError(404, "Not Found")
        return RefusalError(401, "Unauthorized")

    async def _serve_call(
        self, request: web.BaseRequest, token: str, name: str
    ) -> web.StreamResponse:
        refusal = self._refused_token(token)
        if refusal is not None:
            return _answer(refusal)
        try:
            call = await read_call(request, name, self.world.now())
        except RefusalError as error:
            return _answer(error)
        except web.HTTPRequestEntityTooLarge:
            return _answer(RefusalError(413, "Request Entity Too Large"))
        self._note(call)
        fault = self.faults.striking(call)
        if fault is not None:
            struck = await self._strike(fault, call, request)
            if struck is not None:
                return struck
        try:
            result = await self._act(call)
        except RefusalError as error:
            call.status, call.answer = error.code, error.description
            return _answer(error)
        call.status, call.answer = 200, result
        if fault is not None and fault.kind is FaultKind.RESET_AFTER:
            return _cut(request, call)
        if fault is not None and fault.kind is FaultKind.DELAY_AFTER:
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind is FaultKind.ODD_ANSWER_AFTER:
            return _odd(fault, call)
        return _result(result)

    def _note(self, call: Call) -> None:
        self.world.last_call_at = call.at
        self.calls.append(call)
        for listener in tuple(self.call_listeners):
            listener(call)

    async def _act(self, call: Call) -> Any:
        if self.world.is_logged_out:
            raise RefusalError(400, "Logged out")
        method = TABLE.get(call.method.lower())
        if method is None:
            raise RefusalError(404, "Not Found: method not found")
        result = method.act(self.world, method.form.read(call), call)
        return await result if isinstance(result, Awaitable) else result

    async def _strike(
        self, fault: Fault, call: Call, request: web.BaseRequest
    ) -> web.StreamResponse | None:
        """Let a fault take its course; None where the call is done all the same."""
        if fault.kind is FaultKind.REFUSE and fault.refusal is not None:
            call.status, call.answer = fault.refusal.code, fault.refusal.description
            return _answer(fault.refusal)
        if fault.kind is FaultKind.BAD_GATEWAY:
            call.status = 502
            return web.Response(status=502, body=_BAD_GATEWAY, content_type="text/html")
        if fault.kind is FaultKind.ODD_ANSWER:
            return _odd(fault, call)
        if fault.kind is FaultKind.HANG:
            await hang()
        if fault.kind is FaultKind.RESET:
            return _cut(request, call)
        if fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        return None

    def _serve_file(self, token: str, name: str) -> web.StreamResponse:
        refusal = self._refused_token(token)
        if refusal is not None:
            return _answer(refusal)
        stored = self.world.files.by_path(name)
        if stored is None:
            return _answer(RefusalError(404, "Not Found"))
        return web.Response(body=stored.upload.content, content_type="application/octet-stream")


def _large_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(
        message, payload, protocol, writer, task, loop, client_max_size=MAX_UPLOAD + (1 << 20)
    )


def _result(result: Any) -> web.Response:
    text = (
        result
        if isinstance(result, RawJson)
        else json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    )
    return web.Response(
        body=f'{{"ok":true,"result":{text}}}'.encode(), content_type="application/json"
    )


def _answer(refusal: RefusalError) -> web.Response:
    body = json.dumps(refusal.to_json(), ensure_ascii=False).encode()
    headers = {}
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.Response(
        status=refusal.code, body=body, content_type="application/json", headers=headers
    )


def _odd(fault: Fault, call: Call) -> web.Response:
    call.status = fault.status
    return web.Response(status=fault.status, body=fault.body, content_type="application/json")


def _cut(request: web.BaseRequest, call: Call) -> web.Response:
    call.status = 0
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
