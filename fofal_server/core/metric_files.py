"""The folder in which the server processes of a machine count together, so that any of them answers for all."""

import shutil
from pathlib import Path

FOLDER = "metrics"
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the counting library looks; it has to be set before it is loaded."""


def emptied(data_dir: Path) -> Path:
    """The folder as a start needs it: counters begin at nothing with the launcher, not with each process."""
    folder = data_dir / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def forget(folder: Path, pid: int) -> None:
    """Drop what a process that died said of itself; what it counted stays counted."""
    for path in folder.glob(f"gauge_live*_{pid}.db"):
        path.unlink(missing_ok=True)
