"""What one start of an installation leaves for the next one and for the console: where it answers, how it stood.

Servers that share a folder, on a database that somebody else runs, each leave notes of their own.
"""

import dataclasses
import glob
import json
import platform
from pathlib import Path

from fofal_server.cluster.files import write_private

FILE = "server.json"


@dataclasses.dataclass(frozen=True)
class Notes:
    """``url`` only while a server runs; ``revision`` and ``demo`` as the last start left them."""

    port: int | None = None
    revision: str = ""
    demo: bool = False
    url: str | None = None
    pid: int | None = None


def load(data_dir: Path) -> Notes:
    """The notes of who holds a data folder alone; they only save time, so unreadable ones count as none."""
    return _read(data_dir / FILE)


def running(data_dir: Path) -> list[Notes]:
    """Those of the servers of this machine that have not said that they ended."""
    own = data_dir.glob(f"server-{glob.escape(platform.node())}-*.json")
    found = [_read(file) for file in (data_dir / FILE, *sorted(own))]
    return [one for one in found if one.url]


def name(port: int | None) -> str:
    """Of the file of notes: a server that may be one of several is told by its port, None for one alone."""
    return f"server-{platform.node()}-{port}.json" if port else FILE


def save(file: Path, notes: Notes) -> None:
    """Leave the notes, whole or not at all."""
    write_private(file, json.dumps(dataclasses.asdict(notes), indent=2) + "\n")


def _read(file: Path) -> Notes:
    try:
        return Notes(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Notes()
