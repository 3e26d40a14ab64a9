"""`python -m bot run`: talk to Telegram until a signal ends it."""

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.cli.assistant import CannotLoad, load_assistant
from bot.cli.beside import beside
from bot.cli.garbage import left_to_stay
from bot.cli.logs import set_up_logging
from bot.cli.refuse import FAULT, INTERRUPTED, refuse
from bot.cli.settings import Settings, SettingsError, read_settings
from bot.cli.signals import stop_at_signal
from bot.cli.version import version
from bot.cli.website import site_of
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.limits.rate_limit import RateLimit
from bot.storage import StorageError, open_store
from bot.telegram.options import Program
from bot.telegram.refused import CannotRunError
from bot.telegram.service import Service
from bot.telegram.stopping import unless
from bot.web.api import RulesApi
from rules import load_rulebook

# How long, in seconds, one thread may keep the others waiting. The conversation computes, and the
# thread of the database has little to do each time: with Python's own 5 ms it mostly waits, and
# under load every answer with it. Measured: 1.1 to 1.2 times as many answers a second.
_TURN_OF_A_THREAD = 0.0005

logger = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add no arguments: the environment has the settings."""
    parser.epilog = "Settings come from the environment; docs/operations.md lists them."


def main(_: argparse.Namespace) -> int:
    """Run; return the exit status: 0 after a signal, 2 when the settings do not allow it."""
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        return refuse(*error.lines)
    return run(settings)


def run(settings: Settings) -> int:
    """Run with these settings; return the exit status."""
    webhook = settings.telegram.webhook
    sys.setswitchinterval(_TURN_OF_A_THREAD)
    set_up_logging((settings.telegram.token, webhook.secret if webhook else ""))
    return until_it_ends(_run(settings))


def until_it_ends(work: Coroutine[Any, Any, None]) -> int:
    """Run until done, or say in a line why it cannot go on; return the exit status."""
    try:
        asyncio.run(work)
    except (CannotRunError, StorageError, *CannotLoad) as error:
        return refuse(*str(error).splitlines())
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        logger.exception("unhandled exception, shutting down")
        return FAULT
    return 0


async def _run(settings: Settings) -> None:
    stop = stop_at_signal()
    await answer_until(stop, settings)


async def _get_ready(assistant: Assistant) -> None:
    """Do, while it already answers, what the first messages would wait for."""

    def get_ready() -> None:
        with left_to_stay():
            assistant.get_ready()

    try:
        await beside(get_ready)
    except Exception:
        logger.exception("cannot get ready ahead; the first answers take longer")


async def renew_from(assistant: Assistant, load: Callable[[], Assistant]) -> None:
    """Know what another assistant does, once nobody's message has to wait for it."""
    other = await beside(load)
    await _get_ready(other)
    assistant.take_over(other)


async def answer_until(stop: asyncio.Event, settings: Settings) -> None:
    """Open the database, load what the bot knows, and answer until `stop` is set.

    Raises:
        StorageError: the database cannot be used.
        CannotRunError: Telegram or the machine does not let it run.
        rules.ParameterError: a parameter file has a mistake.
        knowledge.KnowledgeError: entries have mistakes.
    """
    store = await unless(stop, open_store(settings.database_url))
    if store is not None:
        try:
            # The preview's page and signals are attended to meanwhile.
            begun = time.monotonic()

            def load(folder: Path | None = None) -> Assistant:
                return load_assistant(settings.contacts, settings.telegram.offices, folder)

            assistant = await unless(stop, beside(load))
            if assistant is not None:
                program = Program(version(), time.monotonic() - begun, assistant.second_opinion)
                options = settings.telegram
                rulebook = load_rulebook()
                api = RulesApi(rulebook, RateLimit().admits) if options.api else None
                site = site_of(options, store, assistant, rulebook) if options.web else None

                async def renew(folder: Path | None) -> None:
                    await renew_from(assistant, lambda: load(folder))

                service = Service(
                    options,
                    store,
                    assistant,
                    Session,
                    program=program,
                    api=api,
                    site=site,
                    renew=renew,
                )
                ready = asyncio.create_task(_get_ready(assistant))
                await service.run(stop)
                ready.cancel()
        finally:
            await store.close()
    logger.info("ended")
