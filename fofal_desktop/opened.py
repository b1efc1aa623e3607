"""Files of records that were opened to be looked at: in a folder of the person alone, until sign-out."""

import shutil
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths


def opened_folder() -> Path:
    """Where they lie; readable by nobody else."""
    folder = _place()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def copy_of(key: str) -> Path:
    """Where the content of the attached file with this id lies once it was fetched, as the server has it.

    What another program is given is a copy of this, which a person may write into.
    """
    folder = opened_folder() / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / str(UUID(key))


def forget_opened() -> None:
    """Remove them: at sign-out, at the end and, after a power cut, at the next start.

    What another program still holds open stays (Windows allows nothing else) and goes the next time.
    """
    shutil.rmtree(_place(), ignore_errors=True)


def _place() -> Path:
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(cache) / "fofal" / "opened"
