"""A length or two dates as a stay, with how it was told."""

from collections.abc import Mapping
from typing import Self

from bot.messages.record import record
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.stance.stances import Stance, stance_of
from bot.understanding.tokens import Tokens


@record
class PlacedStay:
    """A length or two dates, with how it was told.

    Attributes:
        value: in the form of the facts.
        past: whether it was told as something past.
        start: index of its first word.
        stop: index after its last word.
        how: `about` where it was told as not exact.
        wished: whether it was told as something to come, not only named.
        cycle: the cycle of studies it was in, as far as one was named.
        kind: its programme, as far as one was named.
        parts: the stays that it is the sum of, where several were told together.
        remarked: whether words beside it say that it is over: "both finished".
        of_no_stay: whether it is over, and nothing says that somebody was away for it.
    """

    value: Mapping[str, int] | Mapping[str, str]
    past: bool
    start: int
    stop: int
    how: str | None = None
    wished: bool = True
    cycle: str | None = None
    kind: str | None = None
    parts: tuple[Mapping[str, int], ...] = ()
    remarked: bool = False
    of_no_stay: bool = False

    @classmethod
    def of(cls, message: Tokens, told: tuple[Stance, ...], length: Length) -> Self:
        """Return a length as the message tells it."""
        stance = stance_of(message, told, length.start, length.stop)
        past, wished = stance is Stance.PAST, stance is Stance.PLAN
        return cls(
            length.value, past, length.start, length.stop, length.how, wished, parts=length.parts
        )
