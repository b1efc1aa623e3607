"""Lines of text on paper, or in a PDF where the person asks the printer for one; no copy is made on the way."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPainter
from PySide6.QtWidgets import QDialog, QWidget

TITLE_PT, LINE_PT = 14, 12
SPACING = 1.6
"""Lines are read and ticked off by hand."""


def choose_printer(parent: QWidget, title: str, lines: Sequence[str]) -> None:
    """Let the person choose a printer, then print; nothing happens when they do not."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: draw(printer, title, lines))
    QDialog.open(dialog)  # its own ``open`` wants a slot by name


def draw(printer: Any, title: str, lines: Sequence[str]) -> bool:
    """Draw one page, as letters and never as markup; False when the printer took none of it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSize(LINE_PT)
    head = QFont(painter.font())
    head.setPointSize(TITLE_PT)
    page, top = QRectF(painter.viewport()), 0.0
    for font, text in ((head, title), (head, ""), *((fixed, line) for line in lines)):
        painter.setFont(font)
        room = QRectF(0, top, page.width(), page.height() - top)
        flags = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(room, flags, text)
        top += max(painter.boundingRect(room, flags, text).height(), painter.fontMetrics().height()) * SPACING
    return painter.end()
