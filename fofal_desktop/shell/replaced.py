"""Says when the files of this program were replaced while it runs: what it loads from then on is of another version.

A package of Linux does so under whoever works; the installer of Windows waits until nobody does.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.models.about import Build, build
from fofal_desktop.notices import Notice

EVERY_MS = 60_000
ABOUT = "replaced"


class Replaced(QObject):
    """``told`` carries the notice, ``over`` what it was about; ``folder`` is where the build says what it is."""

    told = Signal(object)
    over = Signal(str)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder, self._own, self._said = folder, build(folder), Build()
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
        if found.commit and found not in {self._own, self._said}:
            self._said = found
            self.over.emit(ABOUT)
            self.told.emit(Notice(self._words(found), "warning", lasting=True, about=ABOUT))

    def tell_again(self, shown: Iterable[str]) -> None:
        """In the language of now; what somebody has closed stays closed."""
        if ABOUT in shown:
            self.over.emit(ABOUT)
            self._said = Build()
            self.look()

    def _words(self, found: Build) -> str:
        return self.tr(
            "FOFAL was replaced on this computer by version {0} while it was open. Close it and open it again: until "
            "then some screens may not open. Nothing you typed is lost."
        ).format(found.version)
