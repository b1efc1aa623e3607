"""One way out that the settings open, read from its word in ``FOFAL_OUTSIDE_HOSTS``."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]+")


@dataclass(frozen=True)
class Opened:
    """``own``: an origin written out is a server of ours.

    A bare name is a public server: https on its usual port, at public addresses only.
    """

    scheme: str
    host: str
    port: int
    own: bool


def opened(entry: str) -> Opened:
    """Read ``api.example.org``, or ``http://192.168.1.20:8080`` for a server of ours; ValueError when it is neither."""
    own = "://" in entry
    parts = urlsplit(entry if own else f"https://{entry}")
    host = (parts.hostname or "").removesuffix(".")
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in PORTS or more or not _HOST.fullmatch(host) or not (own or entry == host):
        raise ValueError("un nom (api.exemple.org), ou l'origine d'un serveur de la maison (http://10.0.0.5:8080)")
    return Opened(parts.scheme, host, parts.port or PORTS[parts.scheme], own)
