"""What is kept of a visitor's chat: the conversation's session, and the last answers.

An answer is kept so that a message which is sent again, because the network lost the answer, gets
the same one and is not answered twice.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue.state.session import Session
from bot.messages.codec import Codec
from bot.storage import WEB_BOT, Address

_CHAT = re.compile(r"[A-Za-z0-9_-]{22}")
_MESSAGE = re.compile(r"[A-Za-z0-9_-]{8,32}")
_MOST_KEPT = 3
# So many answers can still be said to have helped or not.
_MOST_RATED = 10

Shown = list[dict[str, Any]]


def is_chat(given: object) -> bool:
    """Say whether something is the id of a chat: 128 bits that a browser chose at random."""
    return isinstance(given, str) and _CHAT.fullmatch(given) is not None


def is_message(given: object) -> bool:
    """Say whether something is the id of a message within a chat."""
    return isinstance(given, str) and _MESSAGE.fullmatch(given) is not None


def address_of(chat: str) -> Address:
    """Return where a chat is kept: under a digest, so that the database tells nobody its id."""
    digest = hashlib.blake2b(chat.encode(), digest_size=16, person=b"razmena chat").digest()
    chat_number, person = (
        int.from_bytes(half, "big", signed=True) for half in (digest[:8], digest[8:])
    )
    return Address(WEB_BOT, chat_number, person)


@dataclass(frozen=True, slots=True)
class _Stored:
    session: str
    answered: list[tuple[str, Shown]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


_STORED = Codec[_Stored](_Stored, "visitor")


@dataclass(frozen=True, slots=True)
class WebVisitor:
    """A visitor's chat as it is kept.

    Attributes:
        session: what the conversation remembers.
        answered: the last answers by the id of the message, the newest last.
        asked: the subjects of the last answers that were asked about whether they helped.
    """

    session: Session = field(default_factory=Session.new)
    answered: tuple[tuple[str, Shown], ...] = ()
    asked: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, stored: str) -> "WebVisitor":
        """Return a visitor from JSON; one that cannot be read begins anew, and is told so."""
        try:
            kept = _STORED.load(stored)
        except ValueError:
            return cls(Session(restarted=True))
        return cls(Session.from_json(kept.session), tuple(kept.answered), tuple(kept.asked))

    def to_json(self) -> str:
        """Return the visitor as JSON."""
        stored = _Stored(self.session.to_json(), list(self.answered), list(self.asked))
        return _STORED.dump(stored)

    def answer_to(self, message: str) -> Shown | None:
        """Return what a message was answered with; None where that is not known."""
        return dict(self.answered).get(message)

    def after(self, session: Session, message: str, shown: Shown) -> "WebVisitor":
        """Return the visitor once a message was answered."""
        asked = (*self.asked, *(each["rated"] for each in shown if "rated" in each))
        return replace(
            self,
            session=session,
            answered=self._with(message, shown),
            asked=asked[-_MOST_RATED:],
        )

    def rated(self, subject: str, message: str, shown: Shown) -> "WebVisitor | None":
        """Return the visitor once an answer was rated; None for one that was not asked about."""
        if subject not in self.asked:
            return None
        asked = list(self.asked)
        asked.remove(subject)
        return replace(self, answered=self._with(message, shown), asked=tuple(asked))

    def _with(self, message: str, shown: Shown) -> tuple[tuple[str, Shown], ...]:
        return (*self.answered, (message, shown))[-_MOST_KEPT:]
