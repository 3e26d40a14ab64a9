"""What is logged gives nothing away."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest

from bot.cli.logs import DiscreetFormatter
from bot.cli.signals import stop_at_signal

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def logger(stream: io.StringIO) -> Iterator[logging.Logger]:
    logger = logging.getLogger("tests.logs")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter(("webhook-tajna",)))
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.removeHandler(handler)


def test_a_token_in_an_address_is_cut_out(logger: logging.Logger, stream: io.StringIO) -> None:
    logger.info("HTTP Request: POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert stream.getvalue().endswith("POST https://api.telegram.org/bot[cut]/getMe\n")


def test_known_secrets_are_cut_out(logger: logging.Logger, stream: io.StringIO) -> None:
    logger.info("the secret is webhook-tajna")
    assert "tajna" not in stream.getvalue()


def test_of_an_exception_only_kind_and_place_are_written(
    logger: logging.Logger, stream: io.StringIO
) -> None:
    try:
        try:
            int("tajna rec")
        except ValueError as error:
            raise KeyError("jos jedna tajna") from error
    except KeyError:
        logger.exception("it failed")
    written = stream.getvalue()
    assert "tajna" not in written
    lines = written.splitlines()
    assert lines[0].endswith("ERROR tests.logs: it failed")
    assert lines[1].startswith("  KeyError unit/cli/test_logs.py:")
    assert lines[2].startswith("  ValueError unit/cli/test_logs.py:")


def test_what_another_handler_made_of_an_exception_is_not_repeated(
    logger: logging.Logger, stream: io.StringIO
) -> None:
    try:
        int("tajna")
    except ValueError:
        record = logger.makeRecord("x", logging.ERROR, "f", 1, "failed", (), None)
        record.exc_text = "ValueError: tajna"
    logger.handle(record)
    assert "tajna" not in stream.getvalue()


async def test_a_forgotten_task_does_not_write_what_it_raised(
    stream: io.StringIO, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.signals.logger", logger)
    stop_at_signal()
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("tajna"))
    del future
    written = stream.getvalue()
    assert "ValueError" in written
    assert "tajna" not in written
