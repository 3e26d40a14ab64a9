"""How the library's calls travel: over aiohttp, by the library's own interface for that.

Its usual client looks at every open connection, and asks the system about each, whenever a call
begins or ends; with many calls at a time that costs more than the calls do (docs/decisions/0005).
"""

import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from typing_extensions import override
from yarl import URL

# A connection that the other side may have closed meanwhile is not used again.
_KEEP_SECONDS = 5.0
_LARGEST_WHOLE = 1 << 62
# Whoever is told to wait asks again after so long at the latest: one wrong answer silences nobody
# for good, and once a minute is no burden. Telegram's own shortest wait is a second.
LONGEST_WAIT_SECONDS = 60
_SHORTEST_WAIT_SECONDS = 1
_GATEWAY_FAULTS = 500
# A hundred updates of the greatest length are a tenth of it.
_LARGEST_ANSWER = 64 * 1024 * 1024
_HEADERS = {"User-Agent": BaseRequest.USER_AGENT}
_JSON_HEADERS = {**_HEADERS, "Content-Type": "application/json"}


class OddAnswerError(NetworkError):
    """An answer that is not in the Bot API's own form: the call did not get there.

    Attributes:
        beyond_reading: the answer, where it is JSON that is nested too deeply, or holds a number
            that is too long, to be read, now and ever again.
    """

    def __init__(self, beyond_reading: bytes = b"") -> None:
        super().__init__("the answer is not in the form of the Bot API")
        self.beyond_reading = beyond_reading


class UnsureError(TimedOut):
    """The line broke behind the call, or a server on the way gave up: it may have been done."""


def trusted() -> ssl.SSLContext:
    """Return the certificates that Telegram is checked by; to read them takes a while."""
    return httpx.create_ssl_context()


class Transport(BaseRequest):
    """Carries calls to the Bot API and their answers back."""

    def __init__(
        self,
        certificates: ssl.SSLContext,
        *,
        at_once: int,
        read_seconds: float,
        connect_seconds: float,
        pool_seconds: float,
    ) -> None:
        """Nothing is opened yet.

        Args:
            certificates: whom to trust.
            at_once: how many connections there may be.
            read_seconds: how long to wait for an answer, where the call does not say.
            connect_seconds: how long to wait for a connection to be made.
            pool_seconds: how long to wait, at most, until one is free.
        """
        self._certificates = certificates
        self._at_once = at_once
        self._read = read_seconds
        self._connect = connect_seconds
        self._pool = pool_seconds
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str], URL | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """See `BaseRequest.read_timeout`."""
        return self._read

    async def initialize(self) -> None:
        """See `BaseRequest.initialize`."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    ssl=self._certificates, limit=self._at_once, keepalive_timeout=_KEEP_SECONDS
                ),
                # Every call goes to one address, with the token in it: there is nothing to keep.
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """See `BaseRequest.shutdown`."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    @override
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See `BaseRequest.parse_json_payload`.

        Raises:
            OddAnswerError: it is neither `{"ok": true, "result": ...}` nor a refusal in the Bot
                API's form.
        """
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except json.JSONDecodeError:
            raise OddAnswerError from None
        except (RecursionError, ValueError):
            raise OddAnswerError(payload) from None
        if not (isinstance(answer, dict) and (_is_result(answer) or _is_refusal(answer))):
            raise OddAnswerError
        return _with_bounded_wait(answer)

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Mapping[str, Any] | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """See `BaseRequest.do_request`.

        Raises:
            NetworkError: no connection.
            UnsureError: it broke off, no answer came within the time, or a gateway answered that
                it has none.
            OddAnswerError: the answer is not the Bot API's.
        """
        status, payload = await self._exchange(
            url,
            method,
            request_data,
            read=_chosen(read_timeout, self._read),
            write=_chosen(write_timeout, self._read),
            connect=_chosen(connect_timeout, self._connect),
            pool=_chosen(pool_timeout, self._pool),
        )
        try:
            answered = self.parse_json_payload(payload)
            is_success = status // 100 == 2
            fits = is_success is _is_result(answered) and (
                is_success or answered["error_code"] == status
            )
        except OddAnswerError:
            if status < _GATEWAY_FAULTS:
                raise
            fits = False
        if not fits:
            # The gateway's trouble may have begun when Telegram had done what it was asked; its
            # 403 or 404 says nothing about the chat or the token.
            raise UnsureError(f"status {status}") if status >= _GATEWAY_FAULTS else OddAnswerError
        return status, payload

    async def download(self, url: str) -> bytes:
        """Return a file, which is no answer of the Bot API's.

        Raises:
            NetworkError: it does not come.
            BadRequest: there is none.
        """
        try:
            status, payload = await self._exchange(
                url,
                "GET",
                None,
                read=self._read,
                write=self._read,
                connect=self._connect,
                pool=self._pool,
            )
        except UnsureError as error:
            # Fetching it again does no harm.
            raise NetworkError(error.message) from error
        if status >= _GATEWAY_FAULTS:
            raise NetworkError(f"status {status}")
        if status // 100 != 2:
            raise BadRequest(f"status {status}")
        return payload

    async def _exchange(
        self,
        url: str,
        method: str,
        request_data: RequestData | Mapping[str, Any] | None,
        *,
        read: float,
        write: float,
        connect: float,
        pool: float,
    ) -> tuple[int, bytes]:
        """Make a request; returns its status and what came."""
        if self._session is None or self._session.closed:
            raise NetworkError("not connected")
        reach = pool + connect
        timeout = aiohttp.ClientTimeout(
            # Also for an answer that comes in drops.
            total=reach + write + read,
            connect=reach,
            sock_connect=connect,
            sock_read=read,
        )
        body, headers = _body(request_data)
        address = URL(url, encoded=True)
        try:
            async with self._session.request(
                method,
                address,
                data=body,
                headers=headers,
                proxy=self._proxy(address),
                timeout=timeout,
                allow_redirects=False,
            ) as answer:
                status, payload = answer.status, await _read(answer)
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            # Nothing went out. Its words may hold the address, and that holds the token.
            raise NetworkError(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise UnsureError(type(error).__name__) from error
        return status, payload

    def _proxy(self, address: URL) -> URL | None:
        """Return the proxy that the environment names for an address, looked up once.

        aiohttp would look it up for every call, each time on another thread.
        """
        where = address.scheme, address.host or ""
        if where not in self._proxies:
            named = None if proxy_bypass(where[1]) else getproxies().get(where[0])
            if named is not None and "://" not in named:
                named = f"http://{named}"
            self._proxies[where] = None if named is None else URL(named)
        return self._proxies[where]


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """Return the whole answer; one without end would fill the memory.

    Raises:
        OddAnswerError: it is longer than any of the Bot API's.
    """
    parts = bytearray()
    async for part in answer.content.iter_any():
        parts += part
        if len(parts) > _LARGEST_ANSWER:
            raise OddAnswerError
    return bytes(parts)


def _is_result(answer: Mapping[str, Any]) -> bool:
    return answer.get("ok") is True and "result" in answer


def _is_refusal(answer: Mapping[str, Any]) -> bool:
    """Say whether an answer is a refusal as Telegram writes it, and no other program's."""
    parameters = answer.get("parameters", {})
    return (
        answer.get("ok") is False
        and _is_whole(answer.get("error_code"))
        and isinstance(answer.get("description"), str)
        and isinstance(parameters, dict)
        and _is_whole(parameters.get("retry_after", 0))
        and _is_whole(parameters.get("migrate_to_chat_id", -1))
        # The number of a supergroup; any other would move a conversation to a stranger.
        and parameters.get("migrate_to_chat_id", -1) < 0
    )


def _is_whole(number: object) -> bool:
    return type(number) is int and abs(number) < _LARGEST_WHOLE


def _with_bounded_wait(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer with a wait that can be waited for."""
    parameters = answer.get("parameters", {})
    if _is_result(answer) or "retry_after" not in parameters:
        return answer
    wait = min(max(parameters["retry_after"], _SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
    return {**answer, "parameters": {**parameters, "retry_after": wait}}


def _chosen(given: Any, usual: float) -> float:
    """Return the time that a call asks for; no call may wait for ever."""
    return usual if given is None or given is BaseRequest.DEFAULT_NONE else float(given)


def _body(
    request_data: RequestData | Mapping[str, Any] | None,
) -> tuple[bytes | aiohttp.FormData | None, Mapping[str, str]]:
    if request_data is None:
        return None, _HEADERS
    if isinstance(request_data, Mapping):
        return _as_json(request_data), _JSON_HEADERS
    files = request_data.multipart_data
    if not files:
        return _as_json(request_data.json_parameters), _JSON_HEADERS
    # Quoted names would be shown to people as they are quoted.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, _HEADERS


def _as_json(parameters: Mapping[str, Any]) -> bytes:
    """Return JSON: in a form, every letter that is not ASCII would be six, and take as long."""
    return json.dumps(parameters, ensure_ascii=False).encode(errors="replace")
