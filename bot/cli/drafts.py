"""`python -m bot drafts`: entries that staff made of their answers, as YAML."""

import argparse
import asyncio
import os
import sys

from bot.cli.settings import SettingsError, read_database_url
from bot.storage import StorageError, read_query
from bot.storage.drafts import Draft, all_drafts

_CANNOT = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = "DATABASE_URL says which database, as for the bot itself."
    parser.add_argument("--approved", action="store_true", help="leave out what nobody approved")


def main(arguments: argparse.Namespace) -> int:
    """Print them, oldest first; returns the exit status."""
    try:
        drafts = asyncio.run(read_query(read_database_url(os.environ), all_drafts()))
    except (SettingsError, StorageError) as error:
        print(f"razmena: {error}", file=sys.stderr)
        return _CANNOT
    shown = [one for one in drafts if one.approved_by is not None or not arguments.approved]
    if not shown:
        print("There are none.", file=sys.stderr)
    for one in shown:
        print(f"# {one.code}: {_standing(one)}\n{one.content}")
    return 0


def _standing(draft: Draft) -> str:
    if draft.approved_by is None:
        return f"written by {draft.made_by}, not approved"
    return f"written by {draft.made_by}, approved by {draft.approved_by}"
