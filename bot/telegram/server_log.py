"""What the bot's own server says of requests that nobody can read: a line a minute."""

import logging
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from typing_extensions import override

_COMPLAIN_SECONDS = 60.0
_MALFORMED = (HttpProcessingError, web.RequestPayloadError)


class ServerLog(logging.LoggerAdapter[logging.Logger]):
    """The server's logger; faults of the program stay as they are."""

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(logger, {})
        self._clock = clock
        self._complained = -_COMPLAIN_SECONDS
        self._malformed = 0

    @override
    def log(
        self, level: int, msg: object, *args: object, exc_info: Any = None, **kwargs: Any
    ) -> None:
        """Log a line, or count it where a stranger's request is to blame."""
        if not isinstance(exc_info, _MALFORMED):
            super().log(level, msg, *args, exc_info=exc_info, **kwargs)
            return
        self._malformed += 1
        now = self._clock()
        if now - self._complained >= _COMPLAIN_SECONDS:
            self.logger.warning("%d requests could not be read", self._malformed)
            self._complained, self._malformed = now, 0
