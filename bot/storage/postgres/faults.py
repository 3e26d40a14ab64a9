"""PostgreSQL's errors in words for an operator, without the values that were being written."""

import psycopg

from bot.storage.address import PostgresAddress
from bot.storage.store import StorageError

_LONGEST_REASON = 200
_BY_STATE = {
    "25006": "may not be written: the server is read-only, as a standby is",
    "42501": "refuses its user: it must be allowed to make and change tables",
    "53100": "cannot grow: the disk is full; free some space",
    "53300": "has no connection left; raise max_connections, or run fewer replicas",
    "55P03": "is locked by another program; end what it does there",
    "57014": "does not answer in time",
}
_BY_CLASS = {
    "08": "cannot be reached",
    "40": "was changed by somebody else at the same moment",
    "57": "is starting or stopping",
}
_PASSING = ("starting up", "shutting down", "in recovery", "connection slots", "too many")
# Another try may do, as nothing of the first one is left.
_COLLISIONS = ("40001", "40P01")


def is_collision(error: psycopg.Error) -> bool:
    """Return whether two transactions got into each other's way, so that the same again may do."""
    return error.sqlstate in _COLLISIONS


def storage_error(error: psycopg.Error, address: PostgresAddress) -> StorageError:
    """Return the error as one line that names the database."""
    state = error.sqlstate or ""
    if "statement pooling" in str(error):
        return StorageError(
            f"the database {address.name} is behind a pooler in statement mode, which has no "
            "transactions; set pool_mode to transaction or session"
        )
    if state:
        # The server's own words may quote what was being written.
        what = _BY_STATE.get(state) or _BY_CLASS.get(state[:2]) or "cannot be used"
        return StorageError(f"the database {address.name} {what} ({state})")
    if isinstance(error, psycopg.DataError | psycopg.ProgrammingError):
        return StorageError(f"the database {address.name} cannot be used ({type(error).__name__})")
    return StorageError(
        f"the database {address.name} cannot be reached ({_reason(error, address)})"
    )


def is_passing(error: psycopg.OperationalError) -> bool:
    """Return whether a server that refused a connection may grant one in a moment.

    Its refusals have no code at that point, only words, and they begin with "FATAL".
    """
    words = str(error)
    refused = "FATAL" in words or "fe_sendauth" in words
    return not refused or any(part in words for part in _PASSING)


def _reason(error: psycopg.Error, address: PostgresAddress) -> str:
    """Return the connection library's words: they tell of hosts and users, and quote no rows."""
    # What follows the last "failed:" is the reason; what is before it, the address; what stands on
    # further lines, a hint.
    words = str(error).rpartition("failed: ")[2].strip().partition("\n")[0]
    for secret in address.secrets:
        words = words.replace(secret, "[cut]")
    return words[:_LONGEST_REASON] or type(error).__name__
