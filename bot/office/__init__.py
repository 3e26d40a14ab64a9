"""Offices that answer what the bot cannot: who they are, when they work, how a question is named.

Pure: no I/O, and nothing of Telegram but the id of a chat.
"""

from bot.office.code import aside, code_of, coded, is_aside, new_code
from bot.office.hours import HoursError, OfficeHours, read_hours
from bot.office.offices import SILENCE_HOURS, Office, Offices

__all__ = [
    "SILENCE_HOURS",
    "HoursError",
    "Office",
    "OfficeHours",
    "Offices",
    "aside",
    "code_of",
    "coded",
    "is_aside",
    "new_code",
    "read_hours",
]
