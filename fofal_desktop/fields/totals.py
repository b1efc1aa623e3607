"""The row under a grid that adds its columns up."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from fofal_desktop.fields.formats import counted
from fofal_desktop.models.lines import LinesModel, summed
from fofal_server.contract.meta import FieldMeta

ROOM, BESIDE = 6, 11


class TotalsBar(QWidget):
    """Stands under its columns while these are resized and scrolled."""

    def __init__(self, grid: QTableView, model: LinesModel) -> None:
        super().__init__()
        self._grid, self._lines = grid, model
        self.setObjectName("totals")
        if not any(map(summed, model.fields)):  # showing it before it has a parent would open a window
            self.hide()
        grid.horizontalHeader().sectionResized.connect(lambda *_sizes: self.update())
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())
        for change in (model.edited, model.modelReset):
            change.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 2 * ROOM)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def texts(self) -> list[str]:
        """Say what stands under each column; the first says how many lines there are unless it is added up."""
        texts = [self._total(field) if summed(field) else "" for field in self._lines.fields]
        if not texts[0]:
            texts[0] = self.tr("%n line(s)", "", self._lines.count())
        return texts

    def _total(self, field: FieldMeta) -> str:
        """Nothing where kilograms would be added to litres."""
        units = self._lines.units(field)
        if len(units) > 1:
            return ""
        return counted(field, {field.name: self._lines.total(field.name)}, {field.unit: "".join(units)})

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        header = self._grid.horizontalHeader()
        left = self._grid.verticalHeader().width() + self._grid.frameWidth()
        painter.setClipRect(QRect(left, 0, self._grid.viewport().width(), self.height()))
        for column, text in enumerate(self.texts()):
            place = QRect(left + header.sectionViewportPosition(column), 0, header.sectionSize(column), self.height())
            side = Qt.AlignmentFlag.AlignRight if summed(self._lines.fields[column]) else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place.adjusted(BESIDE, 0, -BESIDE, 0), side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
