"""Bodies of requests: JSON objects of a bounded size, or a refusal in words."""

import asyncio
import json
import math
from typing import Any

from aiohttp import web

MOST_BYTES = 32 * 1024
_BODY_SECONDS = 10.0


class RefusedError(Exception):
    """A request that is not answered.

    Attributes:
        status: the HTTP status.
        code: a short stable name of the reason.
    """

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.code = code


async def read_object(request: web.BaseRequest) -> dict[str, Any]:
    """Return the body of a request.

    Only `application/json` is taken: a form of another site cannot send that unasked.

    Raises:
        RefusedError: it is something else, too long, or did not come in time.
    """
    if request.content_type != "application/json":
        raise RefusedError(415, "wrong_type", "application/json only")
    if (request.content_length or 0) > MOST_BYTES:
        raise RefusedError(413, "too_large", f"at most {MOST_BYTES} bytes")
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            content = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise RefusedError(413, "too_large", f"at most {MOST_BYTES} bytes") from None
    except TimeoutError:
        raise RefusedError(408, "too_slow", "the body did not come in time") from None
    if len(content) > MOST_BYTES:
        raise RefusedError(413, "too_large", f"at most {MOST_BYTES} bytes")
    try:
        given = json.loads(content, parse_constant=_refuse, parse_float=_finite)
        if b"\\ud" in content.lower():
            json.dumps(given, ensure_ascii=False).encode()  # fails for half of a surrogate pair
    except (ValueError, RecursionError):
        raise RefusedError(400, "bad_json", "the body is not JSON in UTF-8") from None
    if not isinstance(given, dict):
        raise RefusedError(400, "not_an_object", "the body must be an object")
    return given


def _refuse(constant: str) -> float:
    """Refuse what only Python takes for JSON, such as NaN.

    Raises:
        ValueError: always.
    """
    raise ValueError(constant)


def _finite(number: str) -> float:
    """Return a number that can be computed with.

    Raises:
        ValueError: it is too large to be one.
    """
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(number)
    return found


def text_of(given: dict[str, Any], name: str, most: int) -> str:
    """Return a text of the body.

    Raises:
        RefusedError: it is missing, no text, or too long.
    """
    text = given.get(name)
    if not isinstance(text, str) or not text.strip():
        raise RefusedError(400, "missing", f"{name} must be a text")
    if len(text) > most:
        raise RefusedError(400, "too_long", f"{name} may have {most} characters")
    return text
