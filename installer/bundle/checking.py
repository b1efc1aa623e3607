"""What must hold of a built program: each question answers with what is wrong, and nothing when all is well."""

import filecmp
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

LRELEASE = Path(sys.executable).with_name("pyside6-lrelease")
ELF = b"\x7fELF"
_LIBRARY = re.compile(r"could not resolve '([^']+)', dependency of '([^']+)'")
_MODULE = re.compile(r'Hidden import "([^"]+)" not found')
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_ABSENT = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def unresolved(
    warnings: Iterable[str], there: Collection[str], system: Mapping[str, str], own: tuple[str, ...]
) -> list[str]:
    """What PyInstaller only warns of: a library that nobody brings, or a module of ``own`` that it did not find.

    ``there``: names of the files that went in; what a plugin that stayed out lacks is nobody's business.
    """
    found = []
    for line in warnings:
        if (library := _LIBRARY.search(line)) and Path(library[2]).name in there and library[1] not in system:
            found.append(f"bibliothèque introuvable : {library[1]}, voulue par {Path(library[2]).name}")
        if (module := _MODULE.search(line)) and module[1].startswith(own):
            found.append(f"module introuvable : {module[1]}")
    return found


def libraries(folder: Path, system: Mapping[str, str]) -> list[str]:
    """Every library that a file names must lie in the folder or be brought by a package that ours asks for."""
    files = elf_files(folder)
    there = {file.name for file in folder.rglob("*")}
    lacking = {one for file in files for one in needed(file)} - there - system.keys()
    found = [f"bibliothèque ni livrée ni demandée au système : {name}" for name in sorted(lacking)]
    return found + [line for file in files for line in unloadable(file, folder, system)]


def elf_files(folder: Path) -> list[Path]:
    """Programs and libraries of Linux."""
    files = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink())
    return [one for one in files if is_elf(one)]


def is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(ELF)) == ELF


def needed(file: Path) -> list[str]:
    """The libraries that a file names itself."""
    return _NEEDED.findall(_told(["readelf", "-d", "-W", str(file)]))


def unloadable(file: Path, folder: Path, system: Mapping[str, str]) -> list[str]:
    """What the loader of this machine says of a file, as the program starts it."""
    places = {**os.environ, "LC_ALL": "C", "LD_LIBRARY_PATH": str(folder / "_internal")}
    told = _told(["ldd", str(file)], places)
    absent = [name for name in _ABSENT.findall(told) if name not in system]
    broken = "not a dynamic executable" in told and needed(file)
    return [f"{file.name} : {name} introuvable" for name in absent] + ([f"{file.name} : illisible"] if broken else [])


def translations(folder: Path) -> list[str]:
    """Texts that are not translated, or translated and not compiled since; of English, plurals alone are written."""
    found = [line for one in sorted(folder.glob("*.ts")) for line in unfinished(one)]
    return found + [line for one in sorted(folder.glob("*.ts")) for line in uncompiled(one)]


def unfinished(ts: Path) -> list[str]:
    """Messages without a finished translation, by their source."""
    messages = ET.parse(ts).iter("message")  # noqa: S314 - our own file
    return [f"{ts.name} : pas traduit : {one.findtext('source')}" for one in messages if not _finished(one)]


def uncompiled(ts: Path) -> list[str]:
    """Whether the compiled file beside it is another one than would be made of it now."""
    compiled = ts.with_suffix(".qm")
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / compiled.name
        subprocess.run([LRELEASE, "-silent", ts, "-qm", fresh], check=True)
        same = compiled.is_file() and filecmp.cmp(compiled, fresh, shallow=False)
    return [] if same else [f"{compiled.name} : n’est pas fait du {ts.name} d’à présent (pyside6-lrelease)"]


def lies_there(inner: Path, wanted: Iterable[str]) -> list[str]:
    """Files that the program reads and nobody imports."""
    return [f"fichier absent : {name}" for name in wanted if not any(inner.glob(name))]


def _finished(message: ET.Element) -> bool:
    told = message.find("translation")
    if told is None or told.get("type") == "unfinished":
        return False
    forms = told.findall("numerusform")
    return all((one.text or "").strip() for one in forms or [told])


def _told(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.stdout + done.stderr
