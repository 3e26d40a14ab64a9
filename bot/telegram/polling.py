"""Long polling: updates are kept first, and confirmed to Telegram with the next poll."""

import asyncio
import logging
import re
import time

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.storage import StorageError, Store
from bot.telegram.api import RawBot
from bot.telegram.faults import describe, retry_seconds
from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics
from bot.telegram.refused import TokenRefusedError
from bot.telegram.transport import OddAnswerError
from bot.telegram.updates import KINDS, update_id_of

WAIT_SECONDS = 30
_SLOWEST_RETRY_SECONDS = 60.0
# A server that answers at once with nothing is not asked again at once.
_HASTY_SECONDS = 0.05
_HASTY_PAUSE_SECONDS = 0.2
_TOKEN_TRIES = 3
_WEBHOOK_TRIES = 3
# Updates that came, of which the first has this number; Telegram writes it before all else.
_FIRST_UPDATE = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true.{0,40}?"update_id"\s*:\s*(\d{1,18})', re.DOTALL
)

logger = logging.getLogger(__name__)


class Poller:
    """Fetches updates until it is cancelled."""

    def __init__(
        self,
        bot: RawBot,
        store: Store,
        intake: Intake,
        metrics: Metrics,
    ) -> None:
        self._bot = bot
        self._store = store
        self._intake = intake
        self._metrics = metrics
        self._failures = 0
        self._refused = 0
        self._one_by_one = False

    async def run(self) -> None:
        """Fetch updates for ever.

        Raises:
            TokenRefusedError: Telegram does not know the token any more.
        """
        await self._end_webhook()
        while True:
            try:
                await self._poll()
            except StorageError as error:
                self._metrics.storage_faults.inc()
                await self._pause(f"updates cannot be kept: {error}")
            except RetryAfter as error:
                self._metrics.poll_faults.labels("wait").inc()
                seconds = retry_seconds(error)
                logger.warning("Telegram limits fetching: no updates for %g s", seconds)
                await asyncio.sleep(seconds)
            except Conflict as error:
                if "webhook" in error.message.lower():
                    await self._end_webhook()
                self._metrics.poll_faults.labels("conflict").inc()
                await self._pause(
                    "another program fetches updates with this token, and only one may: stop the "
                    "other one"
                )
            except InvalidToken:
                self._metrics.poll_faults.labels("token").inc()
                self._refused += 1
                if self._refused >= _TOKEN_TRIES:
                    raise TokenRefusedError from None
                await self._pause("Telegram refuses the token")
            except TelegramError as error:
                self._metrics.poll_faults.labels("network").inc()
                await self._pause(f"updates cannot be fetched ({describe(error)})")
            else:
                self._failures = self._refused = 0

    async def _end_webhook(self) -> None:
        """Delete a webhook that is set: Telegram then gives updates to nobody who polls."""
        for _ in range(_WEBHOOK_TRIES):
            try:
                await self._bot.delete_webhook()
            except (BadRequest, InvalidToken):
                return  # the first poll tells what is wrong
            except TelegramError as error:
                await self._pause(f"an earlier webhook cannot be ended ({describe(error)})")
            else:
                return

    async def _poll(self) -> None:
        # Read anew for every poll: the store lets an offset expire before Telegram's numbers can
        # have started anew, and while it cannot be read nothing could be kept either.
        offset = await self._store.offset(self._bot.id)
        begun = time.monotonic()
        try:
            updates = await self._bot.updates(
                offset=offset, wait=WAIT_SECONDS, kinds=KINDS, most=1 if self._one_by_one else None
            )
        except OddAnswerError as error:
            await self._around_unreadable(error)
            return
        self._one_by_one = False
        numbers = [number for update in updates if (number := update_id_of(update)) is not None]
        if numbers:
            await self._intake.take(updates, next_offset=max(numbers) + 1)
        elif time.monotonic() - begun < _HASTY_SECONDS:
            await asyncio.sleep(_HASTY_PAUSE_SECONDS)

    async def _around_unreadable(self, error: OddAnswerError) -> None:
        """Get past an update that nobody can read: find it one by one, and set it aside.

        Raises:
            OddAnswerError: that is not what is wrong with the answer.
        """
        first = _FIRST_UPDATE.match(error.beyond_reading)
        if first is None:
            raise error
        if self._one_by_one:
            number = int(first[1])
            self._intake.set_aside(number)
            await self._intake.take((), next_offset=number + 1)
        self._one_by_one = not self._one_by_one

    async def _pause(self, why: str) -> None:
        seconds = min(2.0**self._failures, _SLOWEST_RETRY_SECONDS)
        self._failures += 1
        logger.warning("%s; again in %g s", why, seconds)
        await asyncio.sleep(seconds)
