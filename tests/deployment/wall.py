"""A server behind the shipped firewall: a machine of its own with three cards, and somebody at the other end of each."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE
from tests.support.programs import program

FILE = Path(__file__).resolve().parents[2] / "installer" / "server" / "nftables" / "fofal.nft"
SIDES = {
    "office": ("eth0", "192.168.1.{}", 24),
    "router": ("eth0", "198.51.100.{}", 24),
    "vpn": ("wg0", "10.90.0.{}", 24),
    "outside": ("eth1", "203.0.113.{}", 24),
    "ipv6": ("eth0", "fd00::{}", 64),
}
"""Card and net of each side; the server is 1, who calls is 2. ``router``: from Internet, by the card of the office."""

SERVED = (22, 80, 443, 2379, 3000, 5432, 6379, 8000, 8001, 8008, 9090, 9093)
SERVING = """
import asyncio, sys

async def serve():
    for port in sys.argv[1:]:
        await asyncio.start_server(lambda reader, writer: writer.close(), ("0.0.0.0", "::"), int(port))
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
"""
KNOCKING = """
import asyncio, sys

async def answered(host, port):
    try:
        async with asyncio.timeout(1.5):
            reader, writer = await asyncio.open_connection(host, port)
            await reader.read()
            writer.close()
        return port
    except OSError:
        return None

async def knock(host, *ports):
    print(*[port for port in await asyncio.gather(*(answered(host, port) for port in ports)) if port])

asyncio.run(knock(sys.argv[1], *sys.argv[2:]))
"""
ECHO = """
import socket, sys

family, protocol, asked, answer, head = (
    (socket.AF_INET6, socket.IPPROTO_ICMPV6, b"\\x80\\0\\0\\0\\0\\0\\0\\1", 129, 0) if ":" in sys.argv[1] else
    (socket.AF_INET, socket.IPPROTO_ICMP, b"\\x08\\0\\xf7\\xfe\\0\\0\\0\\1", 0, 20)
)
with socket.socket(family, socket.SOCK_RAW, protocol) as line:
    line.settimeout(1.5)
    line.sendto(asked, (sys.argv[1], 0))
    while line.recv(100)[head] != answer:
        pass
"""
"""Ends well when an echo came back; each packet is its type, code and sum, then the first of number nothing."""


@dataclass(frozen=True)
class Wall:
    """``server`` and ``people`` are network namespaces, joined by the three cards."""

    server: str
    people: str

    def load(self) -> None:
        self.rules("-f", str(FILE))

    def rules(self, *words: str) -> str:
        return run(*within(self.server), "nft", *words)

    def open(self, side: str, ports: Iterable[int] = SERVED) -> list[int]:
        """Which of the ports answer somebody of that side, each as often as it was knocked at."""
        told = run(*within(self.people), sys.executable, "-c", KNOCKING, address(side, 1), *map(str, ports))
        return [int(port) for port in told.split()]

    def doors(self) -> dict[str, list[int]]:
        """Which ports answer whom, asked of all sides at once."""
        with ThreadPoolExecutor() as knocking:
            return dict(zip(SIDES, knocking.map(self.open, SIDES), strict=True))

    def echoes(self, side: str) -> bool:
        words = [*within(self.people), sys.executable, "-c", ECHO, address(side, 1)]
        return subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False).returncode == 0

    def counted(self, name: str) -> int:
        """Packets of one of the counters of the file."""
        (found,) = json.loads(self.rules("-j", "list", "counter", "inet", "fofal", name))["nftables"][1:]
        return int(found["counter"]["packets"])


def address(side: str, end: int) -> str:
    return SIDES[side][1].format(end)


@contextmanager
def wall() -> Iterator[Wall]:
    """Without rules as yet, every port of ``SERVED`` served; gone after the block."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("network namespaces are made by root")
    program("nft", "nftables")
    program("ip", "iproute2")
    found = Wall(f"fofal-wall-{os.getpid()}", f"fofal-people-{os.getpid()}")
    with ExitStack() as held:
        for name in (found.server, found.people):
            run("ip", "netns", "add", name)
            held.callback(run, "ip", "netns", "del", name)
            run("ip", "-netns", name, "link", "set", "lo", "up")
        _join(found)
        held.enter_context(_serving(found.server))
        yield found


def _join(found: Wall) -> None:
    for card in {card for card, _, _ in SIDES.values()}:
        ends = ("type", "veth", "peer", "name", card, "netns", found.people)
        run("ip", "-netns", found.server, "link", "add", card, *ends)
        for name in (found.server, found.people):
            run("ip", "-netns", name, "link", "set", card, "up")
    for side, (card, _, length) in SIDES.items():
        known = ("nodad",) if side == "ipv6" else ()
        for end, name in enumerate((found.server, found.people), 1):
            run("ip", "-netns", name, "address", "add", f"{address(side, end)}/{length}", "dev", card, *known)


@contextmanager
def _serving(name: str) -> Iterator[None]:
    words = [*within(name), sys.executable, "-c", SERVING, *map(str, SERVED)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        assert serving.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            serving.kill()


def within(name: str) -> tuple[str, ...]:
    """The words that let a program run on that machine."""
    return ("ip", "netns", "exec", name)


def run(*words: str) -> str:
    """What a program says that ends well."""
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout
