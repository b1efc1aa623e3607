"""A QR picture, drawn in any size; dark on light in every theme, for cameras know no other."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4
"""Modules of empty edge that a reader needs (ISO/IEC 18004)."""
SIDE = 232


class QrPicture(QWidget):
    """``words`` say to a screen reader what the picture is for; what it holds is never spoken."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("qr")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rows: tuple[bytearray, ...] = ()

    def show_text(self, text: str) -> None:
        """Draw this text from now on."""
        self._rows = tuple(segno.make_qr(text, error="m").matrix)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = min(self.width(), self.height()) / (len(self._rows) + 2 * QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    # A hair wider than a module, or light lines show between neighbours.
                    place = QRectF((x + QUIET) * side, (y + QUIET) * side, side + 0.3, side + 0.3)
                    painter.fillRect(place, Qt.GlobalColor.black)
        painter.end()
