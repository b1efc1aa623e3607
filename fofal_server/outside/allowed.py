"""Where a call may go: the hosts that the settings open, and never into our own network through one of their names."""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from fofal_server.core.opened import PORTS, Opened, opened
from fofal_server.outside.errors import NotAllowed, Unreachable

_HIDDEN = tuple(ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))
"""Ranges of IPv6 that carry an address of IPv4 in them: a translator would lead on to whatever that is."""


@dataclass(frozen=True)
class Target:
    """An address that was checked, and the name by which the server there has to prove itself."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def entries(words: Iterable[str]) -> tuple[Opened, ...]:
    return tuple(opened(word) for word in words)


def target(url: str, known: tuple[Opened, ...], hosts: tuple[str, ...]) -> Target:
    """Where ``url`` leads, looked up now; NotAllowed unless both the provider and the settings open it."""
    parts = _split(url)
    host = (parts.hostname or "").removesuffix(".")
    port = parts.port or PORTS.get(parts.scheme, 0)
    way = next((one for one in known if (one.scheme, one.host, one.port) == (parts.scheme, host, port)), None)
    if way is None or host not in hosts or parts.username is not None:
        raise NotAllowed(host=host or "?")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Target(parts.scheme, host, port, path, _addresses(host, port, own=way.own))


def _split(url: str) -> SplitResult:
    if re.search(r"[\x00-\x20\x7f-\U0010ffff\\]", url):  # what readers of addresses disagree on
        raise NotAllowed(host="?")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what refuses a port that is none
    except ValueError as error:
        raise NotAllowed(host="?") from error
    return parts


def _addresses(host: str, port: int, *, own: bool) -> tuple[str, ...]:
    """Every address of the name; one of them in our own network is enough to refuse all of a public name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(host=host) from error
    addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    if not own and not all(is_public(one) for one in addresses):
        raise NotAllowed(host=host)
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is of the wide world: not ours, not this machine's, not one hidden in another."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.ipv4_mapped or any(found in one for one in _HIDDEN)):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)
