"""Draws a page from its marks, on the screen or on a printer; lengths are points."""

import base64
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from fofal_desktop.theme import fonts
from fofal_server.contract.paper import INKS, PAGES, Area, Count, Page, Picture, Turned, Words

FINE = 16
"""Letters are laid out so many times larger, then drawn smaller: their widths are those of the server at any zoom."""


def draw(painter: QPainter, page: Page, pages: int | None) -> None:
    """All marks of a page; ``pages`` is how many there are, None while nobody knows."""
    painter.save()
    hint = QPainter.RenderHint
    painter.setRenderHints(hint.Antialiasing | hint.TextAntialiasing | hint.SmoothPixmapTransform)
    for mark in page.marks:
        if isinstance(mark, Picture):
            painter.drawImage(QRectF(mark.x, mark.y, mark.width, mark.height), _image(mark.content))
        elif isinstance(mark, Area):
            painter.fillRect(QRectF(mark.x, mark.y, mark.width, mark.height), QColor(INKS[mark.ink]))
        else:
            _write(painter, mark, pages)
    painter.restore()


@lru_cache(maxsize=4)
def _image(content: str) -> QImage:
    """Each page that shows it is drawn again and again."""
    return QImage.fromData(base64.b64decode(content))


def _write(painter: QPainter, mark: Words | Count | Turned, pages: int | None) -> None:
    words = mark.words.replace(PAGES, "…" if pages is None else str(pages)) if isinstance(mark, Count) else mark.words
    font = _font(mark.size, bold=mark.bold)
    painter.save()
    painter.translate(mark.x, mark.y)
    painter.rotate(-90 if isinstance(mark, Turned) else 0)
    painter.scale(1 / FINE, 1 / FINE)
    painter.setFont(font)
    painter.setPen(QColor(INKS[mark.ink]))
    ends = not isinstance(mark, Turned) and mark.right
    back = QFontMetricsF(font, painter.device()).horizontalAdvance(words) if ends else 0.0
    painter.drawText(QPointF(-back, 0), words)
    painter.restore()


def _font(size: float, *, bold: bool) -> QFont:
    font = QFont(fonts.paper_family())
    font.setPixelSize(round(size * FINE))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
