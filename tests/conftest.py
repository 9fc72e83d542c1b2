"""No test leaves loopback: whatever tries to connect anywhere else fails, and says so."""

import ipaddress
import socket
from typing import Any

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto


class LeftLoopback(AssertionError):
    """A test tried to send something to a host that is not this machine."""


def _guard(address: Any) -> None:
    if isinstance(address, tuple) and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback:
        raise LeftLoopback(f"a test tried to reach {address[0]}")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(self: socket.socket, address: Any) -> None:
        _guard(address)
        _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _guard(address)
        return _connect_ex(self, address)

    def sendto(self: socket.socket, *args: Any) -> int:
        _guard(args[-1])
        return _sendto(self, *args)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", sendto)
