"""What the hand does on a map: a tool hears clicks, drags and keys in pixels, and draws what it is about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from fofal_desktop.map.view import View

if TYPE_CHECKING:
    from fofal_desktop.map.canvas import MapCanvas


@dataclass(frozen=True)
class Touch:
    """A place in the window, and the keys held down with it."""

    x: float
    y: float
    shift: bool = False
    ctrl: bool = False


class Tool(QObject):
    """Does nothing by itself. ``told`` says in words how far it is; empty when there is nothing to say."""

    told = Signal(str)
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: "MapCanvas") -> None:
        super().__init__(canvas)
        self.canvas = canvas

    def grip(self, _touch: Touch) -> bool:
        """Whether a press takes hold of something; otherwise a drag moves the map and a release is a click."""
        return False

    def drag(self, touch: Touch) -> None:
        """What was taken hold of is moved."""

    def drop(self, touch: Touch) -> None:
        """What was taken hold of is let go."""

    def hover(self, touch: Touch) -> None:
        """The pointer passes without a button."""

    def click(self, touch: Touch) -> None:
        """A press and a release at one place."""

    def double(self, touch: Touch) -> None:
        """A second click right after the first."""

    def key(self, _event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        return False

    def paint(self, painter: QPainter, view: View) -> None:
        """Over everything else."""

    def lay_down(self) -> None:
        """Another tool is taken."""

    @property
    def aims(self) -> bool:
        """Whether places are chosen one by one, so that the keyboard needs a cross in the middle."""
        return False
