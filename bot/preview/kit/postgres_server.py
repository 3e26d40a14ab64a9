"""Run a PostgreSQL server for tests and measurements, on a socket in a folder of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import psycopg

MISSING = "the tests on PostgreSQL did NOT run: it is not installed (apt-get install postgresql)"
_DEBIAN = "/usr/lib/postgresql"
_PORT = 5432
# Nothing here must survive a power cut; the tests are about processes that die, not machines.
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
}
_WHO_MAY = "local all with_password scram-sha-256\nlocal all all trust\n"
PASSWORD = "pa$s/wo@rd-tajna"  # with what must be escaped in an address


def binaries() -> Path | None:
    """Return the folder of the server's programs; None where it is not installed."""
    on_path = shutil.which("initdb")
    if on_path is not None and shutil.which("postgres") is not None:
        return Path(on_path).parent
    found = sorted(Path(_DEBIAN).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


class PostgresServer:
    """A server that is started, stopped and killed at will."""

    def __init__(self, programs: Path, settings: Mapping[str, str] | None = None) -> None:
        """Choose a folder; `settings` come before the usual ones."""
        self._programs = programs
        self._settings = {**_SETTINGS, **(settings or {})}
        # Not in pytest's folder: only its owner may enter there, and a server refuses to be root.
        self.folder = Path(tempfile.mkdtemp(prefix="razmena-postgresql-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._owner: Mapping[str, Any] = {}
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._owner = {
                "user": account.pw_uid,
                "group": account.pw_gid,
                "extra_groups": (),
            }
        self._count = 0

    def __enter__(self) -> Self:
        """Make the server's files and start it."""
        try:
            self.create()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server and delete its files."""
        self.remove()

    def create(self) -> None:
        """Make the server's files and start it."""
        self._run(
            "initdb",
            *("--pgdata", str(self._data), "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--no-locale", "--no-sync", "--no-instructions"),
        )
        (self._data / "pg_hba.conf").write_text(_WHO_MAY)
        self.start()
        self.run_sql(
            "CREATE ROLE with_password LOGIN SUPERUSER PASSWORD " + _quoted(PASSWORD),
            "CREATE ROLE guest LOGIN",
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {**self._settings, "unix_socket_directories": str(self.folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self._data), *options],
                **self._owner,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
        until = time.monotonic() + 20
        while True:
            try:
                self.run_sql("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL does not start:\n{said[-2000:]}") from None
                time.sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT cuts its connections; SIGQUIT is as good as a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop it and delete its files."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        """Return the address of a database."""
        who = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{who}@/{database}?host={self.folder}"

    def new_database(self, more: str = "") -> str:
        """Make a database without tables; return its name."""
        self._count += 1
        name = f"test_{self._count}"
        self.run_sql(f"CREATE DATABASE {name} {more}")
        return name

    def empty(self, database: str) -> None:
        """Delete what is in a store's tables, and end whoever is still connected to it."""
        self.cut(database)
        self.run_sql(
            "TRUNCATE inbox, session, outbox, button_owner, note, polling, clearing, tally, "
            "replica, office_talk, office_copy, moved_chat, reminder, pace, salt, done_once, "
            "entry_draft, subscription, announcement, recipient RESTART IDENTITY",
            database=database,
        )

    def cut(self, database: str) -> None:
        """End every connection to a database, as a network fault does."""
        self.run_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            database=database,
        )

    def run_sql(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements; return the rows of the last one."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def connection(self, database: str) -> "psycopg.Connection[Any]":
        """Return a connection with a transaction, as of another program."""
        return psycopg.connect(self.url(database))

    @property
    def pid(self) -> int:
        """The process that the connections' own processes are children of."""
        if self._process is None:
            raise RuntimeError("the server does not run")
        return self._process.pid

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command, **self._owner, capture_output=True, check=False, cwd="/", text=True
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
