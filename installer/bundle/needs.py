"""What a built program needs of the system, as names of Debian's packages that are right on Ubuntu as well."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

LIBRARIES = Path(__file__).with_name("libraries.toml")
ELF = b"\x7fELF"
AT_ONCE = 200
_NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)
_VERSION = re.compile(r"\b(GLIBC|GLIBCXX)_([\d.]+)\b")
OF_GLIBCXX = (("3.4.30", "12"), ("3.4.29", "11"), ("3.4.28", "9.3"), ("3.4.26", "9"), ("3.4.25", "8"))
"""Since which release of GCC a version of its C++ library exists."""


class Unknown(ValueError):
    """A library that the program needs and no row names."""


def depends(folder: Path) -> list[str]:
    """Packages for everything that the program's own folder does not bring, the oldest that will do."""
    files = elves(folder)
    told = _told(files)
    brought = {one.name for one in folder.rglob("*") if ".so" in one.name}
    packages, missing = packaged(set(_NEEDED.findall(told)) - brought)
    if missing:
        raise Unknown(f"{LIBRARIES.name}: {', '.join(sorted(missing))}")
    least = {"libc6": highest(told, "GLIBC"), "libstdc++6": _of_gcc(highest(told, "GLIBCXX"))}
    return sorted(f"{one} (>= {least[one]})" if least.get(one) else one for one in packages)


def packaged(libraries: Iterable[str]) -> tuple[set[str], set[str]]:
    """The packages of these libraries, and the libraries of which none is known."""
    known: dict[str, str] = tomllib.loads(LIBRARIES.read_text(encoding="utf-8"))
    wanted = set(libraries)
    return {known[one] for one in wanted & set(known)}, wanted - set(known)


def highest(told: str, family: str) -> str:
    """The newest version of that family of symbols; empty where none is asked for."""
    found = {version for name, version in _VERSION.findall(told) if name == family}
    return max(found, key=lambda one: [int(part) for part in one.split(".")], default="")


def elves(folder: Path) -> list[Path]:
    """Programs and libraries in a folder, links left out."""
    files = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink())
    return [one for one in files if _begins(one) == ELF]


def _told(files: list[Path]) -> str:
    parts = (files[begin : begin + AT_ONCE] for begin in range(0, len(files), AT_ONCE))
    words = (["objdump", "-p", *map(str, part)] for part in parts)
    return "".join(subprocess.run(one, check=True, capture_output=True, text=True).stdout for one in words)


def _begins(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(len(ELF))


def _of_gcc(version: str) -> str:
    numbers = [int(part) for part in version.split(".")] if version else []
    return next((gcc for one, gcc in reversed(OF_GLIBCXX) if numbers <= [int(p) for p in one.split(".")]), "")
