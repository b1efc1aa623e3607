"""The primary lets another machine follow: a role and a slot of its own, a door in ``pg_hba.conf``, an invitation."""

import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from psycopg2.extensions import connection, encrypt_password
from psycopg2.sql import SQL, Identifier, Literal

from fofal_server.cluster import credentials, layout, role, standby, state
from fofal_server.cluster import port as ports
from fofal_server.cluster.url import connected
from fofal_server.replica import channel, doors, links
from fofal_server.replica.asking import rows, tell, value
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.invitation import Invitation
from fofal_server.replica.line import Line
from fofal_server.replica.links import Links, Peer

PREFIX = "fofal_"
KEPT = "1GB"
"""Log that the primary keeps of its own: without it, one that died could not be led back by ``pg_rewind``, which has to
read from the last checkpoint before the change."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
SECRETS = ("secrets", "backup-key")
"""Files of the data folder that the database is worth nothing without: sign-in's pepper, keys of tokens and backups."""


@dataclass(frozen=True)
class Asked:
    """``name``: of the replica to be, ``at``: where it finds us, ``standby``: where we find it, ``ours``: our name."""

    name: str
    at: str
    standby: str
    ours: str
    authority: str | None = None


def invite(data_dir: Path, superuser_url: str, asked: Asked) -> Invitation:
    """Prepare the primary, which runs, for a replica of that name; one that had it before needs the new invitation."""
    if not _NAME.fullmatch(asked.name):
        raise ReplicaError(
            f"« {asked.name} » : un nom de replique est fait de lettres sans accent, de chiffres et de _."
        )
    known = state.load(data_dir)
    with connected(superuser_url) as line:
        _refuse_unfit(line, asked)
        links_now = _linked(data_dir, asked, int(known.port or 0))
        own = next(one.line for one in links_now.peers if one.name == asked.name)
        password = secrets.token_urlsafe(24)
        _make_role(line, PREFIX + asked.name, password)
        _make_slot(line, PREFIX + asked.name)
        links.save(data_dir, links_now)
        state.save(data_dir, replace(known, listen=_listened(asked.at)))
        _open_doors(data_dir, links_now, tls=asked.authority is not None)
        tell(line, f"ALTER SYSTEM SET wal_keep_size = '{KEPT}'")
        tell(line, "SELECT pg_reload_conf()")
        return Invitation(
            name=asked.name, own=own, primary=links_now.name, line=links_now.line,
            role=PREFIX + asked.name, password=password, slot=PREFIX + asked.name,
            release=str(value(line, "SHOW server_version")).split()[0],
            system=str(value(line, "SELECT system_identifier FROM pg_control_system()")),
            credentials=credentials.load_or_make(data_dir, True), secrets=_secrets(data_dir),
        )  # fmt: skip


def is_heard(superuser_url: str, at: str) -> bool:
    """Whether PostgreSQL listens there already; otherwise it does from its next start on."""
    if channel.is_loopback(at):
        return True
    with connected(superuser_url) as line:
        return at in str(value(line, "SHOW listen_addresses")).split(",")


def _refuse_unfit(line: connection, asked: Asked) -> None:
    if standby.is_one(line):
        raise ReplicaError("Cette base est elle-même une réplique : invitez depuis la base principale.")
    if value(line, "SHOW wal_level") == "minimal":
        raise ReplicaError("Cette base est faite pour des essais : elle ne garde pas de journal à suivre.")
    tls = asked.authority is not None
    if tls and value(line, "SHOW ssl") != "on":
        raise ReplicaError("Ce PostgreSQL ne parle pas TLS (ssl = off) : une autorité ne servirait à rien.")
    for host in (asked.at, asked.standby):
        channel.refuse_open(host, speaks_tls=tls)


def _linked(data_dir: Path, asked: Asked, port: int) -> Links:
    """What we know of the others from now on; a replica on this very machine needs another port than ours."""
    line = Line(asked.at, port, asked.authority)
    known = links.load(data_dir) or Links(asked.ours, line)
    before = next((one.line.port for one in known.peers if one.name == asked.name), None)
    free = ports.choose(None) if asked.standby == asked.at else port
    return replace(known, line=line).with_peer(Peer(asked.name, Line(asked.standby, before or free, asked.authority)))


def _make_role(line: connection, name: str, password: str) -> None:
    """A role that may read the log and nothing else; the statement holds the verifier, never the password."""
    verifier = encrypt_password(password, name, line, "scram-sha-256")
    verb = SQL("ALTER" if role.exists(line, name) else "CREATE")
    tell(line, SQL("{} ROLE {} LOGIN REPLICATION PASSWORD {}").format(verb, Identifier(name), Literal(verifier)))


def _make_slot(line: connection, name: str) -> None:
    """Nothing is kept for it before the replica first comes; one that was given up begins anew."""
    found = rows(line, "SELECT active, wal_status FROM pg_replication_slots WHERE slot_name = %s", name)
    if found and found[0]["wal_status"] == "lost" and not found[0]["active"]:
        value(line, "SELECT pg_drop_replication_slot(%s)", name)
        found = []
    if not found:
        value(line, "SELECT pg_create_physical_replication_slot(%s)", name)


def _open_doors(data_dir: Path, known: Links, *, tls: bool) -> None:
    hosts = [known.line.host, *(one.line.host for one in known.peers)]
    roles = [PREFIX + one.name for one in known.peers]
    doors.open_to(layout.decide(data_dir, False), hosts, roles, tls=tls)


def _listened(at: str) -> str | None:
    return None if channel.is_loopback(at) else at


def _secrets(data_dir: Path) -> dict[str, bytes]:
    roots = [data_dir / name for name in SECRETS]
    files = [
        file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*"))) if file.is_file()
    ]
    return {file.relative_to(data_dir).as_posix(): file.read_bytes() for file in files}
