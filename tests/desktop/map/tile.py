"""A tile of one colour, as a service of maps would send it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from fofal_desktop.map.view import TILE


def png(colour: QColor) -> bytes:
    image, content = QImage(TILE, TILE, QImage.Format.Format_RGB32), QByteArray()
    image.fill(colour)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())
