"""What somebody asked for that outlives their session."""

from dataclasses import dataclass

from bot.messages.reminder import Reminder


@dataclass(frozen=True, slots=True)
class Standing:
    """What is sent to somebody later, whatever the conversation remembers.

    Attributes:
        reminders: what they want to be reminded of.
        news: the institutions whose news they want.
    """

    reminders: tuple[Reminder, ...] = ()
    news: tuple[str, ...] = ()


NOTHING = Standing()
"""Of somebody who asked for nothing."""
