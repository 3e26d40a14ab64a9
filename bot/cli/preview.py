"""`python -m bot preview`: the real bot against a Telegram of this computer, with a page."""

import argparse
import os
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.cli.logs import set_up_logging
from bot.cli.refuse import refuse
from bot.cli.run import answer_until, until_it_ends
from bot.cli.settings import Settings, SettingsError, read_preview_settings
from bot.cli.signals import stop_at_signal
from bot.preview import DEFAULT_PORT, Preview, serve
from bot.telegram.options import Options
from bot.telegram.refused import AddressTakenError, CannotRunError

_HIGHEST_PORT = 65535
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
    try:
        port, origins = read_preview_settings(os.environ)
    except SettingsError as error:
        return refuse(*error.lines)
    if arguments.port is not None:
        return preview(arguments.host, arguments.port, origins=origins)
    if port is None:
        return preview(arguments.host, DEFAULT_PORT, origins=origins)
    return preview(arguments.host, port, origins=origins, exactly=True)


def preview(host: str, port: int, *, origins: tuple[str, ...] = (), exactly: bool = False) -> int:
    """Serve the preview; returns the exit status.

    Args:
        host: a loopback address.
        port: where to listen.
        origins: of sites that may show the chat in a frame.
        exactly: there and nowhere else, even where it is taken; the chat for visitors is at the
            port after it, else at any free one.
    """
    set_up_logging()
    return until_it_ends(_preview(host, port, origins, exactly=exactly))


def next_to(port: int) -> int:
    """Return the port of the chat for visitors, beside a page that stands exactly at `port`."""
    return port + 1 if 0 < port < _HIGHEST_PORT else 0


async def _preview(host: str, port: int, origins: tuple[str, ...], *, exactly: bool) -> None:
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
        chat_port = next_to(port) if exactly else 0
        await answer_until(stop, settings_of(local, database, origins, chat_port))


def settings_of(
    local: Preview, database: Path, origins: tuple[str, ...], port: int = 0
) -> Settings:
    """Return settings with a database and a port apart from those of a bot that runs for real."""
    options = Options(
        token=local.token, api_url=local.base_url, port=port, web=True, web_origins=origins
    )
    return Settings(options, f"sqlite:///{database}")


def _tell(local: Preview, database: Path) -> None:
    print(f"Preview: open {local.page_url} in a browser. Ctrl+C ends it.")
    print(f"What you write stays on this computer, in {database}, and is deleted at the end.")
    print(_FOR_REAL, flush=True)
