"""How many messages of one person are answered: far more than anybody types, but not all."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

AT_ONCE = 100
PER_SECOND = 1.0
# A notice is given once, and again only after the person has been quiet for a while.
_QUIET = AT_ONCE / 2
_MOST_PEOPLE = 10_000


class Ruling(Enum):
    """What becomes of a message."""

    ANSWER = auto()
    NOTICE = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Account:
    left: float
    since: float
    noticed: bool = False


class Allowance:
    """Counts per person, by the time at which messages came in."""

    def __init__(self) -> None:
        self._accounts: OrderedDict[int, _Account] = OrderedDict()

    def rule(self, person: int, received: float) -> Ruling:
        """Whether to answer a message, to say that there were too many, or to let it pass."""
        account = self._accounts.get(person)
        if account is None:
            account = self._accounts[person] = _Account(AT_ONCE, received)
            if len(self._accounts) > _MOST_PEOPLE:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(person)
        passed = max(0.0, received - account.since)
        account.left = min(float(AT_ONCE), account.left + passed * PER_SECOND)
        account.since = max(account.since, received)
        if account.left >= _QUIET:
            account.noticed = False
        if account.left >= 1:
            account.left -= 1
            return Ruling.ANSWER
        if account.noticed:
            return Ruling.SILENCE
        account.noticed = True
        return Ruling.NOTICE
