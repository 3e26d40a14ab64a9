"""Logging to standard error that gives nothing away: no token, no text of messages.

What is logged here says no texts by itself. But libraries log addresses, which hold the token, and
an exception's message may quote anything; so known secrets are cut out of every line, and of an
exception only its kind and the places in the code are written.
"""

import logging
import re
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,}")
_CUT = "[cut]"
_DEEPEST_CAUSE = 5

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """Writes a record without secrets and without what exceptions say."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, on as many lines as its exception has places."""
        # The text of an exception may be kept in the record by another handler's formatter.
        record.exc_text = None
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, _CUT)
        return _TOKEN.sub(_CUT, text)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the base class's name
        """Return the kinds of an exception and of its causes, and where they came from."""
        error = ei[1]
        lines: list[str] = []
        while error is not None and len(lines) < _DEEPEST_CAUSE:
            kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
            lines.append(f"  {kind} {_places(error)}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(
        f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in reversed(frames)
    )


def set_up_logging(secrets: Sequence[str] = ()) -> None:
    """Log to standard error from now on.

    Args:
        secrets: what must not be in any line.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # These log every call with its address; the Telegram library is silenced where it is used.
    for name in ("httpx", "httpcore", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
