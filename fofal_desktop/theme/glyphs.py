"""The font that icons are drawn with, and which of its letters a name stands for."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from fofal_desktop.resources import ICONS

FAMILY = "mdi6"
"""What names begin with that mean a letter of this font: ``mdi6.sprout``."""
_FONT, _NAMES = "materialdesignicons6-webfont-[0-9]*.ttf", "materialdesignicons6-webfont-charmap-*.json"


def letter(name: str) -> str:
    """The letter that ``mdi6.<name>`` stands for; empty where the font has none."""
    family, _, called = name.partition(".")
    return _letters().get(called, "") if family == FAMILY else ""


def font(pixels: int) -> QFont:
    """The font, so high."""
    made = QFont(_family())
    made.setPixelSize(pixels)
    return made


@cache
def _folder() -> Path:
    """Where the package of icons keeps its fonts: its code would load all twelve and check them at each use."""
    found = find_spec(ICONS)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(ICONS)
    return Path(found.submodule_search_locations[0], "fonts")


@cache
def _family() -> str:
    read = QFontDatabase.addApplicationFont(str(next(_folder().glob(_FONT))))
    return QFontDatabase.applicationFontFamilies(read)[0]


@cache
def _letters() -> dict[str, str]:
    codes = json.loads(next(_folder().glob(_NAMES)).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
