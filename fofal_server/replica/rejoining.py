"""The old primary comes back as a replica of the new one: what only it had is undone, then it follows."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection

from fofal_server.cluster import layout, lock, orphan, standby, state
from fofal_server.cluster.account import give
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import write_private
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import run
from fofal_server.cluster.url import connected
from fofal_server.replica import channel, links
from fofal_server.replica.asking import rows, tell, value
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.following import keep_following
from fofal_server.replica.invitation import Invitation
from fofal_server.replica.links import Links, Peer
from fofal_server.replica.standing import read

_WITHIN = 24 * 3600.0
_STREAMS_WITHIN = 120.0
_LOOK_EVERY = 0.2
_PASSWORDS = "replica-rewind.pass"


def rejoin(invitation: Invitation, data_dir: Path, tell_step: Callable[[str], None] = lambda _step: None) -> int:
    """Make the stopped installation follow the primary that invited it; the timeline they then share.

    Raises ``ReplicaError`` where it cannot: then a copy from the beginning (``replica init``) is the way.
    """
    channel.refuse_open(invitation.line.host, speaks_tls=invitation.line.authority is not None)
    with lock.hold(data_dir):
        installation = layout.decide(data_dir, False)
        _refuse_other(invitation, installation)
        orphan.end(installation)
        tell_step("Retour au point où les deux bases se sont séparées")
        _rewind(invitation, installation)
        keep_following(installation.pgdata, invitation, installation)
        own = invitation.own
        listen = None if channel.is_loopback(own.host) else own.host
        known = state.load(data_dir)
        state.save(data_dir, state.State(own.port, place=known.place, listen=listen))
        links.save(data_dir, Links(invitation.name, own, (Peer(invitation.primary, invitation.line),)))
    tell_step("Attente du rattrapage")
    return _caught_up(invitation, data_dir, installation)


@contextlib.contextmanager
def _primary(invitation: Invitation, folder: Path) -> Iterator[connection]:
    try:
        url = invitation.line.url(SUPERUSER, invitation.credentials.superuser, folder, "postgres")
        with connected(url) as line:
            yield line
    except psycopg2.OperationalError as error:
        raise ReplicaError(f"La nouvelle base principale ({invitation.line.host}) ne répond pas :\n{error}") from error


def _refuse_other(invitation: Invitation, installation: Installation) -> None:
    """Only a base of the same origin, whose new primary has said its timeline aloud, can be led back.

    Without that CHECKPOINT pg_rewind may answer that there is nothing to do, and the old primary would for ever show
    what nobody else has.
    """
    authority = invitation.line.keep_authority(installation.place)
    if authority:
        give(authority, installation.account)
    with _primary(invitation, installation.place) as line:
        if standby.is_one(line):
            raise ReplicaError(f"{invitation.primary} est elle-même une réplique : revenez vers la base principale.")
        tell(line, "CHECKPOINT")
    told = run(
        installation.binaries.program("pg_controldata"), "-D", str(installation.pgdata), account=installation.account
    )
    if invitation.system not in told:
        raise ReplicaError(
            "Les données d'ici ne viennent pas de cette base : repartez d'un dossier vide (replica init)."
        )


def _rewind(invitation: Invitation, installation: Installation) -> None:
    """Undo what only this copy has; an unclean end is recovered first, by PostgreSQL itself."""
    passwords = installation.place / _PASSWORDS
    write_private(passwords, f"*:*:*:{SUPERUSER}:{invitation.credentials.superuser}\n")
    give(passwords, installation.account)
    dsn = invitation.line.dsn(SUPERUSER, installation.place, passfile=str(passwords), dbname="postgres")
    program = installation.binaries.program("pg_rewind")
    try:
        run(program, "--target-pgdata", str(installation.pgdata), "--source-server", dsn, "--config-file",
            str(installation.pgdata / "postgresql.conf"), account=installation.account, timeout=_WITHIN)  # fmt: skip
    except ClusterError as error:
        raise ReplicaError(
            "Cette base ne peut pas être ramenée ; gardez son dossier et repartez d'un dossier vide par "
            f"« fofal-server replica init ». {error}"
        ) from error
    finally:
        passwords.unlink()


def _caught_up(invitation: Invitation, data_dir: Path, installation: Installation) -> int:
    """Start it, and see it stream on the primary's timeline with all that the primary had: only then it is back."""
    with _primary(invitation, installation.place) as line:
        timeline = int(value(line, "SELECT timeline_id FROM pg_control_checkpoint()"))
        position = str(value(line, "SELECT pg_current_wal_flush_lsn()"))
    give_up, pause = time.monotonic() + _STREAMS_WITHIN, threading.Event()
    with Cluster(data_dir) as cluster, connected(cluster.superuser_url) as line:
        while not _is_back(line, timeline, position):
            if time.monotonic() > give_up:
                raise ReplicaError(
                    f"Ramenée, mais elle ne suit pas la base principale après {_STREAMS_WITHIN:.0f} s. "
                    "Lisez log/postgresql."
                )
            pause.wait(_LOOK_EVERY)
    return timeline


def _is_back(line: connection, timeline: int, position: str) -> bool:
    following = read(lambda question: rows(line, question)).following
    if following is None or following.status != "streaming" or following.timeline != timeline:
        return False
    return bool(value(line, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", position))
