"""Where the files lie that ship with the program: fonts, style sheet, translations, the guide, what to do at alerts."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    "resources/fonts",
    "resources/icons",
    "resources/theme",
    "resources/translations",
    "resources/updates",
    "docs/guide",
    "docs/admin/incidents",
)
"""Folders that a packaged program takes along, at the same places beside it."""
ICONS = "qtawesome"
"""The package whose font of icons is read; none of its code is imported, so a packaged program takes it by name."""


def resource(*parts: str) -> Path:
    """Path of a shipped file, in the source tree as in a packaged program."""
    return _ROOT.joinpath("resources", *parts)


def guide() -> Path:
    """The folder of the user guide."""
    return _ROOT / "docs" / "guide"


def incidents() -> Path:
    """The folder of what is to be done at each alert."""
    return _ROOT / "docs" / "admin" / "incidents"


def about() -> Path:
    """What a packaged program says of itself, put there when it was built; the source tree has no such folder."""
    return _ROOT / "about"
