"""The test kit: people, chats and what they see."""

from bot.preview.kit.guest import ForeignChat
from bot.preview.kit.inbox import ButtonAnswer
from bot.preview.kit.inline import InlineAnswer, InlineResult
from bot.preview.kit.rooms import Group, PrivateChat
from bot.preview.kit.seen import Button, SeenMessage
from bot.preview.kit.telegram import LocalTelegram
from bot.preview.kit.writing import Tap

__all__ = [
    "Button",
    "ButtonAnswer",
    "ForeignChat",
    "Group",
    "InlineAnswer",
    "InlineResult",
    "LocalTelegram",
    "PrivateChat",
    "SeenMessage",
    "Tap",
]
