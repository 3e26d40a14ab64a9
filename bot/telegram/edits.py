"""What an edited message means: a change of the last question, of an older one, or nothing.

Telegram sends `edited_message` also where no word changed (a link's preview came, a reaction was
set), and for messages of any age.
"""

from collections import OrderedDict
from enum import Enum, auto
from typing import NamedTuple

from bot.messages.event import Said
from bot.telegram.incoming import Incoming
from bot.telegram.traces import Traces

_REMEMBERED = 2000


class Edit(Enum):
    """How to take an edited message."""

    OF_THE_LAST = auto()  # as if it were said now
    OF_AN_OLDER = auto()  # changes its own answer, and nothing of the conversation since
    OF_NOTHING = auto()  # leave it alone


class _Latest(NamedTuple):
    message: int
    fingerprint: str | None


class Edits:
    """Judges edits by what is kept with the session, and by what was only just answered."""

    def __init__(self) -> None:
        # The reply to it may not be out yet, and nothing of it kept.
        self._latest: OrderedDict[tuple[int, int], _Latest] = OrderedDict()

    def note(self, incoming: Incoming) -> None:
        """Remember the last message of a person for the seconds until its reply is out."""
        if isinstance(incoming.what, Said) and incoming.message is not None:
            key = incoming.chat, incoming.person
            self._latest[key] = _Latest(incoming.message, incoming.fingerprint)
            self._latest.move_to_end(key)
            if len(self._latest) > _REMEMBERED:
                self._latest.popitem(last=False)

    def judge(self, incoming: Incoming, traces: Traces) -> Edit:
        """Say how to take an edited message."""
        number = incoming.message
        latest = self._latest.get((incoming.chat, incoming.person))
        if number is None:
            return Edit.OF_THE_LAST
        known = traces.fingerprint_of(number)
        if latest is not None and latest.message == number:
            known = latest.fingerprint
        if known is not None and known == incoming.fingerprint:
            return Edit.OF_NOTHING
        answered = traces.answered
        newest = max([*answered, 0 if latest is None else latest.message])
        if number >= newest:
            return Edit.OF_THE_LAST
        # Longer ago than anything that is remembered, it cannot be told what changed.
        is_forgotten = len(traces.traces) > 0 and number < min(answered, default=0)
        return Edit.OF_NOTHING if is_forgotten else Edit.OF_AN_OLDER
