"""Folders of the machine that built, which Python's own modules go on naming: nothing may be looked for there."""

import re
import subprocess
from pathlib import Path

AT_ONCE = 200
_SAID = re.compile(r"^\s*(\S+):\s+file format|^\s+(?:RUNPATH|RPATH)\s+(\S+)$", re.MULTILINE)


def forget(files: list[Path]) -> int:
    """Empty every search path that begins outside the program; how many there were."""
    found = [one for begin in range(0, len(files), AT_ONCE) for one in named(files[begin : begin + AT_ONCE])]
    for file, path in found:
        words = file.read_bytes()
        file.write_bytes(words.replace(path.encode() + b"\0", b"\0" * (len(path) + 1)))
    return len(found)


def named(files: list[Path]) -> list[tuple[Path, str]]:
    """Files that look for libraries in a folder of the system, and in which."""
    told = subprocess.run(["objdump", "-p", *files], check=True, capture_output=True, text=True).stdout
    file, found = Path(), []
    for name, path in _SAID.findall(told):
        if name:
            file = Path(name)
        elif path.startswith("/"):
            found.append((file, path))
    return found
