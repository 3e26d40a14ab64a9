"""Per-user rate limit: a token bucket of messages, beside the one of processor time."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

from bot.limits.processor_time import ProcessorTime

AT_ONCE = 100
PER_SECOND = 1.0
# A notice is given once, and again only after the person has been quiet for a while.
_QUIET = 0.5
_MOST_PEOPLE = 10_000


class Ruling(Enum):
    """What becomes of a message."""

    ANSWER = auto()
    NOTICE = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Account:
    messages: float
    since: float
    noticed: bool = False


class Allowance:
    """Counts messages per person, by the time at which they came in."""

    def __init__(self, processor_time: ProcessorTime | None = None) -> None:
        """Nobody has written yet.

        Args:
            processor_time: what each person has left of it, however they write.
        """
        self.processor_time = processor_time or ProcessorTime()
        self._accounts: OrderedDict[int, _Account] = OrderedDict()

    def rule(self, person: int, received: float) -> Ruling:
        """Say whether to answer a message, to say that there were too many, or to let it pass."""
        account = self._account(person, received)
        seconds = self.processor_time.left(person, received)
        is_rested = seconds >= _QUIET * self.processor_time.at_once
        if is_rested and account.messages >= _QUIET * AT_ONCE:
            account.noticed = False
        if account.messages >= 1 and seconds > 0:
            account.messages -= 1
            return Ruling.ANSWER
        if account.noticed:
            return Ruling.SILENCE
        account.noticed = True
        return Ruling.NOTICE

    def _account(self, person: int, received: float) -> _Account:
        account = self._accounts.get(person)
        if account is None:
            account = self._accounts[person] = _Account(AT_ONCE, received)
            if len(self._accounts) > _MOST_PEOPLE:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(person)
        # A clock that was set back gives nothing, and takes nothing for long either.
        passed = max(0.0, received - account.since)
        account.since = received
        account.messages = min(float(AT_ONCE), account.messages + passed * PER_SECOND)
        return account
