"""Loads what nobody needs before they are in, in pieces on the window's thread, while they type their password.

Only there (decision 0045): each class made of one of Qt's goes into a table of PySide, in which Qt looks things up
without waiting for whoever adds to it. A class made on another thread ended the process now and then.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from functools import partial

import pyqtgraph  # noqa: F401 - as one piece it would hold up somebody who types for a fifth of a second
from PySide6.QtCore import QObject, QTimer

from fofal_desktop import garbage
from fofal_desktop.pieces import Pieces

AFTER_MS = 50
"""By then the sign-in is painted."""
LAYERS = ("models", "tables", "charts", "paper", "fields", "map", "dialogs", "views", "views.pages", "shell")
"""Whose modules are loaded, the lower before those that are built on them, so that each is a small piece."""


class Warming(QObject):
    """Begins once the window stands; whoever is in first asks to ``finish``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Pieces | None = None

    def begin(self) -> None:
        QTimer.singleShot(AFTER_MS, self, self._begin)

    def finish(self) -> None:
        """All that is left, at once."""
        if self._pieces is not None:
            self._pieces.finish()

    def _begin(self) -> None:
        if names := [name for name in late() if name not in sys.modules]:
            load = [partial(importlib.import_module, name) for name in names]
            self._pieces = Pieces([*load, garbage.spare], self)


def late() -> Iterator[str]:
    """The names of the modules of all layers."""
    for layer in LAYERS:
        package = importlib.import_module(f"fofal_desktop.{layer}")
        yield from (found.name for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."))
