"""Database addresses, read strictly: what is wrong is told, the address itself never.

An address may hold a password. PostgreSQL's own library reads an address in which the password has
an unescaped `@` or `/` differently from what was meant, and then quotes parts of the password in
its errors; such an address is refused here, before that library sees it.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

_POSTGRES = {"postgresql", "postgres"}
_SQLITE_FORMS = (
    "sqlite:///file.db (in the working directory) or sqlite:////folder/file.db (from the root)"
)
_POSTGRES_FORM = "postgresql://user:password@host:5432/database"
_ESCAPE = (
    f"is not an address of a PostgreSQL database; allowed: {_POSTGRES_FORM}, where @ : / ? # % in "
    "a user's name or password are written as %40 %3A %2F %3F %23 %25"
)
_PLAIN = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%(?!00)[0-9A-Fa-f]{2})"
_HOST = r"(?:[A-Za-z0-9._-]+|(?:%2[Ff][A-Za-z0-9._-]*)+|\[[0-9A-Fa-f:.]+\])?(?::[0-9]{1,5})?"
_NETLOC = re.compile(
    rf"(?:(?P<user>{_PLAIN}+)(?::(?P<password>{_PLAIN}*))?@)?(?P<hosts>{_HOST}(?:,{_HOST})*)"
)
_DATABASE = re.compile(rf"{_PLAIN}{{1,128}}")
_QUERY = re.compile(r"[A-Za-z0-9_]+=[^=&@]*(?:&[A-Za-z0-9_]+=[^=&@]*)*")


class AddressError(ValueError):
    """A database address that cannot be used; the message says what is allowed, never the address.

    An address may hold a password.
    """


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A PostgreSQL database.

    Attributes:
        url: as PostgreSQL's library takes it; it may hold a password.
        name: for people: the database and where it is.
        secrets: what must be in no line of a log.
    """

    url: str = field(repr=False)
    name: str
    secrets: tuple[str, ...] = field(repr=False)


def read_address(url: str) -> Path | PostgresAddress:
    """Return the SQLite file, or the PostgreSQL database, that an address names.

    Raises:
        AddressError: for any other address.
    """
    scheme = url.partition(":")[0]
    if scheme in _POSTGRES:
        return _read_postgres(url)
    if scheme != "sqlite":
        raise AddressError(f"is not a database address; allowed: {_SQLITE_FORMS}, {_POSTGRES_FORM}")
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not name or name.endswith("/") or "\0" in name or name == ":memory:":
        raise AddressError(f"names no file; allowed: {_SQLITE_FORMS}")
    return Path(name)


def _read_postgres(url: str) -> PostgresAddress:
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        raise AddressError(_ESCAPE) from None
    netloc = _NETLOC.fullmatch(parts.netloc)
    database = parts.path.removeprefix("/")
    if (
        re.search(r"[\s\x00-\x1f\x7f#]", url)
        or not url.startswith((f"{parts.scheme}://",))
        or netloc is None
        or (parts.query and _QUERY.fullmatch(parts.query) is None)
        or (database and _DATABASE.fullmatch(database) is None)
    ):
        raise AddressError(_ESCAPE)
    query = dict(parse_qsl(parts.query))
    if not database and not query.get("dbname"):
        raise AddressError(f"names no database; allowed: {_POSTGRES_FORM}")
    written = [netloc["password"] or "", *_values(parts.query, "password")]
    where = unquote(netloc["hosts"] or query.get("host", "")) or "this machine"
    return PostgresAddress(
        url,
        f"{unquote(database) or query['dbname']} at {where}",
        tuple({form for each in written for form in (each, unquote(each)) if form}),
    )


def _values(query: str, key: str) -> list[str]:
    pairs = (pair.partition("=") for pair in query.split("&"))
    return [value for name, _, value in pairs if name == key]
