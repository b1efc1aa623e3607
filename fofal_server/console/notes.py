"""What one start of an installation leaves for the next one and for the console: where it answers, how it stood."""

import dataclasses
import json
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
    """The notes of a data folder; they only save time, so unreadable ones count as none."""
    try:
        return Notes(**json.loads((data_dir / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Notes()


def save(data_dir: Path, notes: Notes) -> None:
    """Leave the notes, whole or not at all."""
    write_private(data_dir / FILE, json.dumps(dataclasses.asdict(notes), indent=2) + "\n")
