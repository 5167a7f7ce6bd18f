import asyncio
import socket
from contextlib import suppress

import pytest

from tests.services.network import NetworkGuard, is_inside

# Reserved for documentation: nobody answers there.
OUTSIDE = "192.0.2.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "", None, b"/run/socket", ("127.0.0.1", 25)])
def test_this_machine_is_inside(host: object) -> None:
    assert is_inside(host)


@pytest.mark.parametrize("host", [OUTSIDE, "2001:db8::1", "example.org", ("example.org", 443), "localhost.example.org"])
def test_anything_else_is_outside(host: object) -> None:
    assert not is_inside(host)


def test_a_connection_to_this_machine_is_let_through(no_network: NetworkGuard) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert not no_network.attempts


def test_a_connection_outside_is_refused_and_remembered(no_network: NetworkGuard) -> None:
    with pytest.raises(ConnectionRefusedError, match="beyond this machine"):
        socket.create_connection((OUTSIDE, 80), timeout=1)
    assert no_network.attempts
    no_network.attempts.clear()


def test_code_that_swallows_the_refusal_is_caught_too(no_network: NetworkGuard) -> None:
    with suppress(OSError):
        asyncio.run(asyncio.open_connection("example.org", 80))
    assert no_network.attempts
    no_network.attempts.clear()
