"""Files that are there whole or not at all, for one person's eyes; nothing of Qt is loaded for them."""

import os
import sys
from pathlib import Path


def write_whole(file: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write beside, to the disk itself, then take the place: a power cut leaves the old file or the new one.

    What is not ``lasting`` is left to the system to bring to the disk: a power cut may spoil it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
            written.write(content)
            if lasting:
                written.flush()
                os.fsync(written.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if lasting:
        _settle(file.parent)


def _settle(folder: Path) -> None:
    """Have the name of the new file on the disk too; Windows does it with the file."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
