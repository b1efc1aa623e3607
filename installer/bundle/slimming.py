"""What makes a built program smaller on Linux without taking anything from it."""

import subprocess
import sys
from pathlib import Path

from installer.bundle import icu

ELF = b"\x7fELF"
AT_ONCE = 50
"""Files that one process looks at."""


def slim(folder: Path, scratch: Path) -> None:
    """Take the symbols for debuggers out of the libraries, and of ICU's data the languages that nobody here speaks."""
    if sys.platform != "linux":
        return
    for library in folder.rglob("libicudata.so.*"):
        made = scratch / library.name
        icu.trimmed(library, made)
        made.replace(library)
    found = strippable(folder)
    for begin in range(0, len(found), AT_ONCE):
        subprocess.run(["strip", "--strip-unneeded", *found[begin : begin + AT_ONCE]], check=True)


def strippable(folder: Path) -> list[Path]:
    """Libraries whose symbols may go.

    Those in ``*.libs`` were changed by patchelf, whose work strip undoes: the loader refuses them afterwards.
    """
    files = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink() and ".so" in one.name)
    return [one for one in files if not one.parent.name.endswith(".libs") and _is_elf(one)]


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(ELF)) == ELF
