"""The socket at which the server answers.

The launcher holds it and its server processes share it: a caller who comes while none of them is up yet waits in the
queue instead of being refused.
"""

import os
import socket

from fofal_server.cluster import port as ports
from fofal_server.console.errors import Refusal

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
QUEUE = 512
_TRIES = 5


def listen(host: str, port: int | None, remembered: int | None) -> socket.socket:
    """A listening socket that child processes may inherit: on ``port``, else the one of last time, else a free one."""
    if port:
        try:
            return _open(host, port)
        except OSError as error:
            raise Refusal(f"Impossible d'écouter sur {host}, port {port} : {error.strerror or error}.") from error
    for _ in range(_TRIES):
        try:
            return _open(host, ports.choose(remembered))
        except OSError as error:
            remembered, refused = None, error  # taken between the look and the use, or an address that is not ours
    raise Refusal(f"Impossible d'écouter sur {host} : {refused.strerror or refused}.")


def refuse_plain(host: str) -> None:
    """Beyond this machine only by TLS (OWASP ASVS 5.0, 12.3.1): the server's own, or that of a proxy that is named."""
    told = ("FOFAL_TLS_CERT", "FOFAL_TRUSTED_PROXIES")
    if host not in LOOPBACK and not any(os.environ.get(name) for name in told):
        raise Refusal(
            f"Le serveur ne s'ouvre pas à d'autres machines ({host}) sans chiffrement : des mots de passe "
            "y passeraient en clair.\nDonnez un certificat (FOFAL_TLS_CERT, FOFAL_TLS_KEY), ou nommez le mandataire "
            "qui chiffre (FOFAL_TRUSTED_PROXIES)."
        )


def url_of(listener: socket.socket) -> str:
    """Where this machine finds the server: by TLS as soon as it has a certificate."""
    scheme = "https" if os.environ.get("FOFAL_TLS_CERT") else "http"
    host, port = listener.getsockname()[:2]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    return f"{scheme}://[{reachable}]:{port}" if ":" in reachable else f"{scheme}://{reachable}:{port}"


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.create_server((host, port), family=family, backlog=QUEUE)
    found.set_inheritable(True)
    return found
