"""The test kit: people, chats and what they see."""

from bot.preview.kit.guest import ForeignChat
from bot.preview.kit.inbox import ButtonAnswer
from bot.preview.kit.inline import InlineAnswer, SeenInlineResult
from bot.preview.kit.rooms import GroupRoom, PrivateChat
from bot.preview.kit.seen import SeenButton, SeenMessage
from bot.preview.kit.telegram import LocalTelegram
from bot.preview.kit.writing import Tap

__all__ = [
    "ButtonAnswer",
    "ForeignChat",
    "GroupRoom",
    "InlineAnswer",
    "LocalTelegram",
    "PrivateChat",
    "SeenButton",
    "SeenInlineResult",
    "SeenMessage",
    "Tap",
]
