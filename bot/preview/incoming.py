"""From an HTTP request to a call: query, form, JSON or multipart, as the Bot API takes them."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader
from aiohttp.web import BaseRequest

from bot.preview.call import Call, Upload
from bot.preview.refusal import bad_request


async def read_call(request: BaseRequest, method: str, now: float) -> Call:
    """Return the call that a request makes.

    Raises:
        RefusalError: the body is not what its type says.
    """
    arguments = dict(request.query)
    files: dict[str, Upload] = {}
    # Some libraries send a body with GET too, and Telegram reads it.
    if request.can_read_body:
        kind = request.content_type
        if kind == "multipart/form-data":
            await _read_multipart(request, arguments, files)
        elif kind == "application/json":
            arguments.update(_from_json(await request.read()))
        else:
            arguments.update(_from_form(await request.read()))
    return Call(method, arguments, files, now)


def _from_form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _from_json(body: bytes) -> dict[str, str]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("expected a JSON Object")
    return {name: as_text(each) for name, each in value.items() if each is not None}


def as_text(value: Any) -> str:
    """Return a JSON value as the text of a parameter."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


async def _read_multipart(
    request: BaseRequest, arguments: dict[str, str], files: dict[str, Upload]
) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse multipart/form-data")
        content = bytes(await part.read(decode=True))
        if part.filename is not None:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, kind, content)
        else:
            try:
                arguments[part.name] = content.decode()
            except UnicodeDecodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
