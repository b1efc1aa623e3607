"""The month of the backups for the owner: each night, what was proved, the longest gap; as JSON and as a PDF."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from fofal_server.cluster.files import make_folder, write_private
from fofal_server.core import clock
from fofal_server.core.paper.head import Head
from fofal_server.ops import history
from fofal_server.ops.history import Line

FOLDER = "reports"


@dataclass(frozen=True)
class Night:
    """One day of the company's zone: the last of each deed, None where there was none."""

    day: dt.date
    backup: Line | None
    drill: Line | None
    copy: Line | None


@dataclass(frozen=True)
class Month:
    """``longest_gap_hours`` lies between two good sets, or one and an end of the time that was."""

    first: dt.date
    nights: list[Night]
    backups_good: int
    backups_failed: int
    drills_good: int
    drills_failed: int
    copies_checked: int
    copies_failed: int
    longest_gap_hours: float
    restore_seconds_longest: float

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"


def month_before(day: dt.date) -> dt.date:
    """The first day of the month before."""
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def summed(data_dir: Path, first: dt.date, now: dt.datetime) -> Month:
    """The month that begins on ``first``, as far as it has gone by ``now``."""
    since = dt.datetime.combine(first, dt.time(), clock.COMPANY_ZONE)
    after = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    until = min(now, dt.datetime.combine(after, dt.time(), clock.COMPANY_ZONE))
    lines = history.of(data_dir, since, until)
    days = (clock.day_of(until - dt.timedelta(microseconds=1)) - first).days + 1
    counts = {(deed, ok): _count(lines, deed, ok) for deed in ("backup", "copy", "drill") for ok in (True, False)}
    return Month(
        first,
        [_night(lines, first + dt.timedelta(days=number)) for number in range(days)],
        counts["backup", True],
        counts["backup", False],
        counts["drill", True],
        counts["drill", False],
        counts["copy", True],
        counts["copy", False],
        _longest_gap(lines, since, until),
        max((one.seconds for one in lines if one.deed == "drill" and one.ok), default=0.0),
    )


def is_kept(data_dir: Path, first: dt.date) -> bool:
    """Whether the report of that month was written."""
    return file_of(data_dir, first, "pdf").exists()


def kept_months(data_dir: Path) -> list[dt.date]:
    """The first days of the months whose report was written, the newest first."""
    names = (path.stem.removeprefix("backups-") for path in (data_dir / FOLDER).glob("backups-????-??.pdf"))
    return sorted((dt.date.fromisoformat(f"{name}-01") for name in names), reverse=True)


def file_of(data_dir: Path, first: dt.date, kind: str) -> Path:
    """Where the report of a month lies, as ``pdf`` or ``json``."""
    return data_dir / FOLDER / f"backups-{first:%Y-%m}.{kind}"


def kept(data_dir: Path, month: Month, head: Head) -> tuple[Path, Path]:
    """Write both files of the month in place of those of before, the page under this head; where they are."""
    from fofal_server.ops.monthly_page import drawn

    make_folder(data_dir / FOLDER, 0o700)
    told, page = (file_of(data_dir, month.first, kind) for kind in ("json", "pdf"))
    write_private(told, json.dumps(asdict(month), ensure_ascii=False, indent=2, default=_plain) + "\n")
    drawn(month, head, page)
    return told, page


def _plain(value: object) -> str:
    assert isinstance(value, dt.date)  # noqa: S101 - a month holds nothing else that JSON does not know
    return value.isoformat()


def _count(lines: list[Line], deed: str, ok: bool) -> int:
    return sum(one.deed == deed and one.ok is ok for one in lines)


def _night(lines: list[Line], day: dt.date) -> Night:
    last = {one.deed: one for one in lines if clock.day_of(one.at) == day}
    return Night(day, last.get("backup"), last.get("drill"), last.get("copy"))


def _longest_gap(lines: list[Line], since: dt.datetime, until: dt.datetime) -> float:
    moments = [since, *(one.at for one in lines if one.deed == "backup" and one.ok), until]
    gaps = [(later - earlier) / dt.timedelta(hours=1) for earlier, later in pairwise(moments)]
    return round(max(gaps), 1)
