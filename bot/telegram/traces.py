"""What is remembered of the bot's last messages: which message each answered, and about what.

With it, an edited question changes its answer, and a reply to an old answer is understood. It holds
ids and what `Reply.about` holds, and no texts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

About = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """One message of the bot.

    Attributes:
        reply: its id.
        answers: the person's message that it answers; None for a tap.
        about: what it is about; None where nothing can follow on it.
        fingerprint: of the words of the message that it answers.
    """

    reply: int
    answers: int | None = None
    about: About | None = None
    fingerprint: str | None = None

    def to_json(self) -> str:
        """Return it as ASCII JSON, as a store keeps it."""
        kept: list[object] = [self.reply, self.answers, self.about]
        if self.fingerprint is not None:
            kept.append(self.fingerprint)
        return json.dumps(kept, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Traces:
    """The last messages, the newest last."""

    traces: tuple[Trace, ...] = ()

    @classmethod
    def from_json(cls, kept: str) -> "Traces":
        """They from what a store kept; what cannot be read is left out."""
        return cls(tuple(trace for each in json.loads(kept) if (trace := _read(each))))

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
        """Of the words of a person's message, as it was answered last; None where not known."""
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


def _read(kept: object) -> Trace | None:
    match kept:
        case [int(reply), int() | None as answers, dict() | None as about]:
            return Trace(reply, answers, about)
        case [int(reply), int() | None as answers, dict() | None as about, str(fingerprint)]:
            return Trace(reply, answers, about, fingerprint)
    return None
