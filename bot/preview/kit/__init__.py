"""The test kit: people, chats and what they see; with what a test needs to know of the server."""

from bot.preview.call import Call
from bot.preview.chats import Chat, ChatEvent, Happening
from bot.preview.entities import utf16_length
from bot.preview.faults import Fault
from bot.preview.html_markup import parse_html
from bot.preview.kit.guest import ForeignChat
from bot.preview.kit.inbox import ButtonAnswer
from bot.preview.kit.inline import InlineAnswer, SeenInlineResult
from bot.preview.kit.rooms import GroupRoom, PrivateChat
from bot.preview.kit.seen import SeenButton, SeenMessage
from bot.preview.kit.telegram import LocalTelegram
from bot.preview.kit.writing import Tap
from bot.preview.methods import TABLE
from bot.preview.people import Person
from bot.preview.queries import QueryKind
from bot.preview.web_app import init_data

__all__ = [
    "TABLE",
    "ButtonAnswer",
    "Call",
    "Chat",
    "ChatEvent",
    "Fault",
    "ForeignChat",
    "GroupRoom",
    "Happening",
    "InlineAnswer",
    "LocalTelegram",
    "Person",
    "PrivateChat",
    "QueryKind",
    "SeenButton",
    "SeenInlineResult",
    "SeenMessage",
    "Tap",
    "init_data",
    "parse_html",
    "utf16_length",
]
