"""`python -m bot preview`: the real bot against a Telegram of this computer, with a page."""

import argparse
import os
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.cli.logs import set_up_logging
from bot.cli.refuse import refuse
from bot.cli.run import answer_until, until_it_ends
from bot.cli.settings import Settings, SettingsError, read_port
from bot.cli.signals import stop_at_signal
from bot.preview.serving import DEFAULT_PORT, Preview, serve
from bot.telegram.options import Options
from bot.telegram.refused import AddressTakenError, CannotRunError

_FOR_REAL = """\
To talk to people on Telegram: open https://t.me/BotFather, send /newbot, copy the token it gives,
and start with BOT_TOKEN=<token> python -m bot run"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument(
        "--port",
        type=int,
        help=f"that of PORT, else {DEFAULT_PORT}, and the next free one where that is taken",
    )


def main(arguments: argparse.Namespace) -> int:
    """Serve until a signal ends it; returns the exit status."""
    if arguments.port is not None:
        return preview(arguments.host, arguments.port)
    try:
        port = read_port(os.environ)
    except SettingsError as error:
        return refuse(*error.lines)
    if port is None:
        return preview(arguments.host, DEFAULT_PORT)
    return preview(arguments.host, port, exactly=True)


def preview(host: str, port: int, *, exactly: bool = False) -> int:
    """Serve the preview; returns the exit status.

    Args:
        host: a loopback address.
        port: where to listen.
        exactly: there and nowhere else, even where it is taken.
    """
    set_up_logging()
    return until_it_ends(_preview(host, port, exactly=exactly))


async def _preview(host: str, port: int, *, exactly: bool) -> None:
    stop = stop_at_signal()
    async with AsyncExitStack() as stack:
        try:
            local = await stack.enter_async_context(
                serve(host, port, bot_name="Razmena", exactly=exactly)
            )
        except ValueError as error:
            raise CannotRunError(str(error)) from error
        except OSError as error:
            raise AddressTakenError(host, port, error.strerror or type(error).__name__) from error
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="razmena-preview-"))
        database = Path(folder, "preview.db")
        _tell(local, database)
        await answer_until(stop, _settings(local, database))


def _settings(local: Preview, database: Path) -> Settings:
    """Return settings with a database and a port apart from those of a bot that runs for real."""
    options = Options(token=local.token, api_url=local.base_url, port=0, web=True)
    return Settings(options, f"sqlite:///{database}")


def _tell(local: Preview, database: Path) -> None:
    print(f"Preview: open {local.page_url} in a browser. Ctrl+C ends it.")
    print(f"What you write stays on this computer, in {database}, and is deleted at the end.")
    print(_FOR_REAL, flush=True)
