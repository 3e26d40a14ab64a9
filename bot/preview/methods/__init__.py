"""The methods of the Bot API that this server knows: importing this fills the table."""

from bot.preview.methods import (
    answering,
    chats,
    editing,
    guest,
    inline,
    media,
    profile,
    rich,
    sending,
    topics,
    updates,
    webhooks,
)
from bot.preview.methods.table import TABLE, Method

__all__ = [
    "TABLE",
    "Method",
    "answering",
    "chats",
    "editing",
    "guest",
    "inline",
    "media",
    "profile",
    "rich",
    "sending",
    "topics",
    "updates",
    "webhooks",
]
