"""What tests do to the database file behind the store's back."""

import sqlite3
from contextlib import closing
from pathlib import Path


def overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def move(path: Path, to: Path) -> None:
    path.rename(to)


def delete(path: Path) -> None:
    path.unlink()


def content(path: Path) -> bytes:
    return path.read_bytes()


def files_beside(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def set_aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}-damaged-*"))


def empty_log(path: Path) -> None:
    """Move everything from the write-ahead log into the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def zero(path: Path) -> None:
    """As a disk that lost a file's content, but not its size."""
    path.write_bytes(b"\0" * path.stat().st_size)


def spoil_page_with(path: Path, marker: bytes) -> None:
    """Overwrite the last page that holds `marker`."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    whole = path.read_bytes()
    page = whole.rindex(marker) // size
    with path.open("r+b") as file:
        file.seek(page * size)
        file.write(b"\xff" * size)
