"""Updates to the bot's own server: one request per update, again until it is taken.

As Telegram does: updates of one chat one after the other, chats in parallel up to
`max_connections`; anything but 2xx counts as a failure, tried again at once the first time, then
after 2, 4, 8 ... seconds.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.preview.call import Call, Json
from bot.preview.incoming import as_text
from bot.preview.updates import Update, UpdateQueue

log = logging.getLogger(__name__)

MAX_DELAY = 60.0
READ_TIMEOUT = 60.0
_NOT_IN_A_REPLY = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


@dataclass(slots=True)
class WebhookDelivery:
    """Where updates go.

    Attributes:
        url: as the bot set it.
        target: where it leads on this machine.
        secret_token: sent in `X-Telegram-Bot-Api-Secret-Token`.
        max_connections: requests at the same time.
        last_error_at: seconds since the epoch.
        last_error: in Telegram's words.
    """

    url: str
    target: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_at: int = 0
    last_error: str = ""

    def to_info(self, pending: int) -> Json:
        """Return `WebhookInfo`, without `allowed_updates`."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
            "max_connections": self.max_connections,
            "ip_address": self.ip_address or "127.0.0.1",
        }
        if self.last_error:
            info["last_error_date"] = self.last_error_at
            info["last_error_message"] = self.last_error
        return info


class WebhookSender:
    """Sends what is in the queue to one webhook until it is stopped."""

    def __init__(
        self,
        webhook: WebhookDelivery,
        queue: UpdateQueue,
        now: Callable[[], float],
        perform: Callable[[Call], Awaitable[Any]],
        unit: float,
    ) -> None:
        self._webhook = webhook
        self._queue = queue
        self._now = now
        self._perform = perform
        self._unit = unit
        self._slots = asyncio.Semaphore(webhook.max_connections)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=READ_TIMEOUT))
        self._stop_listening = queue.listen(self._look)
        self._look()

    async def stop(self) -> None:
        """Stop sending; what was not taken stays in the queue."""
        self._stop_listening()
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    def _look(self) -> None:
        for update in self._queue:
            if update.lane not in self._lanes:
                task = asyncio.get_running_loop().create_task(self._send_lane(update.lane))
                self._lanes[update.lane] = task

    async def _send_lane(self, lane: str) -> None:
        try:
            while (update := self._next_of(lane)) is not None:
                await self._send_until_taken(update)
                self._queue.drop(update)
        finally:
            self._lanes.pop(lane, None)

    def _next_of(self, lane: str) -> Update | None:
        return next((update for update in self._queue if update.lane == lane), None)

    async def _send_until_taken(self, update: Update) -> None:
        failures = 0
        while (error := await self._send(update)) is not None:
            self._webhook.last_error = error
            self._webhook.last_error_at = int(self._now())
            if failures:
                await asyncio.sleep(min(2.0**failures, MAX_DELAY) * self._unit)
            failures += 1

    async def _send(self, update: Update) -> str | None:
        """Send one update; return what went wrong, or None."""
        headers = {"Content-Type": "application/json"}
        if self._webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._webhook.secret_token
        try:
            async with (
                self._slots,
                self._session.post(
                    self._webhook.target, data=update.text.encode(), headers=headers
                ) as response,
            ):
                if not 200 <= response.status <= 299:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                body = await response.read()
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Connection closed by the webhook"
        await self._act_on(body)
        return None

    async def _act_on(self, body: bytes) -> None:
        """Do the call that a webhook may put into its answer."""
        try:
            value = json.loads(body)
        except ValueError:
            return
        if not isinstance(value, dict):
            return
        name = str(value.pop("method", "")).lower()
        if not name or name in _NOT_IN_A_REPLY or name.startswith("get"):
            return
        arguments = {key: as_text(each) for key, each in value.items() if each is not None}
        await self._perform(Call(name, arguments, at=self._now()))
