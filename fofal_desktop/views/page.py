"""What every tab of the workspace is: a page with a title, a guard for unsaved changes and links to other places."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.help import TOPIC
from fofal_desktop.views.saving import Saving
from fofal_desktop.views.standing import Standing, standing_of
from fofal_desktop.views.trail import Trail


@dataclass(frozen=True)
class Place:
    """Where one can go: the list of a resource, one of its records, a new record, or a hand-made page by name.

    ``conditions`` are what a list is narrowed to. ``origin`` is the way through the list one comes from; ``then`` hears
    the new record once it is stored; ``draft`` names what was typed before and is to be put back; ``find`` puts the
    cursor into the search of a list.
    """

    kind: Literal["list", "record", "new", "page"]
    name: str
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict, compare=False)
    conditions: tuple[Condition, ...] = field(default=(), compare=False)
    origin: Trail | None = field(default=None, compare=False)
    then: Callable[[dict[str, Any]], Any] | None = field(default=None, compare=False)
    draft: str = field(default="", compare=False)
    find: bool = field(default=False, compare=False)


class Page(QWidget):
    """``titled``: a new title; ``touched``: unsaved changes come or go; ``finished``: it wants to be closed.

    ``arrived`` carries the place by which somebody comes to it again; ``recalled``: what it had asked for elsewhere is
    there, so it wants to be seen again; ``explained`` carries a page of the guide that is to be read. ``house`` is the
    main window, which outlives it wherever it stands.
    """

    titled = Signal(str)
    touched = Signal(bool)
    finished = Signal()
    wanted = Signal(object)
    told = Signal(object)
    arrived = Signal(object)
    recalled = Signal()
    explained = Signal(object)

    def __init__(self, place: Place, symbol: str, parent: QWidget) -> None:
        """Made inside ``parent``, where it will be shown: moving a finished page would style all of it again."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setProperty(TOPIC, f"page:{place.name}" if place.kind == "page" else place.name)
        self.place, self.symbol, self.house = place, symbol, parent.window()
        self.successor: Self | None = None

    @property
    def title(self) -> str:
        return self.windowTitle()

    def retitle(self, words: str) -> None:
        self.setWindowTitle(words)
        self.titled.emit(words)

    def arrive(self, place: Place) -> None:
        """Somebody comes to this page again, by a way that may ask for more than to see it."""
        self.arrived.emit(place)

    @property
    def stored(self) -> bool:
        """Whether the server has what it shows."""
        return True

    @property
    def dirty(self) -> bool:
        """Whether something typed here is not on the server yet."""
        return False

    @property
    def sending(self) -> bool:
        """Whether something that was saved here is on its way to the server."""
        return any(saving.under_way for saving in self.findChildren(Saving))

    def succeed(self, before: "Page") -> None:
        """Take the place of the same page in another language; who inherits takes over what is typed there."""
        before.successor = self
        Standing(self, standing_of(before))

    @property
    def latest(self) -> Self:
        """This page, or the one that has taken its place: what was asked of it before is answered to that one."""
        found = self
        while found.successor is not None:
            found = found.successor
        return found

    def leave(self, then: Callable[[bool], Any]) -> None:
        """Ask what must be asked before the page goes; ``then`` hears whether it may."""
        then(True)
