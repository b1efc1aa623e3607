"""By which names the server may be called: one name a request, and only those that were set, when some were."""

from collections.abc import Iterable
from dataclasses import dataclass

from fofal_server.core.errors import FofalError, Unreadable

Header = tuple[bytes, bytes]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Whoever asks from this machine: the launcher looks here whether its processes are ready."""


class Misdirected(Unreadable):
    """A request for somebody else (RFC 9110, 15.5.20)."""

    status = 421


@dataclass(frozen=True)
class Hosts:
    """``names`` in lower case without ports; none means that any name will do."""

    names: frozenset[str] = frozenset()

    def refusal(self, headers: Iterable[Header], version: str) -> FofalError | None:
        """What is wrong with the Host of a request, if anything (RFC 9112, 3.2)."""
        told = [value for name, value in headers if name == b"host"]
        if len(told) > 1 or (not told and version == "1.1"):
            return Unreadable("not_http")
        called = bare((told or [b""])[0].decode("latin-1"))
        if self.names and called not in self.names | LOOPBACK:
            return Misdirected("not_our_name")
        return None


def bare(host: str) -> str:
    """The name or address without its port: ``[::1]:8443`` is ``::1``, ``FOFAL.cm.:443`` is ``fofal.cm``."""
    text = host.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0].removesuffix(".")
