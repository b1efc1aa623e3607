"""A replica becomes the primary: only when the old one is out of the way, and because a person says so."""

from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection

from fofal_server.cluster import credentials, standby
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.layout import decide
from fofal_server.cluster.url import connected
from fofal_server.replica import links
from fofal_server.replica.asking import rows, tell, value
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.links import Links, Peer
from fofal_server.replica.standing import read
from fofal_server.replica.synchronous import SETTING

_WITHIN = 60
_ANSWERED = "FATAL"
"""PostgreSQL's own word in a refusal: whoever says it runs, even while he lets nobody in."""


@dataclass(frozen=True)
class Promoted:
    """The timeline before and after: they differ by the change that was made here."""

    before: int
    after: int


def refuse_while_alive(data_dir: Path, known: Links, password: str) -> None:
    """Raise ``ReplicaError`` while any other installation of this database still answers as a primary, or feeds us."""
    folder = decide(data_dir, False).place
    for peer in known.peers:
        state = _found(peer, password, folder)
        if state == "primary":
            raise ReplicaError(
                f"« {peer.name} » ({peer.line.host}) répond encore comme base principale : deux bases s'écarteraient "
                "l'une de l'autre. Arrêtez-la d'abord : le serveur, puis son alimentation ou son réseau."
            )
        if state == "silent":
            raise ReplicaError(
                f"« {peer.name} » ({peer.line.host}) vit encore, mais ne laisse pas entrer : elle démarre ou s'arrête. "
                "Attendez, ou coupez-la vraiment, puis recommencez."
            )


def refuse_superseded(data_dir: Path) -> None:
    """Raise ``ReplicaError`` where another installation took over while this one was away: it must not serve again."""
    known = links.load(data_dir)
    if known is None:
        return
    password, folder = credentials.load_or_make(data_dir, True).superuser, decide(data_dir, False).place
    for peer in known.peers:
        if _found(peer, password, folder) == "primary":
            raise ReplicaError(
                f"« {peer.name} » ({peer.line.host}) est devenue la base principale pendant que celle-ci était arrêtée."
                " Celle-ci ne sert plus : ramenez-la par fofal-server replica rejoin."
            )


def promote(superuser_url: str) -> Promoted:
    """Make the replica of this machine the primary; its CHECKPOINT tells every later ``pg_rewind`` the new timeline."""
    with connected(superuser_url) as line:
        if not standby.is_one(line):
            raise ReplicaError("Cette base n'est pas une réplique : elle est déjà la base principale.")
        _refuse_fed(line)
        before = int(value(line, "SELECT timeline_id FROM pg_control_checkpoint()"))
        _forget_old(line)
        if not value(line, f"SELECT pg_promote(true, {_WITHIN})"):
            raise ReplicaError(
                f"PostgreSQL n'a pas fini de devenir la base principale en {_WITHIN} s. Lisez son journal."
            )
        tell(line, "CHECKPOINT")
        return Promoted(before, int(value(line, "SELECT timeline_id FROM pg_control_checkpoint()")))


def _refuse_fed(line: connection) -> None:
    """Whoever still sends us its log is alive, whatever could be seen from here."""
    following = read(lambda question: rows(line, question)).following
    if following is not None and following.status == "streaming":
        raise ReplicaError(f"La base principale ({following.host}) envoie encore son journal : elle vit.")


def _forget_old(line: connection) -> None:
    """What the old primary waited for came along with its copy: nothing may wait for it here."""
    for name in (SETTING, "primary_conninfo", "primary_slot_name"):
        tell(line, f"ALTER SYSTEM RESET {name}")
    tell(line, "SELECT pg_reload_conf()")


def _found(peer: Peer, password: str, folder: Path) -> str:
    """What another installation is: ``primary``, ``standby``, ``silent`` (it runs, lets nobody in) or ``gone``."""
    try:
        with connected(peer.line.url(SUPERUSER, password, folder, "postgres")) as line:
            return "standby" if standby.is_one(line) else "primary"
    except psycopg2.OperationalError as error:
        return "silent" if _ANSWERED in str(error) else "gone"
