"""The icon of the program in the sizes that systems ask for, drawn from the one SVG."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[2] / "resources" / "icons" / "fofal.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
"""Pixels; the hicolor theme's, and all that Windows shows."""


def png(size: int) -> bytes:
    """A square picture with a clear ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(written.data())


def ico() -> bytes:
    """All sizes in one file for Windows, each a PNG inside; 256 is written as 0 in its table."""
    pictures = [(size, png(size)) for size in SIZES]
    head, place = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, words in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(words), place)
        place += len(words)
    return head + b"".join(words for _, words in pictures)


if __name__ == "__main__":
    SOURCE.with_suffix(".ico").write_bytes(ico())
