"""The store in a PostgreSQL database, for several processes at a time.

Importing it needs the driver, psycopg; `bot.storage.opening` imports it only for such an address.
"""

from bot.storage.postgres.reading import read_notes, read_query
from bot.storage.postgres.store import PostgresStore

__all__ = ["PostgresStore", "read_notes", "read_query"]
