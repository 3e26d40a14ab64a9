"""Calls of the Bot API without any library, to see exactly what the server says."""

import json
from io import BytesIO
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.preview import LocalTelegram


class BotApi:
    """Calls as a bot makes them."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.session.close()

    def url(self, method: str) -> str:
        return f"{self.telegram.base_url}/bot{self.telegram.token}/{method}"

    async def raw(self, method: str, **parameters: Any) -> dict[str, Any]:
        async with self.session.post(self.url(method), data=_form(parameters)) as response:
            body: dict[str, Any] = await response.json()
            assert body["ok"] is (response.status == 200)
            if not body["ok"]:
                assert body["error_code"] == response.status
            return body

    async def call(self, method: str, **parameters: Any) -> Any:
        """Return the result of a call that Telegram would do."""
        body = await self.raw(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """Return the words of a call that Telegram would refuse: `400 Bad Request: ...`."""
        body = await self.raw(method, **parameters)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


def _form(parameters: dict[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in parameters.items():
        if isinstance(value, tuple):
            filename, content = value
            form.add_field(name, BytesIO(content), filename=filename)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form
