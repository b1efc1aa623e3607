"""The tool that names one place: where a point is to stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from fofal_desktop.map.snapping import rounded
from fofal_desktop.map.tool import Tool, Touch


class Pointing(Tool):
    """``placed`` carries longitude and latitude, once for each click."""

    placed = Signal(object)
    cursor = Qt.CursorShape.CrossCursor

    @property
    def aims(self) -> bool:
        return True

    def click(self, touch: Touch) -> None:
        self.placed.emit(rounded(self.canvas.view.position(touch.x, touch.y)))

    def key(self, event: QKeyEvent) -> bool:
        if event.key() not in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        self.click(Touch(*self.canvas.view.middle))
        return True
