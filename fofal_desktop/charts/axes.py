"""Axes that speak as the rest of the program does: hours and days of the company's zone, numbers with a comma."""

import datetime as dt
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.fields.formats import number_text

MINUTE, HOUR, DAY = 60, 3600, 86_400
STEPS = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY,
         14 * DAY)  # fmt: skip
ROOM = 84
"""Pixels that one moment takes with the air around it."""


class TimeAxis(pg.AxisItem):  # type: ignore[misc]  # not typed
    """Moments where a person expects them: at full hours, at midnight, at the first of a month."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        most = max(2, int(size / ROOM))
        step = next((one for one in STEPS if (high - low) / one <= most), None)
        moments = _even(low, high, step) if step else _firsts(low, high, most)
        return [(step or 31 * DAY, moments)]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        return [_words(value, spacing) for value in values]


class ValueAxis(pg.AxisItem):  # type: ignore[misc]  # not typed
    """Numbers as they are written here, with as many decimals as the steps between them need."""

    def __init__(self, side: str = "left") -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        decimals = next((count for count in range(4) if round(spacing * scale, count) == round(spacing * scale, 6)), 3)
        return [number_text(f"{value * scale:.6f}", decimals) for value in values]


def _even(low: float, high: float, step: float) -> list[float]:
    """Multiples of the step as a clock on the company's wall shows them; its zone knows no summer time."""
    shift = _local(low).utcoffset() or dt.timedelta()
    offset = shift.total_seconds()
    first = -(-(low + offset) // step) * step - offset
    return [first + count * step for count in range(int((high - first) // step) + 1)] if first <= high else []


def _firsts(low: float, high: float, most: int) -> list[float]:
    """First days of months, so many of them that they can be read."""
    begin, end = _local(low), _local(high)
    months = [begin.year * 12 + begin.month + more for more in range((end.year - begin.year) * 12 + end.month + 1)]
    days = [dt.datetime(one // 12, one % 12 + 1, 1, tzinfo=COMPANY_ZONE).timestamp() for one in months]
    found = [one for one in days if low <= one <= high]
    return found[:: max(1, -(-len(found) // most))]


def _words(value: float, spacing: float) -> str:
    at = _local(value)
    if spacing >= 28 * DAY:
        return QLocale().toString(QDate(at.year, at.month, 1), "MMM yyyy")
    if spacing >= DAY or (at.hour, at.minute) == (0, 0):
        return at.strftime("%d/%m")
    return at.strftime("%H:%M")


def _local(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, COMPANY_ZONE)
