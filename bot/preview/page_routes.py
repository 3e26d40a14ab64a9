"""The page and what it talks to: `/`, its files, and `/preview/...`."""

import contextlib
import json
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.preview.entities import utf16_length
from bot.preview.formatted import MAX_TEXT
from bot.preview.visitor_rooms import VisitorRoom
from bot.preview.visitors import PageLanguage, Visitor, Visitors
from bot.preview.world import World

FOLDER = Path(__file__).parent / "page"
MAX_BODY = 64 * 1024
# What the page shows of an inline result.
_SHOWN = ("id", "title", "description")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageRefusedError(Exception):
    """A request of the page that cannot be done."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class PageRoutes:
    """Answers everything that is not the Bot API."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._visitors = Visitors(world)
        self._files = _static_files()
        self._posts: dict[str, Callable[[Any], dict[str, Any]]] = {
            "/preview/people": self._welcome,
            "/preview/language": self._speak,
            "/preview/send": self._send,
            "/preview/sticker": self._sticker,
            "/preview/choose": self._choose,
            "/preview/edit": self._edit,
            "/preview/tap": self._tap,
            "/preview/page": self._page,
        }

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        try:
            _check_origin(request)
            return await self._route(request)
        except PageRefusedError as error:
            return web.json_response({"error": str(error)}, status=error.status, headers=_HEADERS)

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path == "/preview/inline" and request.method == "POST":
            answer = await self._inline(await _read_json(request))
            return web.json_response(answer, headers=_HEADERS)
        if path in self._posts:
            if request.method != "POST":
                raise PageRefusedError(405, "POST only")
            answer = self._posts[path](await _read_json(request))
            return web.json_response(answer, headers=_HEADERS)
        if request.method != "GET":
            raise PageRefusedError(405, "GET only")
        if path == "/preview/events":
            return await self._tell(request)
        if path.startswith("/preview/files/"):
            return self._file(request, path.removeprefix("/preview/files/"))
        found = self._files.get("/index.html" if path == "/" else path)
        if found is None:
            raise PageRefusedError(404, "there is nothing here")
        body, kind = found
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=_HEADERS)

    # What the page asks for -------------------------------------------------------------------

    def _welcome(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitors.find(str(body.get("key", "")))
        if visitor is None:
            visitor = self._visitors.welcome(_language(body))
        return {"key": visitor.key}

    def _speak(self, body: dict[str, Any]) -> dict[str, Any]:
        self._visitors.speak(self._visitor(body), _language(body))
        return {}

    def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitor(body)
        reply_to = _number(body, "reply_to") if body.get("reply_to") is not None else None
        sent = self._visitors.send(visitor, _room(body), _text(body), reply_to)
        return {"message_id": sent["message_id"]}

    def _sticker(self, body: dict[str, Any]) -> dict[str, Any]:
        sent = self._visitors.sticker(self._visitor(body), _room(body))
        return {"message_id": sent["message_id"]}

    async def _inline(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitor(body)
        query = str(body.get("query", ""))[:MAX_TEXT]
        query_id, results = await visitor.rooms.ask_inline(_room(body), query)
        shown = [{name: each.get(name, "") for name in _SHOWN} for each in results]
        return {"query_id": query_id, "results": shown}

    def _choose(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitor(body)
        asked = [str(body.get(name, "")) for name in ("query_id", "result_id", "query")]
        message = visitor.rooms.choose(_room(body), *asked)
        if message is None:
            raise PageRefusedError(404, "there is no such result")
        return {"message_id": message["message_id"]}

    def _edit(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitor(body)
        number = _number(body, "message_id")
        if self._visitors.edit(visitor, _room(body), number, _text(body)) is None:
            raise PageRefusedError(404, "there is no such message of yours")
        return {}

    def _tap(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor = self._visitor(body)
        data = body.get("data")
        if not isinstance(data, str):
            raise PageRefusedError(400, "data must be a string")
        query_id = self._visitors.tap(visitor, _room(body), _number(body, "message_id"), data)
        if query_id is None:
            raise PageRefusedError(404, "there is no such message")
        return {"query_id": query_id}

    def _page(self, body: dict[str, Any]) -> dict[str, Any]:
        visitor, url = self._visitor(body), str(body.get("url", ""))
        address = self._visitors.page(visitor, _room(body), _number(body, "message_id"), url)
        if address is None:
            raise PageRefusedError(404, "there is no such button")
        return {"address": address}

    def _visitor(self, body: dict[str, Any]) -> Visitor:
        visitor = self._visitors.find(str(body.get("key", "")))
        if visitor is None:
            raise PageRefusedError(410, "nobody has this key; the server was started anew")
        return visitor

    # What the page is told --------------------------------------------------------------------

    async def _tell(self, request: web.BaseRequest) -> web.StreamResponse:
        visitor = self._visitor(dict(request.query))
        room = _room(dict(request.query))
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        async with contextlib.aclosing(self._visitors.events(visitor, room)) as events:
            with contextlib.suppress(ConnectionError):  # the tab was closed
                async for event in events:
                    text = ": still here" if event is None else f"data: {_line(event)}"
                    await response.write(f"{text}\n\n".encode())
        return response

    def _file(self, request: web.BaseRequest, file_id: str) -> web.StreamResponse:
        self._visitor(dict(request.query))
        stored = self._world.files.find(file_id)
        if stored is None:
            raise PageRefusedError(404, "there is no such file")
        headers = dict(_HEADERS)
        kind = stored.upload.content_type
        if not stored.path.startswith("photos/") or not kind.startswith("image/"):
            # Whatever a bot sends as a file is downloaded, never shown as part of this page.
            kind = "application/octet-stream"
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.upload.content, content_type=kind, headers=headers)


def _static_files() -> dict[str, tuple[bytes, str]]:
    return {
        f"/{path.relative_to(FOLDER).as_posix()}": (
            path.read_bytes(),
            mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
        for path in FOLDER.rglob("*")
        if path.is_file()
    }


def _check_origin(request: web.BaseRequest) -> None:
    """Refuse what another web site sends.

    The host was checked before (`BotApiServer`), so a page of that very origin is ours.
    """
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise PageRefusedError(403, "requests from other sites are refused")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
        raise PageRefusedError(403, "requests from other sites are refused")


async def _read_json(request: web.BaseRequest) -> dict[str, Any]:
    """Return the body of a POST.

    Only `application/json` is taken: a form of another site cannot send that unasked.
    """
    if request.content_type != "application/json":
        raise PageRefusedError(415, "application/json only")
    if (request.content_length or 0) > MAX_BODY:
        raise PageRefusedError(413, "too much")
    try:
        body = json.loads(await request.read())
        json.dumps(body, ensure_ascii=False).encode()  # fails for half of a surrogate pair
    except UnicodeEncodeError:
        raise PageRefusedError(400, "the body holds half of a surrogate pair") from None
    except (ValueError, RecursionError):
        raise PageRefusedError(400, "the body is not JSON, or too deep") from None
    if not isinstance(body, dict):
        raise PageRefusedError(400, "the body is not a JSON object")
    return body


def _language(body: dict[str, Any]) -> PageLanguage:
    try:
        return PageLanguage(body.get("language", "en"))
    except ValueError:
        raise PageRefusedError(400, "language is one of en, sr-Latn, sr-Cyrl") from None


def _room(body: dict[str, Any]) -> VisitorRoom:
    try:
        return VisitorRoom(body.get("room", VisitorRoom.PRIVATE))
    except ValueError:
        raise PageRefusedError(400, f"room is one of {', '.join(VisitorRoom)}") from None


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise PageRefusedError(400, "text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise PageRefusedError(400, f"text is longer than {MAX_TEXT} characters")
    return text


def _number(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int):
        raise PageRefusedError(400, f"{name} must be a number")
    return value


def _line(event: dict[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
