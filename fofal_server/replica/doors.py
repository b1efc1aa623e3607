"""Who may come in from where (``pg_hba.conf``): a marked part of ours after what the administrator wrote."""

import ipaddress
import re
from collections.abc import Iterable

from fofal_server.cluster import role
from fofal_server.cluster.account import give
from fofal_server.cluster.files import write_private
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.installation import Installation
from fofal_server.replica.errors import ReplicaError

FILE = "pg_hba.conf"
BEGIN, END = "# FOFAL : réplication (partie écrite par fofal-server replica)", "# FOFAL : fin"
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def open_to(installation: Installation, addresses: Iterable[str], roles: Iterable[str], *, tls: bool) -> None:
    """Let these machines replicate, and do what a change of primary asks for: with passwords, and TLS if so."""
    path = installation.pgdata / FILE
    kind = "hostssl" if tls else "host"
    lines = [BEGIN]
    for address in sorted({*addresses}):
        net = _net(address)
        lines += [f"{kind} replication {name} {net} scram-sha-256" for name in sorted({*roles})]
        lines += [f"{kind} all {name} {net} scram-sha-256" for name in (SUPERUSER, role.APP)]
    kept = _without_ours(path.read_text(encoding="utf-8"))
    write_private(path, kept + "\n".join([*lines, END]) + "\n")
    give(path, installation.account)


def _net(host: str) -> str:
    """An address for itself; a name is PostgreSQL's to look up, in both directions."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        if _NAME.fullmatch(host):
            return host
        raise ReplicaError(f"« {host} » n'est ni une adresse ni un nom de machine.") from None
    return f"{found}/{found.max_prefixlen}"


def _without_ours(text: str) -> str:
    before, begun, rest = text.partition(BEGIN)
    after = rest.partition(END)[2].lstrip("\n") if begun else ""
    return before.rstrip("\n") + "\n" + after
