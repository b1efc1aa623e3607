"""From what PyInstaller has put together to a program that may be delivered, or the reasons why it may not."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from fofal_server.cluster.binaries import WHEEL, wheel_root
from fofal_server.ops.libraries import locked
from installer.bundle import checking, inside, licences, slimming, system, trial
from installer.bundle.asked import Asked
from installer.bundle.contents import Program
from installer.bundle.owners import name_of, owners

INNER = "_internal"
UNUSED = ("include", "pkgconfig", "doc", "*.a", "*.py", "__pycache__", "ecpg")
"""Of PostgreSQL: what programs that are compiled against it need."""


class Warnings(logging.Handler):
    """Keeps what PyInstaller warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        logging.getLogger("PyInstaller").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def finish(root: Path, built: Path, program: Program, asked: Asked, sources: Iterable[str], said: list[str]) -> None:
    """Complete the folder ``built``; ends the build with all that is wrong with it."""
    inner, sources = built / INNER, list(sources)
    found, used = owners(sources), licences.places(sources)
    if program.name == "server":
        found = sorted([*found, bring_database(inner)], key=name_of)
        bring_metadata(root / program.lock, inner)
    slimming.slim(built, built.parent)
    parts = inside.parts(root, found, inner)
    wrong = [f"aucun texte de licence : {one}" for one in licences.lacking(found, parts, used)]
    if not wrong:
        inside.write(inner, program, asked, found, parts, used)
    wrong += inside.mistagged() + faults(root, built, program, said)
    if wrong:
        sys.exit(f"{program.executable} n’est pas livrable :\n  " + "\n  ".join(wrong))


def faults(root: Path, built: Path, program: Program, said: list[str]) -> list[str]:
    """What is wrong with a program."""
    there = {file.name for file in built.rglob("*")}
    known = system.OF[program.name]
    wrong = checking.unresolved(said, there, known, program.packages)
    wrong += checking.lies_there(built / INNER, program.read)
    if program.name == "desktop":
        wrong += checking.translations(root / "resources" / "translations")
    if sys.platform == "linux":
        wrong += checking.libraries(built, known)
    return wrong + tried(built, program)


def tried(built: Path, program: Program) -> list[str]:
    """The program loads all that it consists of."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = built / (program.executable + (".exe" if sys.platform == "win32" else ""))
    done = subprocess.run(
        [str(started), trial.ASKED], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    return [f"ne se charge pas : {done.stderr.strip()[-2000:]}"] if done.returncode else []


def bring_database(inner: Path) -> Distribution:
    """PostgreSQL as it was installed, with its modes and links; its programs find their libraries beside them."""
    root = wheel_root()
    if root is None:
        sys.exit(f"{WHEEL} n’est pas installé")
    for name in (WHEEL, f"{WHEEL}.libs"):
        if (root / name).exists():
            unused = shutil.ignore_patterns(*UNUSED)
            shutil.copytree(root / name, inner / name, symlinks=True, ignore=unused, dirs_exist_ok=True)
    return distribution(WHEEL)


def bring_metadata(lock: Path, inner: Path) -> None:
    """Versions of the libraries, which the server compares with its lock."""
    for name in locked(lock):
        one = distribution(name)
        folder = inner / f"{one.name}-{one.version}.dist-info"
        folder.mkdir(exist_ok=True)
        (folder / "METADATA").write_text(one.read_text("METADATA") or "", encoding="utf-8")
