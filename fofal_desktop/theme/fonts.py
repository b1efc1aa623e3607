"""The font of the house, shipped so that é and the narrow no-break space render on any machine."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from fofal_desktop.resources import resource
from fofal_server.contract.paper import FONTS

FAMILY = "Inter"
POINTS = 10.0
"""Base size in points at zoom 100 %."""


def load() -> list[str]:
    """Register the shipped fonts; answers the names of those that could not be read."""
    files = sorted(resource("fonts").glob("*.otf"))
    return [file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0]


@cache
def paper_family() -> str:
    """The family of the letters on paper, read when the first paper is shown: the start needs none of it."""
    found = [QFontDatabase.addApplicationFont(str(resource("fonts", file))) for file in FONTS]
    families = QFontDatabase.applicationFontFamilies(found[0])
    return families[0] if families else FAMILY


def house_font(zoom: int = 100) -> QFont:
    """The font of the whole program; ``zoom`` in percent."""
    font = QFont(FAMILY)
    font.setPointSizeF(POINTS * zoom / 100)
    return font
