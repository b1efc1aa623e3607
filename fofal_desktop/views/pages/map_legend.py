"""The legend beside the map: a swatch for each class, what it means, and how many plots it has."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fofal_desktop.map.legend import Entry, Legend
from fofal_desktop.parts import GAP, clear, label, tight
from fofal_desktop.theme.icons import colour
from fofal_desktop.theme.ramps import tint

WIDE, HIGH = 28, 16


class LegendBox(QWidget):
    """Each class with its colour, its words and how many plots it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mapLegend")
        self._grid = tight(QGridLayout(self), GAP // 2)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)

    def show_legend(self, legend: Legend) -> None:
        clear(self._grid)
        for row, (entry, count) in enumerate(zip(legend.entries, legend.counts, strict=True)):
            self._grid.addWidget(self._swatch(entry), row, 0)
            self._grid.addWidget(label(entry.words, "legendWords", wrap=True), row, 1)
            self._grid.addWidget(label(str(count), "muted"), row, 2, Qt.AlignmentFlag.AlignRight)

    def words(self) -> list[str]:
        """What it says, from top to bottom."""
        items = (self._grid.itemAtPosition(row, 1) for row in range(self._grid.rowCount()))
        widgets = [item.widget() for item in items if item is not None]
        return [one.text() for one in widgets if isinstance(one, QLabel)]

    def _swatch(self, entry: Entry) -> QLabel:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(WIDE, HIGH) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_swatch(painter, QRectF(0.5, 0.5, WIDE - 1, HIGH - 1), entry, colour("muted"))
        painter.end()
        made = label()
        made.setPixmap(picture)
        made.setFixedSize(WIDE, HIGH)
        return made


def paint_swatch(painter: QPainter, box: QRectF, entry: Entry, edge: QColor, width: float = 1.0) -> None:
    """A small box filled as the plots of this class are."""
    painter.fillRect(box, QColor(tint(entry.colour)))
    painter.fillRect(box, entry.brush)
    painter.setPen(QPen(edge, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
