"""A real PgBouncer between the store and its PostgreSQL server."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.preview.kit.postgres_server import PostgresServer

MISSING = "PgBouncer is not installed (apt-get install pgbouncer): NOT tested behind a pooler"
_SETTINGS = """
[databases]
* = host={host} port=5432 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 200
logfile = {folder}/log
pidfile = {folder}/pid
"""


def program() -> str | None:
    """Where it is; None where it is not installed."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


class Pooler:
    """Where it listens."""

    def __init__(self, port: int) -> None:
        self._port = port

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{database}"


@contextmanager
def pooling(server: PostgresServer, mode: str) -> Iterator[Pooler]:
    """Run it in such a mode."""
    found = program()
    assert found is not None, MISSING
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="razmena-pgbouncer-"))
    settings = folder / "pgbouncer.ini"
    # In session mode every connection of a replica has one of the server's for itself.
    size = 40 if mode == "session" else 6
    settings.write_text(
        _SETTINGS.format(host=server.folder, port=port, mode=mode, folder=folder, size=size)
    )
    who: dict[str, Any] = {}
    if os.getuid() == 0:  # it refuses to be root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": ()}
    running = subprocess.Popen([found, "-q", str(settings)], **who, cwd="/")
    try:
        _until_it_listens(port, running)
        yield Pooler(port)
    finally:
        running.kill()
        running.wait()
        shutil.rmtree(folder)


def _until_it_listens(port: int, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 10
    while True:
        assert running.poll() is None, "PgBouncer does not start"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "PgBouncer does not listen"
            time.sleep(0.02)
        else:
            return
