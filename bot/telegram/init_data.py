"""Who opened a page inside Telegram: the launch data that a client hands it, signed by Telegram.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

_PURPOSE = b"WebAppData"
# A page is filled in within minutes; older data may have been copied from somewhere.
MOST_AGE_SECONDS = 3600.0
# A telephone's clock, or ours, may be off.
_MOST_AHEAD_SECONDS = 300.0
_MOST_LETTERS = 4096


@dataclass(frozen=True, slots=True)
class PageVisitor:
    """A person of Telegram on one of our pages.

    Attributes:
        person: Telegram's number of them.
        language: that of their client, as it tells it.
    """

    person: int
    language: str | None


def read_init_data(given: str, token: str, now: float) -> PageVisitor | None:
    """Return who opened the page; None where Telegram has not signed that, or long ago.

    Args:
        given: the launch data as the client handed it over.
        token: the bot's token, which the signature comes from.
        now: seconds since the epoch.
    """
    if len(given) > _MOST_LETTERS:
        return None
    pairs = parse_qsl(given, keep_blank_values=True)
    values = dict(pairs)
    signature = values.pop("hash", "")
    # A key that stands twice might be read in two ways.
    if len(values) + 1 != len(pairs):
        return None
    lines = "\n".join(f"{key}={value}" for key, value in sorted(values.items()))
    key = hmac.digest(_PURPOSE, token.encode(), hashlib.sha256)
    right = hmac.new(key, lines.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
        return None
    try:
        age = now - int(values["auth_date"])
        user = json.loads(values["user"])
        visitor = PageVisitor(int(user["id"]), user.get("language_code"))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return visitor if -_MOST_AHEAD_SECONDS <= age <= MOST_AGE_SECONDS else None
