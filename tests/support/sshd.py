"""A real SSH server for a test: its own port, host key and folder, SFTP only; gone afterwards."""

import getpass
import os
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fofal_server.backup.places.access import Access
from fofal_server.cluster import port as ports
from tests.support.patience import PATIENCE
from tests.support.programs import program
from tests.support.until import until

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/known.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class Sshd:
    """``known`` may sign in, ``stranger`` not; ``known_hosts`` holds the server's key."""

    folder: Path
    port: int

    def access(self, root: Path, *, port: int | None = None, **other: Path) -> Access:
        """A folder of the machine over SFTP, by another port where something stands in between."""
        port = port or self.port
        hosts = self.folder / f"known_hosts-{port}"
        hosts.write_text(f"[127.0.0.1]:{port} {(self.folder / 'host.pub').read_text()}")
        address = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{root}"
        return Access(address, **({"known_hosts": hosts, "ssh_key": self.folder / "known"} | other))


@contextmanager
def sshd(folder: Path, most: int | None = None) -> Iterator[Sshd]:
    """The server; with ``most`` no file of it grows beyond so many bytes."""
    server = program("sshd", "openssh-server")
    for name in ("host", "other", "known", "stranger"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(make, check=True, stdin=subprocess.DEVNULL)
    found = Sshd(folder, ports.choose(None))
    (folder / "config").write_text(CONFIG.format(port=found.port, folder=folder))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where Debian lets it give up its rights

    def bounded() -> None:
        if most is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [server, "-D", "-e", "-f", str(folder / "config")],
            stdin=subprocess.DEVNULL,
            stderr=log,
            preexec_fn=bounded,  # noqa: PLW1509 - it asks two things of the system and takes no lock
        )
    try:
        until(lambda: process.poll() is None and _listens(found.port))
        yield found
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
