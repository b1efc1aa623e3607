"""Running PostgreSQL's programs in an environment that holds nothing of ours."""

import os
import subprocess
from pathlib import Path

from fofal_server.cluster.account import Account, privileges
from fofal_server.cluster.errors import ClusterError

# Whatever else our environment holds (PGHOST, secrets, LD_LIBRARY_PATH) is not PostgreSQL's business.
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "TMPDIR", "APPDATA", "USERPROFILE")


def environment() -> dict[str, str]:
    """Give what PostgreSQL's programs need, with messages in English so that they can be recognised."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LC_ALL": "C" if os.name == "nt" else "C.UTF-8"}


def run(program: Path, *arguments: str, account: Account | None = None, timeout: float = 120) -> str:
    """Run a program to its end and return its output; raise `ClusterError` with its last words if it fails."""
    try:
        done = subprocess.run(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd=program.anchor,
            timeout=timeout,
            check=False,
            **privileges(account),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ClusterError(f"Impossible d’exécuter {program} : {error}") from error
    output = bytes(done.stdout).decode("utf-8", "replace")
    if done.returncode != 0:
        raise ClusterError(f"{program.name} a échoué :\n{output.strip()[-2000:]}")
    return output
