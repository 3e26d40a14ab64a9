"""What all tests share: the network is closed but for loopback."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

_connect = socket.socket.connect


class NetworkClosedError(RuntimeError):
    """A test tried to reach another machine."""


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise NetworkClosedError(f"tests may reach loopback only, not {host}")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def network_closed() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _loopback_only)
    yield
    patch.undo()
