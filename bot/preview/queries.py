"""Tapped buttons, inline and guest queries, which wait a short while for the bot's answer."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.preview.refusal import bad_request

LIFETIME = 15.0
"""Seconds in which a query can be answered. Telegram does not publish the number; bots meet
"query is too old" after ten to sixty seconds, depending on the kind and the load."""

_FIRST_ID = 4_321_000_000_000_000_001


class QueryKind(StrEnum):
    """What a query waits for; an answer of another kind does not fit it."""

    TAP = "tap"
    INLINE = "inline"
    GUEST = "guest"


@dataclass(slots=True)
class OpenQuery:
    """A query that waits for its answer."""

    id: str
    kind: QueryKind
    person_id: int
    chat_id: int | None
    asked_at: float
    is_answered: bool = False


@dataclass(slots=True)
class Queries:
    """All queries asked so far."""

    _asked: dict[str, OpenQuery] = field(default_factory=dict)

    def ask(
        self, kind: QueryKind, person_id: int, now: float, *, chat_id: int | None = None
    ) -> str:
        """Return the id of a new query; a tap tells the chat in which its answer is shown."""
        query_id = str(_FIRST_ID + len(self._asked))
        self._asked[query_id] = OpenQuery(query_id, kind, person_id, chat_id, now)
        return query_id

    def answer(self, kind: QueryKind, query_id: str, now: float) -> OpenQuery:
        """Mark a query as answered and return it.

        Raises:
            RefusalError: there is no such query, it was answered, or it waited too long.
        """
        query = self._asked.get(query_id)
        is_open = query is not None and query.kind is kind and not query.is_answered
        if query is None or not is_open or now - query.asked_at > LIFETIME:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        query.is_answered = True
        return query
