"""An SFTP account as second place: the server proves itself by a key that is known beforehand."""

import contextlib
import errno
import io
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import cast

import paramiko

from fofal_server.backup.files import open_plain
from fofal_server.backup.places.access import Access, Target
from fofal_server.backup.places.place import Given, Held, NotThere, PlaceError, broken, moment
from fofal_server.cluster.errors import ExposedError
from fofal_server.cluster.files import read_private

CONNECT, ANSWER = 10.0, 60.0
"""Seconds for a line, and for any one answer on it."""
_PORTION, _AHEAD = 1 << 18, 64
_DRAFT = ".part"
_BROKEN = (OSError, EOFError, paramiko.SSHException)


class Sftp:
    """One line to the server for as long as the place is open."""

    def __init__(self, client: paramiko.SFTPClient, root: str, name: str) -> None:
        self._client, self._root, self.name = client, PurePosixPath(root), name

    def prepare(self) -> None:
        with self._told():
            self._make(self._root)

    def files(self, below: str = "") -> dict[str, Held]:
        with self._told():
            return dict(self._below(self._root / below))

    def send(self, source: Path, name: str) -> None:
        target = self._root / name
        draft = str(target) + _DRAFT
        with self._told():
            self._make(target.parent)
            with open_plain(source) as read, self._client.open(draft, "wb") as written:
                written.set_pipelined(True)
                shutil.copyfileobj(read, written, _PORTION)
            known = source.stat()
            if self._client.stat(draft).st_size != known.st_size:  # nobody waits for the answer to each portion
                raise PlaceError(broken(self.name, "il n'a pas pris tout le fichier"))
            self._client.utime(draft, (known.st_atime, known.st_mtime))
            self._client.posix_rename(draft, str(target))

    @contextlib.contextmanager
    def read(self, name: str) -> Iterator[Given]:
        path = str(self._root / name)
        with self._told(), self._client.open(path, "rb") as stream:
            known = stream.stat()
            stream.prefetch(known.st_size, _AHEAD)
            yield Given(cast(io.BufferedReader, stream), moment(known.st_mtime or 0))

    def remove(self, name: str) -> None:
        path = self._root / name
        with self._told():
            self._client.remove(str(path))
            if path.parent != self._root and not self._client.listdir(str(path.parent)):
                self._client.rmdir(str(path.parent))

    def _below(self, folder: PurePosixPath) -> Iterator[tuple[str, Held]]:
        try:
            entries = self._client.listdir_attr(str(folder))
        except FileNotFoundError:
            return
        for one in entries:
            path = folder / one.filename
            if stat.S_ISDIR(one.st_mode or 0):
                yield from self._below(path)
            else:
                yield str(path.relative_to(self._root)), Held(one.st_size or 0, moment(one.st_mtime or 0))

    def _make(self, folder: PurePosixPath) -> None:
        for one in (*reversed(folder.parents), folder):
            try:
                self._client.stat(str(one))
            except FileNotFoundError:
                self._client.mkdir(str(one), 0o700)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotThere(f"Ce qui est cherché n'est pas dans {self.name}.") from error
        except PermissionError as error:
            raise PlaceError(f"Le second lieu {self.name} refuse l'écriture ou la lecture : donnez à ce compte les "
                             "droits sur ce dossier.") from error  # fmt: skip
        except _BROKEN as error:
            raise PlaceError(broken(self.name, _why(error))) from error


@contextlib.contextmanager
def opened(access: Access, target: Target) -> Iterator[Sftp]:
    """A line to the account, closed at the end. Raises ``PlaceError`` with what is to be mended."""
    with paramiko.SSHClient() as ssh:
        _known(ssh, access, target)
        ssh.set_missing_host_key_policy(paramiko.RejectPolicy())
        yield Sftp(_line(ssh, access, target), target.path, access.address)


def _known(ssh: paramiko.SSHClient, access: Access, target: Target) -> None:
    if access.known_hosts is None:
        raise PlaceError(
            "FOFAL_BACKUP_COPY_KNOWN_HOSTS manque : le fichier des clés d'hôte connues. Faites-le par « ssh-keyscan -p "
            f"{target.port} {target.host} », et comparez avec l'empreinte que donne le serveur."
        )
    try:
        ssh.load_host_keys(str(access.known_hosts))
    except OSError as error:
        raise PlaceError(f"Le fichier des clés d'hôte {access.known_hosts} est illisible.") from error


def _line(ssh: paramiko.SSHClient, access: Access, target: Target) -> paramiko.SFTPClient:
    try:
        ssh.connect(
            target.host, target.port, target.user, access.password, key_filename=_key_file(access), timeout=CONNECT,
            banner_timeout=CONNECT, auth_timeout=CONNECT, channel_timeout=CONNECT, allow_agent=False,
            look_for_keys=False,
        )  # fmt: skip
        client = ssh.open_sftp()
    except paramiko.BadHostKeyException as error:
        raise PlaceError(
            f"Le serveur de {access.address} n'a pas la clé d'hôte connue : il a été réinstallé, ou un autre se fait "
            "passer pour lui. Rien ne lui a été dit. Vérifiez son empreinte auprès de qui le tient."
        ) from error
    except paramiko.AuthenticationException as error:
        raise PlaceError(
            f"Le second lieu {access.address} refuse ce compte : la clé ou le mot de passe n'est pas celui qu'il "
            "connaît."
        ) from error
    except _BROKEN as error:
        raise PlaceError(f"Le second lieu {access.address} ne peut pas être joint : {_why(error)}.") from error
    channel = client.get_channel()
    assert channel is not None  # noqa: S101 - it was opened a line above
    channel.settimeout(ANSWER)
    return client


def _key_file(access: Access) -> str | None:
    """Where the private key is; a file that other accounts may read is refused."""
    if access.ssh_key is None:
        return None
    try:
        read_private(access.ssh_key)
    except ExposedError as error:
        raise PlaceError(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceError(f"La clé SSH {access.ssh_key} est illisible.") from error
    return str(access.ssh_key)


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "pas de réponse à temps"
    if isinstance(error, paramiko.SSHException) and "not found in known_hosts" in str(error):
        return "sa clé d'hôte n'est pas dans le fichier de FOFAL_BACKUP_COPY_KNOWN_HOSTS"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "plus de place"
    return str(error) or "ligne coupée"
