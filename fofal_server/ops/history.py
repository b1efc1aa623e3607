"""What became of each backup, copy and drill: lines of a file beside the data, which a set takes along."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from fofal_server.cluster.files import write_private

FILE = "backup-history.jsonl"
MOST = 4000
"""Lines that are kept: three a night for more than three years."""
Deed = Literal["backup", "copy", "drill"]


@dataclass(frozen=True)
class Line:
    """One deed: of which set, how long it took, and ``words`` that say why it failed. ``size`` is bytes."""

    at: dt.datetime
    deed: Deed
    ok: bool
    set_id: str = ""
    seconds: float = 0.0
    size: int = 0
    words: str = ""


def keep(data_dir: Path, line: Line) -> None:
    """Write it after the others; the oldest go."""
    known = [*_lines(data_dir), json.dumps(asdict(line) | {"at": line.at.isoformat()}, ensure_ascii=False)]
    write_private(data_dir / FILE, "\n".join(known[-MOST:]) + "\n")


def of(data_dir: Path, since: dt.datetime, until: dt.datetime) -> list[Line]:
    """What was done from a moment to another, the oldest first; a line that cannot be read is none."""
    found = (_read(line) for line in _lines(data_dir))
    return sorted((one for one in found if one is not None and since <= one.at < until), key=lambda one: one.at)


def _lines(data_dir: Path) -> list[str]:
    try:
        return (data_dir / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _read(text: str) -> Line | None:
    try:
        told = json.loads(text)
        return Line(**(told | {"at": dt.datetime.fromisoformat(told["at"])}))
    except (ValueError, KeyError, TypeError):
        return None
