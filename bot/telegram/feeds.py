"""Calendar feeds: signed addresses, and what is served there.

The address holds all that a feed is made from, and a signature by a key that comes from the bot's
token: nobody can have other feeds made, nothing is stored, and every replica serves them.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiohttp import web

PREFIX = "/calendar/"
_FILE = re.compile(r"([A-Za-z0-9-]{1,64})\.([A-Za-z0-9_-]{22})\.ics")
_PURPOSE = b"razmena calendar feed 1"
# A client that asks every minute is told to wait, and else costs a hash.
_FRESH_SECONDS = 3600
_HEADERS = {
    "Cache-Control": f"public, max-age={_FRESH_SECONDS}",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": 'attachment; filename="razmena-deadlines.ics"',
}

Make = Callable[[str, datetime], str | None]


class Feeds:
    """Gives feeds their addresses, and serves them."""

    def __init__(self, token: str, make: Make, public: str, *, clock: Callable[[], float]) -> None:
        """Nothing is served yet.

        Args:
            token: the bot's token, which the key comes from.
            make: the text of a feed by its name; None where there is no such feed.
            public: where the bot's own server is reached, `https://bot.example.org`.
            clock: seconds since the epoch.
        """
        self._key = hmac.digest(token.encode(), _PURPOSE, "sha256")
        self._make = make
        self._public = public
        self._clock = clock

    def address(self, name: str) -> str:
        """Return the address of a feed, by its name, as calendars subscribe to it."""
        parts = urlsplit(self._public)
        path = f"{parts.path.rstrip('/')}{PREFIX}{name}.{self._signature(name)}.ics"
        return f"webcal://{parts.netloc}{path}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request for a feed."""
        match = _FILE.fullmatch(request.match_info["file"])
        if match is None or not hmac.compare_digest(self._signature(match[1]), match[2]):
            return web.Response(status=404, text="there is no such calendar\n")
        text = self._make(match[1], datetime.fromtimestamp(self._clock(), UTC))
        if text is None:
            return web.Response(status=404, text="there is no such calendar\n")
        body = text.encode()
        tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = {**_HEADERS, "ETag": tag}
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=body, content_type="text/calendar", charset="utf-8", headers=headers
        )

    def _signature(self, name: str) -> str:
        digest = hmac.digest(self._key, name.encode(), "sha256")[:16]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
