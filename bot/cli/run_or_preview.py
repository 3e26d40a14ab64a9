"""`python -m bot run-or-preview`: on Telegram where a token is set, else on this computer."""

import argparse
import os

from bot.cli import preview, run


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments: those of the preview."""
    preview.configure(parser)


def main(arguments: argparse.Namespace) -> int:
    """Run or serve the preview; returns the exit status."""
    if os.environ.get("BOT_TOKEN", "").strip():
        return run.main(arguments)
    return preview.main(arguments)
