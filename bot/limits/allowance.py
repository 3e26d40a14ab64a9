"""Per-user rate limit: a token bucket of messages, and one of processor time."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

AT_ONCE = 100
PER_SECOND = 1.0
# Processor time: an ordinary message takes a thousandth of this, the heaviest a fortieth.
SECONDS_AT_ONCE = 2.0
SECONDS_PER_SECOND = 0.04
# Whoever used so much of it lately waits behind others: two of the dearest messages.
_HEAVY = SECONDS_AT_ONCE / 20
# All of these together get this share of the time, so that hardly anybody else meets one of them.
_SHARE_OF_HEAVY = 0.02
REST_FACTOR = 1 / _SHARE_OF_HEAVY - 1
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
    seconds: float
    since: float
    noticed: bool = False


class Allowance:
    """Counts messages and processor time per person, by the time at which messages came in."""

    def __init__(self) -> None:
        self._accounts: OrderedDict[int, _Account] = OrderedDict()

    def rule(self, person: int, received: float) -> Ruling:
        """Say whether to answer a message, to say that there were too many, or to let it pass."""
        account = self._account(person, received)
        quiet = account.messages >= _QUIET * AT_ONCE and account.seconds >= _QUIET * SECONDS_AT_ONCE
        if quiet:
            account.noticed = False
        if account.messages >= 1 and account.seconds > 0:
            account.messages -= 1
            return Ruling.ANSWER
        if account.noticed:
            return Ruling.SILENCE
        account.noticed = True
        return Ruling.NOTICE

    def charge(self, person: int, seconds: float) -> None:
        """Take the processor time that a message took from what the person has left."""
        account = self._accounts.get(person)
        if account is not None:
            account.seconds -= seconds

    def is_heavy(self, person: int) -> bool:
        """Say whether a person used so much processor time lately that others come first."""
        account = self._accounts.get(person)
        return account is not None and account.seconds < SECONDS_AT_ONCE - _HEAVY

    def _account(self, person: int, received: float) -> _Account:
        account = self._accounts.get(person)
        if account is None:
            account = self._accounts[person] = _Account(AT_ONCE, SECONDS_AT_ONCE, received)
            if len(self._accounts) > _MOST_PEOPLE:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(person)
        # A clock that was set back gives nothing, and takes nothing for long either.
        passed = max(0.0, received - account.since)
        account.since = received
        account.messages = min(float(AT_ONCE), account.messages + passed * PER_SECOND)
        account.seconds = min(SECONDS_AT_ONCE, account.seconds + passed * SECONDS_PER_SECOND)
        return account
