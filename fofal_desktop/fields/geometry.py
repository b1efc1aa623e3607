"""Editor of an outline: loaded or pasted as GeoJSON, shown as a small drawing with its size."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fofal_desktop.fields import shapes
from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_desktop.fields.formats import geometry_text
from fofal_desktop.jobs import Job
from fofal_desktop.parts import label
from fofal_desktop.theme.icons import colour
from fofal_server.contract.meta import FieldMeta


class Outline(QWidget):
    """Draws the rings of a geometry, north up, in the colours of the palette."""

    def __init__(self) -> None:
        super().__init__()
        self._rings: list[shapes.Ring] = []
        self._before: list[shapes.Ring] = []
        self._others: list[shapes.Ring] = []
        self.setFixedSize(QSize(132, 96))

    def show_rings(
        self, rings: list[shapes.Ring], before: list[shapes.Ring] | None = None, others: list[shapes.Ring] | None = None
    ) -> None:
        """``before`` is dashed behind; ``others`` are not drawn, but pictures that know of them have one scale."""
        self._rings, self._before, self._others = rings, before or [], others or []
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("edge"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inside = colour("brand")
        inside.setAlpha(70)
        painter.setPen(QPen(colour("brand"), 1.5))
        painter.setBrush(inside)
        painter.drawPath(self._fitted(self._rings))
        painter.setPen(QPen(colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._fitted(self._before))
        painter.end()

    def _fitted(self, rings: list[shapes.Ring]) -> QPainterPath:
        flat = [position for ring in (*self._rings, *self._before, *self._others) for position in ring]
        path = QPainterPath()
        if not flat:
            return path
        west, east = min(x for x, _ in flat), max(x for x, _ in flat)
        south, north = min(y for _, y in flat), max(y for _, y in flat)
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        scale = min(room.width() / (east - west or 1e-9), room.height() / (north - south or 1e-9))
        left = room.center().x() - (east - west) * scale / 2
        top = room.center().y() - (north - south) * scale / 2
        for ring in rings:
            path.addPolygon(QPolygonF([QPointF(left + (x - west) * scale, top + (north - y) * scale) for x, y in ring]))
        return path


class GeometryEditor(FieldEditor):
    """A GeoJSON object on the wire."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self._geometry: dict[str, Any] | None = None
        self.outline, self.summary = Outline(), label()
        self.load_button = QPushButton(self.tr("Load GeoJSON…"))
        self.paste_button = QPushButton(self.tr("Paste"))
        self.clear_button = QPushButton(self.tr("Remove"))
        self.load_button.clicked.connect(self._choose_file)
        self.paste_button.clicked.connect(self.paste)
        self.clear_button.clicked.connect(lambda: self._replace(None))
        self._place(self._frame())
        self.setFocusProxy(self.load_button)
        self._show()

    def value(self) -> dict[str, Any] | None:
        return self._geometry

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self._replace(wire)

    def set_readonly(self, readonly: bool) -> None:
        for button in (self.load_button, self.paste_button, self.clear_button):
            button.setHidden(readonly)

    def load(self, path: Path) -> None:
        """Take the geometry of a file; what cannot be read is said under the field and changes nothing."""
        self._take(lambda: shapes.geometry_of(path.read_text(encoding="utf-8-sig")))

    def paste(self) -> None:
        """Take the geometry of the clipboard."""
        text = QGuiApplication.clipboard().text()
        self._take(lambda: shapes.geometry_of(text))

    def _take(self, read: Callable[[], dict[str, Any]]) -> None:
        Job(self, read, self._replace, self._refuse).start()

    def _refuse(self, error: Exception) -> None:
        unread = isinstance(error, OSError)
        told = self.tr("The file cannot be read.") if unread else self.tr("No single GeoJSON geometry was found there.")
        self.show_problem(told)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.field.label, "", "GeoJSON (*.geojson *.json)")
        if path:
            self.load(Path(path))

    def _replace(self, geometry: dict[str, Any] | None) -> None:
        self._geometry = geometry
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.outline.show_rings(shapes.rings(self._geometry) if self._geometry else [])
        self.summary.setText(self._summary())
        self.clear_button.setEnabled(self._geometry is not None)

    def _summary(self) -> str:
        return self.tr("No outline yet") if self._geometry is None else geometry_text(self._geometry)

    def _frame(self) -> QWidget:
        frame = QWidget()
        row, column = QHBoxLayout(frame), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        buttons = QHBoxLayout()
        for button in (self.load_button, self.paste_button, self.clear_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column.addWidget(self.summary)
        column.addLayout(buttons)
        column.addStretch()
        row.addWidget(self.outline, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return frame
