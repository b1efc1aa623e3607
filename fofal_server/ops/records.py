"""What the last drill came to, kept beside the data: a small file that survives whatever the database does."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from fofal_server.cluster.files import write_private
from fofal_server.ops.drill import Report

FILE = "last-drill.json"
LATEST = dt.timedelta(hours=26)
"""A day, and the time that a backup may take: a set or a drill that is older is told."""


@dataclass(frozen=True)
class Drilled:
    """Of which set, when, and whether all of it was proved; ``failed`` names what was not."""

    set_id: str
    began: dt.datetime
    seconds: float
    ok: bool
    failed: tuple[str, ...] = ()


def keep(data_dir: Path, report: Report) -> None:
    """Remember a drill in place of the one before."""
    failed = tuple(one.name for one in report.proofs if not one.ok)
    told = asdict(Drilled(report.set_id, report.began, report.seconds, report.ok, failed))
    write_private(data_dir / FILE, json.dumps(told | {"began": report.began.isoformat()}, indent=2) + "\n")


def last(data_dir: Path) -> Drilled | None:
    """The last drill, None when there was none or its record cannot be read: it has to be made again then."""
    try:
        told = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        moment = dt.datetime.fromisoformat(told["began"])
        return Drilled(told["set_id"], moment, float(told["seconds"]), bool(told["ok"]), tuple(told["failed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
