"""Between a store and its PostgreSQL server: counts what goes over the wire."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_START = 4  # a connection's first message has no letter
_LENGTH = 4


@dataclass
class Counts:
    """What was seen.

    Attributes:
        statements: how many the server was given to execute.
        round_trips: how often the program waited for an answer.
    """

    statements: int = 0
    round_trips: int = 0


class Wire:
    """Passes everything on, to the server's socket and back."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self.seen = Counts()
        self.port = 0
        self._open: list[asyncio.StreamWriter] = []
        self._serving: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Wire"]:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            self.end()
            await asyncio.gather(*self._serving)

    def url(self, database: str) -> str:
        plain = "sslmode=disable&gssencmode=disable"
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}?{plain}"

    def end(self) -> None:
        """End every connection, and take no new one, as a host that is gone."""
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_unix_connection(str(self._socket))
        except OSError:  # the server is away
            writer.close()
            return
        self._open += [writer, back]
        answered = asyncio.Event()
        answered.set()
        await asyncio.gather(self._up(reader, back, answered), self._down(there, writer, answered))

    async def _up(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answered: asyncio.Event
    ) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            first = await reader.readexactly(_START)
            writer.write(first + await reader.readexactly(int.from_bytes(first) - _LENGTH))
            while True:
                head = await reader.readexactly(1 + _LENGTH)
                if answered.is_set():
                    answered.clear()
                    self.seen.round_trips += 1
                self.seen.statements += head[:1] in (b"E", b"Q")
                writer.write(head + await reader.readexactly(int.from_bytes(head[1:]) - _LENGTH))
        writer.close()

    async def _down(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answered: asyncio.Event
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                answered.set()
                writer.write(data)
        writer.close()
