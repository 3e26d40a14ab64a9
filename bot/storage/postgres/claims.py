"""Claims: of several replicas one works on a chat's updates, and one sends its messages.

A claim is a replica's number in the first row of a chat (`replicas` says for how long it is good).
It costs no statement of its own: whoever writes a row writes its number with it. No transaction is
open while a turn lasts, and no session holds anything.

No wake-up is lost between replicas. Whoever finds the first row claimed by another, and not
locked, walks away, and may: the other locks that row before it looks once more whether there is
more. Whoever finds it locked looks again at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from psycopg import AsyncCursor

from bot.storage.postgres.arrays import array

Row = tuple[Any, ...]
Cursors = Sequence[AsyncCursor[Any]]

# `first` is what waits longest in each chat. It is taken where it is nobody's, or a dead replica's.
# Numbers of this replica in rows further back mean nothing: another one was quicker with the first.
TAKE = """
WITH asked AS (
    SELECT * FROM unnest(%(place)s::int[], %(bot)s::bigint[], %(chat)s::bigint[])
        AS asked (place, bot, chat)
), first AS MATERIALIZED (
    SELECT asked.*, found.number, found.taken_by,
        found.taken_by IS NULL
        OR NOT EXISTS (SELECT 1 FROM replica WHERE replica.id = found.taken_by) AS free
    FROM asked CROSS JOIN LATERAL (
        SELECT {number} AS number, taken_by FROM {table}
        WHERE {table}.bot = asked.bot AND {table}.chat = asked.chat {undone}
        ORDER BY {number} LIMIT 1
    ) AS found
), held AS (
    SELECT first.place FROM first JOIN {table}
    ON {table}.bot = first.bot AND {table}.{number} = first.number
    WHERE NOT free AND first.taken_by <> %(me)s {undone} FOR SHARE OF {table} SKIP LOCKED
), unlocked AS (
    SELECT first.place, first.bot, first.number FROM first JOIN {table}
    ON {table}.bot = first.bot AND {table}.{number} = first.number
    WHERE free AND {table}.taken_by IS NOT DISTINCT FROM first.taken_by {undone}
    FOR UPDATE OF {table} SKIP LOCKED
), claimed AS (
    UPDATE {table} SET taken_by = %(me)s FROM unlocked
    WHERE {table}.bot = unlocked.bot AND {table}.{number} = unlocked.number
    RETURNING unlocked.place
), given_back AS (
    UPDATE {table} SET taken_by = NULL FROM first
    WHERE {table}.bot = first.bot AND {table}.chat = first.chat {undone}
        AND {table}.taken_by = %(me)s AND {table}.{number} <> first.number
)
SELECT first.place, CASE
        WHEN first.taken_by = %(me)s OR first.place IN (SELECT place FROM claimed) THEN 'mine'
        WHEN first.place IN (SELECT place FROM held) THEN 'held' ELSE 'busy' END,
    first.number, {table}.person, {wanted}
FROM first
JOIN {table} ON {table}.bot = first.bot AND {table}.{number} = first.number
LEFT JOIN session ON session.bot = first.bot AND session.chat = first.chat
    AND session.person = {table}.person
"""


class InChat(Protocol):
    """Something that belongs to a chat of a bot."""

    @property
    def bot(self) -> int:
        """The bot."""

    @property
    def chat(self) -> int:
        """The chat."""


def columns(chats: Sequence[InChat]) -> dict[str, str]:
    """Return places, bots and chats, as statements about many chats want them."""
    return {
        "place": array(range(len(chats))),
        "bot": array(each.bot for each in chats),
        "chat": array(each.chat for each in chats),
    }


def whether(number: int, rows: Iterable[tuple[int]]) -> list[bool]:
    """Return for each place whether it is among the rows."""
    places = {place for (place,) in rows}
    return [place in places for place in range(number)]


def lock_number(*parts: object) -> int:
    """Return the number of an advisory lock: the same in every process, of 64 bits with a sign."""
    named = "/".join(("razmena", *map(str, parts)))
    digest = hashlib.blake2b(named.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
