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
        words, (begin, size) = bytearray(file.read_bytes()), _strings(file)
        at = words.index(path.encode() + b"\0", begin, begin + size)
        words[at : at + len(path)] = bytes(len(path))
        file.write_bytes(words)
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


def _strings(file: Path) -> tuple[int, int]:
    """Where in a file the strings lie that its loader reads, and how many bytes; the same path may stand elsewhere."""
    told = subprocess.run(["objdump", "-h", "-j", ".dynstr", file], check=True, capture_output=True, text=True).stdout
    size, _, _, begin = next(line.split()[2:6] for line in told.splitlines() if " .dynstr " in line)
    return int(begin, 16), int(size, 16)
