"""When a native part takes the program with it, a file says where each thread was; the next start tells of it.

The file names modules and lines of the program, nothing of what anybody typed or read.
"""

import faulthandler
from pathlib import Path

NOW, LAST = "fault.txt", "last-fault.txt"


def watch(folder: Path) -> Path | None:
    """Write there from now on, should it happen; what the run before left, None when it ended as it should."""
    try:
        last = _left(folder)
        faulthandler.enable((folder / NOW).open("w", encoding="utf-8"))
    except OSError:  # a full disk must not keep anybody from their work: it is written where errors go
        faulthandler.enable()
        return None
    return last


def _left(folder: Path) -> Path | None:
    folder.mkdir(parents=True, exist_ok=True)
    now, last = folder / NOW, folder / LAST
    if not now.exists() or now.stat().st_size == 0:
        return None
    return now.replace(last)
