"""Who may reach the pages: which hosts, which sites' scripts, which sites' frames.

There is no cookie and no sign-in: who has a chat's id may go on with it, and it is in no address.
What is left to refuse is a strange host name that leads here (DNS rebinding), a request that the
script of another site makes, and a frame on a site that the operator has not named.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import web

# The proxy in front stands on this machine, and adds the address that it saw.
_FORWARDED = "X-Forwarded-For"
_TELEGRAM_WEB = "https://web.telegram.org"


class Guard:
    """Checks requests, and gives answers their headers."""

    def __init__(self, hosts: Sequence[str], embedders: Sequence[str] = ()) -> None:
        """Nothing is checked yet.

        Args:
            hosts: names by which the pages are reached, without port; addresses and `localhost`
                always may.
            embedders: origins of sites that may show the chat in a frame.
        """
        self._hosts = frozenset(host.lower() for host in hosts)
        self.embedders = tuple(embedders)
        self._headers: dict[tuple[bool, bool, bool, str], Mapping[str, str]] = {}

    def refuses_host(self, request: web.BaseRequest) -> bool:
        """Say whether the request names a host that is none of ours.

        A name of somebody else's that leads here would make their page of the same origin.
        """
        host = _name(request.headers.get("Host", ""))
        return not (_is_address(host) or host == "localhost" or host in self._hosts)

    def refuses_origin(self, request: web.BaseRequest) -> bool:
        """Say whether the request comes from the script of another site.

        Programs send neither of the two headers, and have nothing of a visitor's to use.
        """
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site != "same-origin"
        origin = request.headers.get("Origin")
        if origin is None:
            return False
        where = urlsplit(origin).netloc.lower()
        return where != request.headers.get("Host", "").lower() and _name(where) not in self._hosts

    def headers(
        self,
        *,
        framed: bool = False,
        in_telegram: bool = False,
        shared: bool = False,
        style: str = "",
    ) -> Mapping[str, str]:
        """Return the headers of an answer.

        Args:
            framed: sites that the operator named may show it in a frame.
            in_telegram: Telegram's own client in a browser may show it in a frame.
            shared: a script that other sites load.
            style: the digest of the one style that a page has in it.
        """
        key = framed, in_telegram, shared, style
        if key not in self._headers:
            self._headers[key] = self._make_headers(*key)
        return self._headers[key]

    def _make_headers(
        self, framed: bool, in_telegram: bool, shared: bool, style: str
    ) -> Mapping[str, str]:
        framing = [*self.embedders] if framed else []
        framing += [_TELEGRAM_WEB] if in_telegram else []
        frames = " ".join(("'self'", *framing))
        styles = style or "'none'"
        policy = (
            f"default-src 'none'; script-src 'self'; style-src {styles}; "
            "img-src 'self' data:; "
            "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {frames}"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }


def address_of(request: web.BaseRequest) -> str:
    """Return the address of a visitor: behind a proxy of this machine, the one that it saw."""
    peer = request.remote or ""
    seen = request.headers.getall(_FORWARDED, [])
    if not seen or not _is_loopback(peer):
        return peer
    return seen[-1].rpartition(",")[2].strip()[:64] or peer


def _name(host: str) -> str:
    """Return a host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


@lru_cache(maxsize=1024)
def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _is_loopback(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback
