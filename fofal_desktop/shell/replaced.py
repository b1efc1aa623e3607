"""Says when the files of this program were replaced while it runs: what it loads from then on is of another version.

A package of Linux does so under whoever works; the installer of Windows waits until nobody does.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from fofal_desktop.models.about import Build, build
from fofal_desktop.shell.teller import Teller

EVERY_MS = 60_000


class Replaced(Teller):
    """``folder`` is where the build says what it is."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__("replaced", parent, lasting=True)
        self._folder, self._own = folder, build(folder)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Somebody works; a program that nobody built has no files that a package could replace."""
        if self._own.commit:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """While a package is laid there is nothing to be read for a moment: then the next look tells."""
        found = build(self._folder)
        if found.commit and found != self._own:
            self.tell(found, partial(self._words, found))

    def _words(self, found: Build) -> str:
        return self.tr(
            "FOFAL was replaced on this computer by version {0} while it was open. Close it and open it again: until "
            "then some screens may not open. Nothing you typed is lost."
        ).format(found.version)
