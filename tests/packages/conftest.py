"""A clean Debian made once, the packages of today and of the version before, and what is told of them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from fofal_server.contract.version import VERSION
from tests.packages import root
from tests.packages.root import Root
from tests.support.programs import program

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "packages"
"""What Debian sent, for the next run."""
BEFORE = "0.0.9"
"""The version before: the same program under another number."""

Told = Callable[..., None]


@dataclass(frozen=True)
class Packages:
    """The packages of one program."""

    before: Path
    now: Path


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Where systems are made; nobody else reads there, everybody passes."""
    with tempfile.TemporaryDirectory(prefix="fofal-packages-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built programs: those of FOFAL_DIST, else those of ``dist``, built where they are missing."""
    folder = Path(os.environ.get("FOFAL_DIST", ROOT / "dist"))
    for name in ("desktop", "server"):
        if not (folder / f"fofal-{name}").is_dir():
            words = [sys.executable, "-m", "PyInstaller", "build_spec.spec", "--noconfirm", "--distpath", folder]
            subprocess.run([*words, "--", name], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def debian(place: Path) -> Root:
    return root.debian(place / "debian", KEPT)


@pytest.fixture(scope="module")
def machine(debian: Root, place: Path, request: pytest.FixtureRequest) -> Iterator[Root]:
    """A clean one of this module's own."""
    found = debian.copied(place / request.module.__name__.rpartition(".")[2])
    yield found
    found.end()


@pytest.fixture(scope="session")
def packed(dist: Path, place: Path) -> Callable[[str], Packages]:
    """Makes the packages of a program: today's as it is given away, the one before in a hurry."""
    program("dpkg-deb", "dpkg")
    program("objdump", "binutils")
    from installer.bundle import deb

    def make(name: str) -> Packages:
        out = Path(os.environ.get("FOFAL_PACKAGES", place / "out"))
        return Packages(deb.build(name, dist, out, BEFORE, "none"), deb.build(name, dist, out, VERSION))

    return make


@pytest.fixture
def told(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Told:
    """Tell of one step that went well, with figures, for the page."""

    def tell(step: str, figures: str = "") -> None:
        record_property("step", {"section": request.module.SECTION, "step": step, "figures": figures})

    return tell


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    """Seconds since the block began."""
    began = time.monotonic()
    yield lambda: time.monotonic() - began
