"""Pages inside Telegram (Mini Apps): which addresses may be opened, and the launch data they get.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import ipaddress
import json
from urllib.parse import urlencode, urlsplit

from bot.preview.people import Person

_VERSION = "9.1"
_THEME = {
    "bg_color": "#ffffff",
    "text_color": "#0f1419",
    "button_color": "#1565b8",
    "button_text_color": "#ffffff",
}


def is_page(url: str) -> bool:
    """Say whether a page may be opened: https, or, unlike at Telegram, http on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host)))


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def init_data(person: Person, token: str, now: float, *, query_id: str = "") -> str:
    """Return the launch data of a page that a person opened, signed with the bot's token."""
    user = {key: value for key, value in person.to_user().items() if key != "is_bot"}
    values = {"auth_date": str(int(now)), "user": json.dumps(user, ensure_ascii=False)}
    if query_id:
        values["query_id"] = query_id
    lines = "\n".join(f"{key}={values[key]}" for key in sorted(values))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    values["hash"] = hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode(values)


def address_of(url: str, person: Person, token: str, now: float) -> str:
    """Return the address that a client opens: launch data and theme stand behind the page's own."""
    launched = urlencode(
        {
            "tgWebAppData": init_data(person, token, now),
            "tgWebAppVersion": _VERSION,
            "tgWebAppPlatform": "weba",
            "tgWebAppThemeParams": json.dumps(_THEME),
        }
    )
    return f"{url}{'&' if '#' in url else '#'}{launched}"
