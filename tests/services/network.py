"""No test reaches beyond this machine: an attempt is refused, and fails the test even when the code swallows it."""

import ipaddress
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

# Where each event of the interpreter carries the place it wants to reach.
EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


def is_inside(host: object) -> bool:
    """True for this machine by name or address, and for what is no host, such as the path of a Unix socket."""
    if isinstance(host, tuple):
        host = host[0]
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str) or host in {"", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.startswith(("/", "\0"))
    return address.is_loopback or address.is_unspecified


@dataclass
class NetworkGuard:
    watching: bool = False
    attempts: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watching and event in EVENTS and not is_inside(arguments[EVENTS[event]]):
            self.attempts.append(f"{event} {arguments[EVENTS[event]]}")
            raise ConnectionRefusedError(f"tests may not reach beyond this machine: {self.attempts[-1]}")


@pytest.fixture(scope="session")
def network_guard() -> NetworkGuard:
    guard = NetworkGuard()
    # The interpreter cannot forget a hook, so there is one a worker, switched on for the length of a test.
    sys.addaudithook(guard.hear)
    return guard


@pytest.fixture(autouse=True)
def no_network(network_guard: NetworkGuard) -> Iterator[NetworkGuard]:
    network_guard.attempts.clear()
    network_guard.watching = True
    yield network_guard
    network_guard.watching = False
    if network_guard.attempts:
        pytest.fail(f"reached beyond this machine, use a server of the fixtures: {network_guard.attempts}", False)
