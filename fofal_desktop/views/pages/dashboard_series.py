"""A tile with a small chart: each bar opens what it counts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from fofal_desktop.models.dashboard import Bar, bars_of
from fofal_desktop.parts import Elided, mark
from fofal_desktop.views.pages.dashboard_tile import DashboardTile
from fofal_server.contract.dashboard import TileShown
from fofal_server.contract.figures import SeriesShown, Shown

if TYPE_CHECKING:
    from fofal_desktop.charts.bars import Bars


class SeriesTile(DashboardTile):
    """Bars over time stand beside each other, kinds under each other."""

    ROWS = 2

    def __init__(self, tile: TileShown) -> None:
        super().__init__(tile)
        self.chart: Bars | None = None
        self.bars: list[Bar] = []
        self.reading = Elided("tileReading")
        self.reading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.inside.addWidget(self.reading)

    @property
    def told(self) -> str:
        return self.chart.summary if self.chart is not None and self.bars else ""

    def fill(self, shown: Shown) -> None:
        if not isinstance(shown, SeriesShown):
            return
        self.bars = bars_of(shown)
        self.reading.setVisible(bool(self.bars) and shown.by != "kind")
        if self.chart is not None or self.bars:
            chart = self._chart(shown)
            chart.setVisible(bool(self.bars))
            chart.show_bars(self.bars)
        worst = next((one for one in ("danger", "warning") if any(bar.tone == one for bar in self.bars)), "")
        mark(self, "tone", "")
        self.paint_symbol(worst)

    def _chart(self, shown: SeriesShown) -> "Bars":
        """Made when it is first needed, for what draws takes its time to load."""
        if self.chart is None:
            from fofal_desktop.charts.bar_rows import BarRows

            self.chart = BarRows("tileChart") if shown.by == "kind" else _over_time()
            self.chart.setAccessibleName(self.tile.label)
            self.chart.pointed.connect(self._point)
            self.chart.chosen.connect(self._choose)
            self.inside.addWidget(self.chart, 1)
        return self.chart

    def _point(self, place: int) -> None:
        """Tell the bar that is read; of none, the newest that is known."""
        known = [bar for bar in self.bars if bar.value == bar.value]
        self.reading.setText(self.bars[place].told if place >= 0 else known[-1].told if known else "")

    def _choose(self, place: int) -> None:
        opens = self.bars[place].opens
        if opens is not None and not self.arranging:
            self.wanted.emit(opens)


def _over_time() -> "Bars":
    from fofal_desktop.charts.bar_chart import BarChart

    return BarChart("tileChart")
