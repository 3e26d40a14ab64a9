"""The test kit: people, chats and what they see."""

from bot.preview.kit.inbox import ButtonAnswer
from bot.preview.kit.rooms import PrivateChat, Tap
from bot.preview.kit.seen import Button, SeenMessage
from bot.preview.kit.telegram import LocalTelegram

__all__ = ["Button", "ButtonAnswer", "LocalTelegram", "PrivateChat", "SeenMessage", "Tap"]
