"""A local Telegram: Bot API server, a page in the look of a chat, and the test kit.

It knows nothing of what the bot talks about: it serves any bot that lets its Bot API address be
set. Nothing leaves this machine.
"""

from bot.preview.kit import LocalTelegram
from bot.preview.serving import DEFAULT_PORT, Preview, serve

__all__ = ["DEFAULT_PORT", "LocalTelegram", "Preview", "serve"]
