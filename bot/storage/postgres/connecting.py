"""How every connection to the server is made, and what holds for every transaction."""

from typing import Any, LiteralString

import psycopg
from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict

from bot.storage.address import PostgresAddress

OLDEST_SERVER = 140000
# What the address may say otherwise. A server that has gone without a word is noticed after half a
# minute; without these the system waits for hours.
_DEFAULTS = {
    "connect_timeout": "3",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
    "target_session_attrs": "read-write",
    "fallback_application_name": "razmena",
}
# Nothing is set for a session: behind a pooler the next transaction may be another program's.
BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
# Whoever waits for a lock for long finds out. An update is acknowledged to Telegram once it is
# kept, so its commit must have reached the disk, also where the server is set up to be quicker.
SET_UP: LiteralString = """
SELECT set_config('lock_timeout', '5s', true),
       set_config('statement_timeout', '20s', true),
       set_config('idle_in_transaction_session_timeout', '20s', true),
       set_config('synchronous_commit',
                  CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                  ELSE current_setting('synchronous_commit') END, true){more}
"""
SETTINGS: LiteralString = SET_UP.format(more="")


def parameters(address: PostgresAddress) -> dict[str, Any]:
    """Return what `AsyncConnection.connect` takes.

    Raises:
        psycopg.ProgrammingError: the address has a parameter that does not exist.
    """
    return {**_DEFAULTS, **conninfo_to_dict(address.url), "client_encoding": "UTF8"}


async def connect(address: PostgresAddress) -> "AsyncConnection[Any]":
    """Return a connection in which every statement is a transaction of its own unless one is begun.

    Raises:
        psycopg.Error: there is none to be had.
    """
    connection = await AsyncConnection.connect(autocommit=True, **parameters(address))
    try:
        await set_up(connection)
    except BaseException:
        await connection.close()
        raise
    return connection


async def set_up(connection: "AsyncConnection[Any]") -> None:
    """Check a new connection, and prepare no statements where a pooler stands in between.

    Raises:
        psycopg.Error: the server is too old, or gone again.
    """
    if connection.info.server_version < OLDEST_SERVER:
        raise psycopg.NotSupportedError("the server is older than PostgreSQL 14")
    # A pooler names a process of its own making; the one that answers is another.
    found = await connection.execute("SELECT pg_backend_pid()")
    if await found.fetchone() != (connection.info.backend_pid,):
        connection.prepare_threshold = None
