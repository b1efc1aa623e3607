"""Whether the line to another PostgreSQL is one on which nobody else reads: TLS, WireGuard, or inside this machine."""

import ipaddress
import json
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any

from fofal_server.replica.errors import ReplicaError

_WITHIN = 10.0


def refuse_open(host: str, *, speaks_tls: bool) -> None:
    """Raise ``ReplicaError`` unless the line to ``host`` is closed to others.

    ``speaks_tls``: the PostgreSQL over there has TLS and its certificate is proved against a known authority; the
    embedded one has none, and is only ever reached inside of a WireGuard network or on its own machine.
    """
    if speaks_tls or is_loopback(host) or is_wireguard(host):
        return
    raise ReplicaError(
        f"La ligne vers {host} est ouverte : les mots de passe et toute la base y passeraient en clair. Le "
        "PostgreSQL livré ne connaît pas TLS. Joignez les deux machines par WireGuard et donnez leurs adresses dans ce "
        "réseau, ou servez-vous d'un PostgreSQL du système avec TLS (ssl = on) et donnez son autorité (--authority)."
    )


def is_loopback(host: str) -> bool:
    """Whether the address is this machine's own; a name is not believed, for others may say where it leads."""
    found = _address(host)
    return found is not None and found.is_loopback


def is_wireguard(host: str) -> bool:
    """Whether the system sends what is meant for the address through a WireGuard interface (Linux)."""
    if _address(host) is None:
        return False
    device = device_of(_told("route", "get", host))
    return device is not None and device in wireguards(_told("-details", "link", "show"))


def device_of(routes: Iterable[dict[str, Any]]) -> str | None:
    """The interface of the route; for an address of this machine itself that is the loopback, whatever owns it."""
    for route in routes:
        if route.get("type") == "local":
            return _owner_of(str(route.get("prefsrc") or route["dst"]), _told("address", "show"))
        return str(route["dev"]) if "dev" in route else None
    return None


def wireguards(links: Iterable[dict[str, Any]]) -> set[str]:
    """Names of the interfaces that are WireGuard's."""
    kinds = ((str(one.get("ifname")), one.get("linkinfo", {}).get("info_kind")) for one in links)
    return {name for name, kind in kinds if kind == "wireguard"}


def _owner_of(address: str, links: Iterable[dict[str, Any]]) -> str | None:
    for one in links:
        if any(known.get("local") == address for known in one.get("addr_info", ())):
            return str(one["ifname"])
    return None


def _told(*words: str) -> list[dict[str, Any]]:
    """What the system's own ``ip`` says; nothing where it is absent or does not know the address."""
    program = shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return []
    done = subprocess.run([program, "-json", *words], capture_output=True, timeout=_WITHIN, check=False)
    found = json.loads(done.stdout or b"[]") if done.returncode == 0 else []
    return [one for one in found if one]


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
