"""The map on a sheet of A3 across: title, legend, scale, north, the day, and whose the background is."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from fofal_desktop.api.errors import Cancelled
from fofal_desktop.jobs import is_cancelled, report
from fofal_desktop.map.boxes import Box
from fofal_desktop.map.furniture import paint_bar, paint_north
from fofal_desktop.map.legend import Entry, Legend
from fofal_desktop.map.plot_layer import Look, PlotLayer
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.map.view import View
from fofal_desktop.theme import fonts
from fofal_desktop.theme.ramps import PAPER, PAPER_INK, PAPER_MUTED, tint

MARGIN_MM, SIDE_MM, GAP_MM, HEAD_MM = 10.0, 72.0, 5.0, 15.0
MM_PER_INCH, PIXELS_PER_INCH, DOTS_PER_INCH = 25.4, 96, 300
Drawn = TypeVar("Drawn")
Strokes = Generator[tuple[int, int], None, Drawn]
"""Draws plot by plot, and tells how many are drawn, of so many."""
STRIDE = 10
"""So many plots are drawn between two words on how far it is."""
LAYOUT = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A3),
    QPageLayout.Orientation.Landscape,
    QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
    QPageLayout.Unit.Millimeter,
)


@dataclass(frozen=True)
class PaperMap:
    """What goes on the paper; ``box`` is what it shows at least. ``remarks`` stand under the legend, line by line.

    It is drawn by any thread, so nothing of it may change meanwhile, nor be a picture of the screen (QPixmap).
    """

    title: str
    box: Box
    plots: PlotLayer
    points: PointLayer
    legend: Legend
    remarks: tuple[str, ...]
    ground: Callable[[QPainter, View, float], None] | None = None
    """Draws the background, where there is one, for a device of which so many dots make a pixel."""


def write_pdf(target: Path, sheet: PaperMap) -> None:
    """The file is there whole or not at all; OSError where it cannot be written, Cancelled as in ``paint``."""
    content, part = QBuffer(), target.with_name(target.name + ".part")
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(_writer(content, sheet.title), sheet)
    try:
        part.write_bytes(content.data().data())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _writer(content: QBuffer, title: str) -> QPdfWriter:
    made = QPdfWriter(content)
    made.setResolution(DOTS_PER_INCH)
    made.setTitle(title)
    made.setCreator("FOFAL")
    return made


def draw(device: QPagedPaintDevice, sheet: PaperMap, give_up: Callable[[], object] = lambda: None) -> bool:
    """One page on any device that takes pages; False when it takes none. ``give_up`` has it forget what it has."""
    device.setPageLayout(LAYOUT)
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        paint(painter, sheet)
    except Cancelled:
        give_up()
        raise
    finally:
        taken = painter.end()
    return taken


def paint(painter: QPainter, sheet: PaperMap) -> None:
    """Fill what ``painter`` paints on with the sheet.

    Within a job it tells how many plots are drawn, of so many, and raises Cancelled once nobody wants it any more.
    """
    with closing(_Page(painter, sheet).strokes()) as strokes:
        for done, of in strokes:
            if is_cancelled():
                raise Cancelled
            if done % STRIDE == 0:
                report((done, of))


class _Page:
    """One page while it is drawn; lengths are dots of the device."""

    def __init__(self, painter: QPainter, sheet: PaperMap) -> None:
        self.painter, self.sheet = painter, sheet
        self.mm = painter.device().logicalDpiX() / MM_PER_INCH
        self.grain = painter.device().logicalDpiX() / PIXELS_PER_INCH
        size = QSizeF(painter.viewport().size())
        head, side, gap = HEAD_MM * self.mm, SIDE_MM * self.mm, GAP_MM * self.mm
        self.frame = QRectF(0, head, size.width() - side - gap, size.height() - head)
        self.side = QRectF(self.frame.right() + gap, head, side, size.height() - head)

    def strokes(self) -> Strokes[None]:
        """What lies around the map comes last."""
        self.painter.fillRect(self.painter.viewport(), QColor(PAPER))
        self._title()
        view = yield from self._map()
        self._legend()
        self._foot(view)

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        font = QFont(fonts.FAMILY)
        font.setPointSizeF(points)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        self.painter.setFont(font)
        return font

    def _title(self) -> None:
        self._font(22, bold=True)
        self.painter.setPen(QColor(PAPER_INK))
        box = QRectF(0, 0, self.painter.viewport().width(), HEAD_MM * self.mm)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.sheet.title)

    def _map(self) -> Strokes[View]:
        painter, frame = self.painter, self.frame
        view = View(width=round(frame.width()), height=round(frame.height()))
        view = view.fitted(self.sheet.box, round(8 * self.mm))
        painter.save()
        try:
            painter.setClipRect(frame)
            painter.translate(frame.topLeft())
            if self.sheet.ground is not None:
                self.sheet.ground(painter, view, 1 / self.grain)
            yield from self.sheet.plots.strokes(painter, view, Look(self._font(8), QColor(PAPER_INK), self.grain))
            self.sheet.points.print(painter, view, self.grain)
        finally:  # also where it is given up
            painter.restore()
        painter.setPen(QPen(QColor(PAPER_INK), 0.3 * self.mm))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        return view

    def _legend(self) -> None:
        painter, top = self.painter, self.side.top()
        self._font(13, bold=True)
        painter.setPen(QColor(PAPER_INK))
        painter.drawText(self._line(top, 8), Qt.AlignmentFlag.AlignLeft, self.sheet.legend.title)
        self._font(10)
        for row, (entry, count) in enumerate(zip(self.sheet.legend.entries, self.sheet.legend.counts, strict=True)):
            self._entry(entry, count, top + (10 + 8 * row) * self.mm)

    def _entry(self, entry: Entry, count: int, top: float) -> None:
        painter, box = self.painter, QRectF(self.side.left(), top, 10 * self.mm, 5.5 * self.mm)
        brush = entry.brush
        brush.setTransform(brush.transform().scale(self.grain, self.grain))
        painter.fillRect(box, QColor(tint(entry.colour)))
        painter.setBrush(brush)
        painter.setPen(QPen(QColor(PAPER_INK), 0.2 * self.mm))
        painter.drawRect(box)
        words = QRectF(box.right() + 3 * self.mm, top, self.side.width() - 13 * self.mm, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.words)
        painter.setPen(QColor(PAPER_MUTED))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count))

    def _foot(self, view: View) -> None:
        painter, side = self.painter, self.side
        self._font(9)
        painter.setPen(QColor(PAPER_MUTED))
        told = [*self.sheet.remarks, self._ratio(view), "WGS 84, Web Mercator"]
        tall = QFontMetricsF(painter.font(), painter.device()).height() * 1.25
        top = side.bottom() - tall * len(told)
        for row, words in enumerate(told):
            painter.drawText(
                QRectF(side.left(), top + tall * row, side.width(), tall), Qt.AlignmentFlag.AlignLeft, words
            )
        ink = QColor(PAPER_INK)
        corner = QPointF(side.left() + self.mm, top - 7 * self.mm)
        paint_bar(painter, corner, view.metres_per_pixel, ink, self.grain)
        middle = QPointF(side.center().x(), top - 38 * self.mm)
        paint_north(painter, middle, 9 * self.mm, ink, QCoreApplication.translate("MapCanvas", "N"))

    def _ratio(self, view: View) -> str:
        """How many times smaller than the ground it is, in the middle of the sheet."""
        dots_per_metre = self.mm * 1000
        ratio = view.metres_per_pixel * dots_per_metre
        return QCoreApplication.translate("Paper", "Scale about 1:{0}").format(
            f"{round(ratio, -2):,.0f}".replace(",", "\u202f")
        )

    def _line(self, top: float, millimetres: float) -> QRectF:
        return QRectF(self.side.left(), top, self.side.width(), millimetres * self.mm)
