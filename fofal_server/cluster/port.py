"""Free ports of the loopback interface."""

import secrets
import socket
import sys

from fofal_server.cluster.errors import ClusterError

HOST = "127.0.0.1"
# Below the range from which systems lend ports to outgoing connections, so that a remembered port stays ours.
_RANGE = range(20000, 32000)


def choose(remembered: int | None) -> int:
    """Return the remembered port if nobody took it, else another free one."""
    if remembered is not None and is_free(remembered):
        return remembered
    for port in secrets.SystemRandom().sample(_RANGE, 200):
        if is_free(port):
            return port
    raise ClusterError("Aucun port libre n’a été trouvé entre 20000 et 32000 sur 127.0.0.1.")


def is_free(port: int) -> bool:
    """Tell whether a server could listen on the port now."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # as PostgreSQL does: a connection just closed is no obstacle
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
