"""Years laid over each other: the axis names months and no year."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale

from fofal_desktop.charts.axes import TimeAxis
from fofal_desktop.charts.time_chart import TimeChart


class MonthAxis(TimeAxis):
    """The same moments, told by the name of their month only."""

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        days = [QDate(1970, 1, 1).addDays(round(value / 86_400)) for value in values]
        return [QLocale().toString(day, "MMM") for day in days]


class YearChart(TimeChart):
    """A chart of one year that may be any."""

    def __init__(self, name: str = "yearChart") -> None:
        super().__init__(name)
        self._plot.setAxisItems({"bottom": MonthAxis()})
