"""The pages for visitors: the chat, and what its script asks for."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from aiohttp import web

from bot.limits.rate_limit import RateLimit
from bot.limits.time_limit import TooExpensiveError
from bot.limits.turns import TooManyWaitingError
from bot.messages.event import Said, Tapped
from bot.messages.markup import escape
from bot.messages.voice import Voice
from bot.storage import StorageError
from bot.web.assets import Asset, compact, embed_script, read_assets, read_page
from bot.web.chat import BusyChatError, HelpRating, VisitorMessage, WebChat
from bot.web.expert_form import ExpertForm, Given
from bot.web.guard import Guard, address_of
from bot.web.listening import TooManyListenersError
from bot.web.metrics import WebMetrics
from bot.web.requests import RefusedError, read_object, text_of
from bot.web.streaming import stream
from bot.web.visitor import is_chat, is_message
from locales import Locale, client_locale, clock

ASSETS = "/web/"
MOST_LETTERS = 4096
_MOST_DATA = 64
# More than forms have that people fill in: likely to be dear.
_LONG_FORM_BYTES = 2048
# A whole faculty may stand behind one address; a person's own bounds are those of their chat.
_AT_ONCE, _PER_SECOND = 2500, 50.0
_AGAIN_AFTER_SECONDS = "2"

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Serves the pages and answers their scripts."""

    def __init__(
        self,
        chat: WebChat,
        expert: ExpertForm,
        guard: Guard,
        metrics: WebMetrics,
        *,
        limit: RateLimit | None = None,
        today: Callable[[], date] = clock.today,
    ) -> None:
        self.chat = chat
        self._expert = expert
        # Takes launch data of Telegram and a case into the person's chat there.
        self.hand_over: Callable[[str, str], Awaitable[bool]] | None = None
        self._today = today
        self.guard = guard
        self.metrics = metrics
        self._limit = limit or RateLimit(_AT_ONCE, _PER_SECOND)
        self._assets = read_assets()
        self._embed_script = embed_script()
        self._pages = {
            "chat": read_page("chat"),
            "embed": read_page("embed", {"allowed": guard.embedders}),
            "sample": read_page("sample"),
            "check": read_page("check", parts=self._tabs),
        }

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the pages at their paths."""
        router.add_get("/chat", self._guarded(self._chat_page))
        for name in ("chat", "check", "embed"):
            router.add_get(f"/{name}/", self._guarded(self._without_slash))
        router.add_post("/chat/message", self._guarded(self._message))
        router.add_post("/chat/posts", self._guarded(self._posts))
        router.add_post("/chat/stream", self._guarded(self._stream))
        router.add_get("/check", self._guarded(self._check_page))
        router.add_post("/check/result", self._guarded(self._result))
        router.add_post("/check/hand-over", self._guarded(self._hand_over))
        router.add_get("/embed", self._guarded(self._embed_page))
        router.add_get("/embed/sample", self._guarded(self._sample_page))
        router.add_get("/embed.js", self._guarded(self._script_for_sites))
        router.add_get(f"{ASSETS}{{name}}", self._guarded(self._asset))

    def _guarded(self, handler: Handler) -> Handler:
        """Return the handler behind the checks that every request passes."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                self._admit(request)
                return await handler(request)
            except RefusedError as error:
                return self._refusal(error)
            except (BusyChatError, TooManyWaitingError):
                return self._refusal(RefusedError(429, "busy", "wait for the answer before"))
            except StorageError:
                return self._refusal(RefusedError(503, "storage", "not now; try again"))

        return guarded

    def _admit(self, request: web.Request) -> None:
        """Let a request of our own pages through, if its address has not asked too much.

        Raises:
            RefusedError: it is not let through.
        """
        if self.guard.refuses_host(request):
            unknown = "this name is not one of this server; its operator names it in WEB"
            raise RefusedError(421, "unknown_host", unknown)
        if request.method != "POST":
            return
        if self.guard.refuses_origin(request):
            raise RefusedError(403, "other_site", "requests of other sites are refused")
        address = address_of(request)
        if not self._limit.admits(address) or self.chat.share.is_used_up(address):
            raise RefusedError(429, "too_many", "too many requests; wait a little")

    def _refusal(self, error: RefusedError) -> web.Response:
        self.metrics.refused.labels(error.code).inc()
        headers = {**self.guard.headers(), "Cache-Control": "no-store"}
        if error.status in (429, 503):
            headers["Retry-After"] = _AGAIN_AFTER_SECONDS
        told = {"error": {"code": error.code, "message": str(error)}}
        return web.json_response(told, status=error.status, headers=headers)

    def _answer(self, content: Any) -> web.Response:
        headers = {**self.guard.headers(), "Cache-Control": "no-store"}
        return web.json_response(content, headers=headers, dumps=compact)

    # Pages --------------------------------------------------------------------------------------

    async def _chat_page(self, request: web.Request) -> web.Response:
        return self._page("chat", request, framed=True)

    async def _without_slash(self, request: web.Request) -> web.Response:
        """Lead from `/chat/` to `/chat`; a browser keeps the fragment."""
        where = f"{request.path.rstrip('/')}?{request.query_string}".removesuffix("?")
        return web.Response(status=308, headers={**self.guard.headers(), "Location": where})

    def _page(
        self,
        name: str,
        request: web.Request,
        *,
        framed: bool = False,
        in_telegram: bool = False,
    ) -> web.Response:
        page, locale = self._pages[name], _language(request)
        headers = {
            **self.guard.headers(framed=framed, in_telegram=in_telegram, style=page.style),
            "Cache-Control": "no-cache",
            "Content-Language": locale.tag,
            "Vary": "Accept-Language, Accept-Encoding",
        }
        return _packed(page.files[locale], request, headers)

    async def _check_page(self, request: web.Request) -> web.Response:
        return self._page("check", request, framed=True, in_telegram=self.hand_over is not None)

    async def _embed_page(self, request: web.Request) -> web.Response:
        return self._page("embed", request)

    async def _sample_page(self, request: web.Request) -> web.Response:
        return self._page("sample", request)

    async def _script_for_sites(self, request: web.Request) -> web.Response:
        return self._loaded(self._embed_script, request, shared=True)

    async def _asset(self, request: web.Request) -> web.Response:
        found = self._assets.get(request.match_info["name"])
        if found is None:
            raise RefusedError(404, "nothing_here", "there is nothing here")
        return self._loaded(found, request)

    def _loaded(self, asset: Asset, request: web.Request, *, shared: bool = False) -> web.Response:
        headers = {
            **self.guard.headers(shared=shared),
            "Cache-Control": "no-cache",
            "ETag": asset.tag,
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("If-None-Match") == asset.tag:
            return web.Response(status=304, headers=headers)
        return _packed(asset, request, headers)

    # The chat -----------------------------------------------------------------------------------

    async def _message(self, request: web.Request) -> web.Response:
        given = await read_object(request)
        if not is_chat(given.get("chat")) or not is_message(given.get("id")):
            raise RefusedError(400, "bad_id", "chat and id must be ids that this page makes")
        content: Said | Tapped | HelpRating
        if "helped" in given:
            content = HelpRating(given["helped"] is True, text_of(given, "subject", _MOST_DATA))
        elif "data" in given:
            content = Tapped(text_of(given, "data", _MOST_DATA))
        else:
            content = Said(text_of(given, "text", MOST_LETTERS))
        message = VisitorMessage(
            given["chat"],
            given["id"],
            content,
            str(given.get("language", ""))[:16],
            address_of(request),
        )
        return self._answer({"replies": await self.chat.answer(message)})

    async def _posts(self, request: web.Request) -> web.Response:
        """Return what an office wrote since; what the page names, it has shown."""
        chat, after = await self._whose_posts(request)
        found = await self.chat.posts(chat, after, shown=True)
        return self._answer({"posts": [[each.id, json.loads(each.payload)] for each in found]})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """Tell a page that stays connected what an office writes, as it is written."""
        chat, after = await self._whose_posts(request)
        try:
            return await stream(request, self.chat, chat, after, self.guard.headers())
        except TooManyListenersError:
            raise RefusedError(429, "too_many", "too many pages are connected") from None

    async def _whose_posts(self, request: web.Request) -> tuple[str, int]:
        given = await read_object(request)
        after = given.get("after", 0)
        if not is_chat(given.get("chat")) or not isinstance(after, int) or not 0 <= after < 2**63:
            raise RefusedError(400, "bad_id", "chat must be an id, after a number")
        return given["chat"], after

    # The expert form -----------------------------------------------------------------------------

    def _tabs(self, locale: Locale) -> dict[str, str]:
        """Return links to the forms by their names."""
        voice = Voice(locale)
        tabs = (
            f'<a href="#form={name}" data-form="{name}">{escape(voice.label(f"tool.{name}"))}</a>'
            for name in self._expert.forms
        )
        return {"tabs": " ".join(tabs)}

    async def _hand_over(self, request: web.Request) -> web.Response:
        given = await read_object(request)
        init_data, case = text_of(given, "init", MOST_LETTERS), text_of(given, "case", _MOST_DATA)
        if self.hand_over is None or not await self.hand_over(init_data, case):
            raise RefusedError(403, "not_telegram", "Telegram has not signed this, or long ago")
        return self._answer({"taken": True})

    async def _result(self, request: web.Request) -> web.Response:
        given = await read_object(request)
        locale = _locale(given.get("language"))
        if "case" in given:
            found = self._expert.of_link(text_of(given, "case", _MOST_DATA))
            if found is None:
                raise RefusedError(400, "bad_link", "this link holds no case")
            name, filled = found
        else:
            name = text_of(given, "form", _MOST_DATA)
            texts = {key: str(text) for key, text in _texts_of(given, "texts").items()}
            filled = Given(texts, _texts_of(given, "values"))
        if name not in self._expert.forms:
            raise RefusedError(400, "unknown_form", f"forms are {', '.join(self._expert.forms)}")
        self.metrics.checks.inc()
        try:
            judged = await self.chat.share.run(
                address_of(request),
                lambda: self._expert.judge(name, filled, locale, self._today()),
                is_long=(request.content_length or 0) > _LONG_FORM_BYTES,
            )
        except TooExpensiveError:
            raise RefusedError(400, "too_expensive", "too much for one form") from None
        if "case" in given:
            judged["values"] = filled.values
        return self._answer(judged)


def _packed(asset: Asset, request: web.Request, headers: Mapping[str, str]) -> web.Response:
    """Return a file, in gzip's form where the browser takes that."""
    zipped = _GZIP.search(request.headers.get("Accept-Encoding", "")) is not None
    return web.Response(
        body=asset.zipped if zipped else asset.content,
        content_type=asset.kind,
        charset="utf-8",
        headers={**headers, "Content-Encoding": "gzip"} if zipped else headers,
    )


def _texts_of(given: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object inside the body.

    Raises:
        RefusedError: it is something else.
    """
    found = given.get(name, {})
    if not isinstance(found, dict):
        raise RefusedError(400, "wrong_type", f"{name} must be an object")
    return found


def _locale(tag: object) -> Locale:
    """Return the locale of a tag that a page sends; English for any other."""
    return next((locale for locale in Locale if locale.tag == tag), Locale.EN)


def _language(request: web.Request) -> Locale:
    """Return the language of a page: the one asked for by name, else the browser's first."""
    asked = request.query.get("language", "")
    if asked in [locale.tag for locale in Locale]:
        return Locale.from_tag(asked)
    first = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0]
    return client_locale(first.strip())
