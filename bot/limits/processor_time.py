"""Processor time of each person or address: a token bucket of seconds."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

# An ordinary message takes a thousandth of this, the heaviest a fortieth.
SECONDS_AT_ONCE = 2.0
SECONDS_PER_SECOND = 0.04
# Whoever used so much of it lately waits behind others: two of the dearest messages.
_HEAVY = 1 / 20
_MOST_ACCOUNTS = 10_000


@dataclass(slots=True)
class _Account:
    seconds: float
    since: float


class ProcessorTime:
    """Counts the processor time that each one used, by the time at which it was used."""

    def __init__(self, shares: float = 1.0) -> None:
        """Nobody has used any yet.

        Args:
            shares: how many people's time one account has: many may stand behind an address.
        """
        self.at_once = shares * SECONDS_AT_ONCE
        self._per_second = shares * SECONDS_PER_SECOND
        self._accounts: OrderedDict[Hashable, _Account] = OrderedDict()

    def left(self, who: Hashable, now: float) -> float:
        """Return the seconds that one has left."""
        return self._account(who, now).seconds

    def charge(self, who: Hashable, seconds: float, now: float) -> None:
        """Take the processor time that something took from what one has left."""
        self._account(who, now).seconds -= seconds

    def is_heavy(self, who: Hashable) -> bool:
        """Say whether one used so much processor time lately that others come first."""
        account = self._accounts.get(who)
        return account is not None and account.seconds < self.at_once * (1 - _HEAVY)

    def _account(self, who: Hashable, now: float) -> _Account:
        account = self._accounts.get(who)
        if account is None:
            account = self._accounts[who] = _Account(self.at_once, now)
            if len(self._accounts) > _MOST_ACCOUNTS:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(who)
        # A clock that was set back gives nothing, and takes nothing for long either.
        passed = max(0.0, now - account.since)
        account.since = now
        account.seconds = min(self.at_once, account.seconds + passed * self._per_second)
        return account
