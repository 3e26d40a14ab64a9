"""Pictures sent together come as messages of their own; they get one notice."""

from collections import OrderedDict

from bot.telegram.incoming import Incoming

_REMEMBERED = 1000


class Albums:
    """Knows which albums were answered already."""

    def __init__(self) -> None:
        self._answered: OrderedDict[tuple[int, str], None] = OrderedDict()

    def was_answered(self, incoming: Incoming) -> bool:
        """Say whether another message of the same album was answered; from now on it is."""
        if incoming.album is None:
            return False
        key = incoming.chat, incoming.album
        known = key in self._answered
        self._answered[key] = None
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)
        return known
