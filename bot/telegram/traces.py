"""What is remembered of the bot's last messages: which message each answered, and about what.

With it, an edited question changes its answer, and a reply to an old answer is understood. It holds
ids and what `Reply.about` holds, and no texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from bot.messages.codec import Codec
from bot.messages.json_value import Json

About = Mapping[str, Json]


class Trace(NamedTuple):
    """One message of the bot, stored as a JSON array.

    Attributes:
        reply: its id.
        answers: the person's message that it answers; None for a tap.
        about: what it is about; None where nothing can follow on it.
        fingerprint: of the words of the message that it answers.
    """

    reply: int
    answers: int | None
    about: About | None
    fingerprint: str | None = None

    def to_json(self) -> str:
        """Return the trace as JSON, as a store keeps it."""
        return _TRACE.dump(self)


def _or_none(value: Any, validate: ValidatorFunctionWrapHandler) -> Trace | None:
    try:
        trace: Trace = validate(value)
    except ValidationError:
        return None
    return trace


_TRACE = Codec[Trace](Trace, "trace")
_TRACES = Codec[list[Trace | None]](
    list[Annotated[Trace | None, WrapValidator(_or_none)]], "list of traces"
)


@dataclass(frozen=True, slots=True)
class Traces:
    """The last messages, the newest last."""

    traces: tuple[Trace, ...] = ()

    @classmethod
    def from_json(cls, stored: str) -> "Traces":
        """Load traces from JSON; what cannot be read is left out."""
        return cls(tuple(trace for trace in _TRACES.load(stored) if trace is not None))

    @property
    def newest(self) -> int | None:
        """The bot's last message."""
        return self.traces[-1].reply if self.traces else None

    def answers_to(self, message: int | None) -> tuple[int, ...]:
        """Return the messages that answered one of the person's, first to last."""
        answers = (trace.reply for trace in self.traces if trace.answers == message)
        return () if message is None else tuple(dict.fromkeys(answers))

    @property
    def answered(self) -> tuple[int, ...]:
        """The person's messages that were answered."""
        return tuple(trace.answers for trace in self.traces if trace.answers is not None)

    def fingerprint_of(self, message: int) -> str | None:
        """Return the fingerprint of a message as it was answered last; None where not known."""
        for trace in reversed(self.traces):
            if trace.answers == message and trace.fingerprint is not None:
                return trace.fingerprint
        return None

    def about(self, reply: int | None) -> About | None:
        """Return what a message of the bot is about, as it was last."""
        for trace in reversed(self.traces):
            if trace.reply == reply and trace.about is not None:
                return trace.about
        return None
