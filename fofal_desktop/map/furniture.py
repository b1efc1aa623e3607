"""What every map has beside its content: a bar that says how long a metre is, and where north is."""

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from fofal_desktop.fields.formats import NARROW, number_text

LONGEST = 150
STEPS = (1, 2, 5)


def bar_of(metres_per_pixel: float, longest: float = LONGEST) -> tuple[float, str]:
    """The longest bar of a round length that fits: its pixels and its words."""
    most = metres_per_pixel * longest
    power = 10.0 ** math.floor(math.log10(most))
    metres = max(step * power for step in STEPS if step * power <= most)
    return metres / metres_per_pixel, length_text(metres)


def length_text(metres: float) -> str:
    """Metres up to a kilometre, then kilometres."""
    if metres < 1000:
        return f"{number_text(round(metres, 0 if metres >= 10 else 1), None)}{NARROW}m"
    return f"{number_text(round(metres / 1000, 2), None)}{NARROW}km"


def area_text(square_metres: float) -> str:
    """Hectares with the four decimals of the register; below a hundredth of one, square metres."""
    if 0 < square_metres < 100:
        return f"{number_text(round(square_metres, 1), None)}{NARROW}m²"
    return f"{number_text(square_metres / 10_000, 4)}{NARROW}ha"


def paint_bar(painter: QPainter, corner: QPointF, metres_per_pixel: float, ink: QColor, grain: float = 1.0) -> None:
    """``corner`` is the lower left end; ``grain`` as in Look."""
    wide, words = bar_of(metres_per_pixel, LONGEST * grain)
    high = 6 * grain
    painter.setPen(QPen(ink, 1.6 * grain))
    painter.drawPolyline(QPolygonF([corner + QPointF(x, y) for x, y in ((0, -high), (0, 0), (wide, 0), (wide, -high))]))
    tall = QFontMetricsF(painter.font(), painter.device()).height()
    painter.drawText(QRectF(corner.x(), corner.y() - tall - 2 * grain, wide, tall), Qt.AlignmentFlag.AlignCenter, words)


def paint_north(painter: QPainter, middle: QPointF, half: float, ink: QColor, letter: str) -> None:
    """An arrow to the top of the sheet, half as tall as ``half`` twice, with its letter above."""
    arrow = [QPointF(0, -half), QPointF(half * 0.55, half), QPointF(0, half * 0.55), QPointF(-half * 0.55, half)]
    painter.setPen(QPen(ink, half / 12))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([middle + arrow[0], middle + arrow[2], middle + arrow[3]]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([middle + arrow[0], middle + arrow[1], middle + arrow[2]]))
    tall = QFontMetricsF(painter.font(), painter.device()).height()
    box = QRectF(middle.x() - half * 2, middle.y() - half - tall, half * 4, tall)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def paint_credit(painter: QPainter, corner: QPoint, most: int, words: str, colours: tuple[QColor, QColor]) -> None:
    """Whose map it is: all of it, in several lines where ``most`` pixels are too few; ``corner`` is the lower right.

    ``colours`` are those of the letters and of the plate below them.
    """
    ink, plate = colours
    flags = Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap
    box = painter.fontMetrics().boundingRect(QRect(0, 0, max(120, most), 400), flags, words).adjusted(-6, -2, 6, 2)
    box.moveBottomRight(corner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.drawText(box.adjusted(6, 2, -6, -2), flags, words)
