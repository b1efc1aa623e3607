"""The font of the house, shipped so that é and the narrow no-break space render on any machine."""

from PySide6.QtGui import QFont, QFontDatabase

from fofal_desktop.resources import resource

FAMILY = "Inter"
POINTS = 10.0
"""Base size in points at zoom 100 %."""


def load() -> list[str]:
    """Register the shipped fonts; answers the names of those that could not be read."""
    files = sorted(resource("fonts").glob("*.otf"))
    return [file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0]


def house_font(zoom: int = 100) -> QFont:
    """The font of the whole program; ``zoom`` in percent."""
    font = QFont(FAMILY)
    font.setPointSizeF(POINTS * zoom / 100)
    return font
