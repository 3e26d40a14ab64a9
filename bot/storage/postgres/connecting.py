"""How every connection to the server is made."""

from typing import Any

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
# The same from the server's side: a replica whose machine has died holds its claims no longer than
# half a minute. Whoever waits for a lock for long finds out; an idle connection is no fault here.
# An update is acknowledged to Telegram once it is kept, so a commit must have reached the disk,
# also where the server is set up to be quicker than that.
_SETTINGS = """
SELECT set_config('tcp_keepalives_idle', '10', false),
       set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '3', false),
       set_config('tcp_user_timeout', '20000', false),
       set_config('idle_session_timeout', '0', false),
       set_config('lock_timeout', '5s', false),
       set_config('statement_timeout', '20s', false),
       set_config('idle_in_transaction_session_timeout', '20s', false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('synchronous_commit',
                  CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                  ELSE current_setting('synchronous_commit') END, false)
"""


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
    """Make a new connection behave as the store expects.

    Raises:
        psycopg.Error: the server does not allow it.
    """
    if connection.info.server_version < OLDEST_SERVER:
        raise psycopg.NotSupportedError("the server is older than PostgreSQL 14")
    await connection.execute(_SETTINGS)
