"""The account that PostgreSQL runs under: it refuses to run as root."""

import dataclasses
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from fofal_server.cluster.errors import ClusterError

if os.name != "nt":
    import pwd

# Both have an entry in the password file; initdb fails for a bare uid.
PREFERRED = ("postgres", "nobody")


@dataclasses.dataclass(frozen=True)
class Account:
    """An ordinary account of this machine that root may become."""

    name: str
    uid: int
    gid: int


def choose(pgdata: Path) -> Account | None:
    """Return the account to drop to, or None where the present one will do.

    An existing cluster keeps the account that owns its files.
    """
    if not is_root():
        _refuse_foreign(pgdata)
        return None
    return _owner_of(pgdata) if pgdata.exists() else _first_preferred()


def is_root() -> bool:
    """Tell whether we are the one account PostgreSQL refuses."""
    return os.name != "nt" and os.geteuid() == 0


def privileges(account: Account | None) -> dict[str, Any]:
    """Give the arguments of `subprocess` that make a child run under the account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def may(account: Account, test: str, path: Path) -> bool:
    """Ask the system itself (`-r`, `-x`): modes, lists and mounts all count."""
    program = shutil.which("test", path="/usr/bin:/bin") or "test"
    answer = subprocess.run([program, test, str(path)], check=False, cwd="/", **privileges(account))
    return answer.returncode == 0


def give(path: Path, account: Account | None) -> None:
    """Hand a file or folder to the account."""
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _first_preferred() -> Account:
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in PREFERRED:
        if name in entries:
            return Account(name, entries[name].pw_uid, entries[name].pw_gid)
    raise ClusterError(
        "PostgreSQL refuse de tourner sous root et aucun compte « postgres » ou « nobody » n’existe. Tapez :\n"
        "    sudo useradd --system postgres"
    )


def _owner_of(pgdata: Path) -> Account:
    uid = pgdata.stat().st_uid
    if uid == 0:
        raise ClusterError(
            f"La base {pgdata} appartient à root, sous qui PostgreSQL refuse de tourner. Tapez :\n"
            f"    sudo chown -R postgres: '{pgdata}'"
        )
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        raise ClusterError(f"La base {pgdata} appartient à un compte qui n’existe plus (numéro {uid}).") from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _refuse_foreign(pgdata: Path) -> None:
    try:
        owner = pgdata.stat().st_uid
    except FileNotFoundError:
        return
    if os.name != "nt" and owner != os.geteuid():
        raise ClusterError(
            f"La base {pgdata} appartient à un autre compte (elle a sans doute été créée sous root). "
            "Relancez avec sudo, ou choisissez un autre dossier de données."
        )
