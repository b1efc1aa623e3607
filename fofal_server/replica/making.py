"""The second machine becomes a replica: an installation whose PostgreSQL is a copy that goes on following."""

import shutil
from collections.abc import Callable
from pathlib import Path

from psycopg2 import OperationalError
from psycopg2.extensions import connection

from fofal_server.cluster import account, binaries, credentials, layout, place, standby, state
from fofal_server.cluster.account import give
from fofal_server.cluster.binaries import Binaries
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder, sync_folder, write_private
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import run
from fofal_server.cluster.url import connected
from fofal_server.replica import channel, links
from fofal_server.replica.asking import value
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.following import follow_line
from fofal_server.replica.invitation import Invitation
from fofal_server.replica.links import Links, Peer

_WITHIN = 24 * 3600.0
PATH = tuple[int, ...]


def make(invitation: Invitation, data_dir: Path, tell: Callable[[str], None] = lambda _step: None) -> None:
    """Copy the primary into an empty folder; raises ``ReplicaError`` where line, versions or copy are unfit."""
    channel.refuse_open(invitation.line.host, speaks_tls=invitation.line.authority is not None)
    if data_dir.exists() and any(data_dir.iterdir()):
        raise ReplicaError(f"Le dossier {data_dir} n'est pas vide. Donnez un dossier vide ou à créer.")
    programs = _programs(invitation)
    try:
        make_folder(data_dir, 0o711 if account.is_root() else 0o700)
        installation = _laid_out(invitation, data_dir)
        _refuse_unfit(invitation, programs, installation.place)
        tell("Copie de la base principale")
        _copy(invitation, installation)
        links.save(data_dir, Links(invitation.name, invitation.own, (Peer(invitation.primary, invitation.line),)))
    except BaseException:
        _undo(data_dir)
        raise


def _undo(data_dir: Path) -> None:
    """Leave nothing of what was begun: the folder was empty, and the next try wants it so."""
    elsewhere = state.load(data_dir).place
    for folder in (data_dir, *([Path(elsewhere)] if elsewhere else [])):
        shutil.rmtree(folder, ignore_errors=True)


def _programs(invitation: Invitation) -> Binaries:
    """The same major version reads the same files; a replica must not be older than what it repeats."""
    found = binaries.find(invitation.major)
    if _parts(found.release) < _parts(invitation.release):
        raise ReplicaError(
            f"La base principale est en PostgreSQL {invitation.release}, cette machine en {found.release} : "
            "mettez d'abord cette machine à jour."
        )
    return found


def _parts(release: str) -> PATH:
    return tuple(int(part) for part in release.split("."))


def _laid_out(invitation: Invitation, data_dir: Path) -> Installation:
    """Passwords and secrets of the primary, where PostgreSQL's account can reach its files."""
    credentials.keep(data_dir, invitation.credentials)
    for name, content in invitation.secrets.items():
        file = data_dir / name
        make_folder(file.parent, 0o700)
        write_private(file, content.decode())
    chosen = place.choose(data_dir, account.choose(data_dir / "postgres"), False)
    own = invitation.own
    listen = None if channel.is_loopback(own.host) else own.host
    state.save(data_dir, state.State(own.port, place=None if chosen == data_dir else str(chosen), listen=listen))
    runs_as = account.choose(chosen / "postgres")
    authority = invitation.line.keep_authority(chosen)
    if authority:
        give(authority, runs_as)
    return layout.install(chosen, runs_as, False, invitation.major)


def _refuse_unfit(invitation: Invitation, programs: Binaries, folder: Path) -> None:
    url = invitation.line.url(SUPERUSER, invitation.credentials.superuser, folder, "postgres")
    try:
        with connected(url) as line:
            _refuse_other(line, invitation, programs)
    except OperationalError as error:
        raise ReplicaError(
            f"La base principale ({invitation.line.host}:{invitation.line.port}) ne répond pas :\n{error}"
        ) from error


def _refuse_other(line: connection, invitation: Invitation, programs: Binaries) -> None:
    if standby.is_one(line):
        raise ReplicaError(f"{invitation.primary} est elle-même une réplique : suivez la base principale.")
    if str(value(line, "SELECT system_identifier FROM pg_control_system()")) != invitation.system:
        raise ReplicaError("Ce n'est pas la base qui a invité : son numéro est un autre. Invitez de nouveau.")
    if line.server_version // 10000 != programs.major:
        raise ReplicaError(
            f"La base principale est passée à PostgreSQL {line.server_version // 10000} : invitez de nouveau."
        )


def _copy(invitation: Invitation, installation: Installation) -> None:
    """Copy beside and rename, so that an interrupted run leaves nothing that could be started."""
    draft = installation.pgdata.with_name("postgres.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    give(draft, installation.account)
    dsn = follow_line(invitation, installation)
    options = [
        "-D",
        str(draft),
        "-X",
        "stream",
        "--slot",
        invitation.slot,
        "--checkpoint=fast",
        "--write-recovery-conf",
        "--no-password",
    ]
    program = installation.binaries.program("pg_basebackup")
    try:
        run(program, *options, "-d", dsn, account=installation.account, timeout=_WITHIN)
    except ClusterError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise ReplicaError(f"La base principale n'a pas pu être copiée. {error}") from error
    draft.replace(installation.pgdata)
    sync_folder(installation.place)
