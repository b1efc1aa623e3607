"""The dashboard as its page shows it: which tiles, what their numbers say, and when they were read."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import NARROW, number_text, said_of
from fofal_desktop.models.age import ago
from fofal_server.contract.dashboard import Dashboard, TileShown
from fofal_server.contract.figures import Figures, Opens, PointShown, SeriesRead, SeriesShown

NEWS = "insight.dashboard"
"""By this name the screens of one program hear that the tiles were arranged."""
NOTHING = "—"
OLD = timedelta(minutes=10)
"""From which age on what was read is told with it."""
_TONES = {"critical": "danger", "warning": "warning"}
_DOOR = "/insight/dashboard"
_DECIMALS = {"mm": 1}

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Bar:
    """``words`` stand under it, ``named`` and ``said`` are the same at length; NaN: nothing is known of that moment.

    ``current``: the newest of those that are held against earlier ones.
    """

    words: str
    named: str
    said: str
    number: str
    value: float
    usual: float = math.nan
    tone: str = ""
    current: bool = False
    opens: Opens | None = None

    @property
    def told(self) -> str:
        """What a reader is told."""
        return said_of(self.named, self.said)


def tone_of(level: str | None) -> str:
    """The colour in which a number of this gravity stands out; none for what asks for nothing."""
    return _TONES.get(level or "", "")


def read_dashboard(client: Calls) -> Dashboard:
    """Blocking, for a job, as the others here."""
    return Dashboard.model_validate_json(client.send(Request("GET", _DOOR)).content)


def arrange(client: Calls, tiles: Sequence[TileShown] | None) -> Dashboard:
    """Keep these tiles in this order; None puts back those of the role."""
    kept = None if tiles is None else [{"code": one.code, "size": one.size} for one in tiles]
    return Dashboard.model_validate_json(client.send(Request("PATCH", _DOOR, body={"tiles": kept})).content)


def read_figures(client: Calls, codes: Iterable[str]) -> Figures:
    """What these tiles say now. Blocking, for a job."""
    return Figures.model_validate_json(client.send(_asked("/figures", codes)).content)


def read_series(client: Calls, codes: Iterable[str]) -> SeriesRead:
    """What these charts show now. Blocking, for a job."""
    return SeriesRead.model_validate_json(client.send(_asked("/series", codes)).content)


def _asked(path: str, codes: Iterable[str]) -> Request:
    """In whatever order the tiles stand, it is the same question."""
    return Request("GET", path, tuple(("code", code) for code in sorted(codes)))


def number_of(value: str | None, unit: str | None, measured_in: str | None = None) -> str:
    """A number as it reads in a tile, with its unit; without one, as exactly as ``measured_in`` is told."""
    if value is None:
        return NOTHING
    number = number_text(value, _DECIMALS.get(unit or measured_in or "", 0))
    return f"{number}{NARROW}{unit}" if unit else number


def when(read_at: datetime, at: datetime | None, now: datetime) -> str:
    """When a tile was read, and how old what it tells is where that is no longer of now."""
    there, today = read_at.astimezone(COMPANY_ZONE), now.astimezone(COMPANY_ZONE).date()
    if there.date() == today:
        read = translate("Dashboard", "read at {0}").format(f"{there:%H:%M}")
    else:
        read = translate("Dashboard", "read on {0} at {1}").format(f"{there:%d/%m}", f"{there:%H:%M}")
    if at is None or read_at - at < OLD:
        return read
    return translate("Dashboard", "from {0} · {1}").format(ago(read_at, at), read)


def bars_of(series: SeriesShown) -> list[Bar]:
    """Its points as they are drawn and told."""
    last = len(series.points) - 1
    return [_bar(series, point, newest=place == last) for place, point in enumerate(series.points)]


def _bar(series: SeriesShown, point: PointShown, *, newest: bool) -> Bar:
    number, known = number_of(point.value, series.unit), point.value is not None
    told = number if known else translate("Dashboard", "nothing known")
    if point.usual is not None and series.usual:
        told += f" ({said_of(series.usual, number_of(point.usual, series.unit))})"
    return Bar(
        words=_short(series, point),
        named=_long(series, point),
        said=told,
        number=number if known else "",
        value=_float(point.value),
        usual=_float(point.usual),
        tone=tone_of(point.level),
        current=newest and series.usual is not None,
        opens=point.opens,
    )


def _float(value: str | None) -> float:
    return math.nan if value is None else float(Decimal(value))


def _short(series: SeriesShown, point: PointShown) -> str:
    if point.day is None:
        return point.label or ""
    return QLocale().toString(_qdate(point.day), "MMM" if series.by == "month" else "dd/MM")


def _long(series: SeriesShown, point: PointShown) -> str:
    if point.day is None:
        return point.label or ""
    return QLocale().toString(_qdate(point.day), "MMMM yyyy" if series.by == "month" else "ddd dd/MM/yyyy")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
