"""The tools of the map as buttons, in groups, the one in hand marked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fofal_desktop.commands import Command, bind
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.map.measuring import Measuring
from fofal_desktop.map.pointing import Pointing
from fofal_desktop.map.sketching import Sketching
from fofal_desktop.map.tool import Tool
from fofal_desktop.parts import GAP, action_button, tight

SELECT = Command("map-select", QT_TRANSLATE_NOOP("Command", "Choose"), "Ctrl+1", "mdi6.cursor-default-outline")
LENGTH = Command("map-length", QT_TRANSLATE_NOOP("Command", "Measure a distance"), "Ctrl+2", "mdi6.ruler")
AREA = Command("map-area", QT_TRANSLATE_NOOP("Command", "Measure an area"), "Ctrl+3", "mdi6.vector-square")
DRAW = Command("map-draw", QT_TRANSLATE_NOOP("Command", "Draw a plot"), "Ctrl+4", "mdi6.vector-polygon")
POINT = Command("map-point", QT_TRANSLATE_NOOP("Command", "Add a point"), "Ctrl+5", "mdi6.map-marker-plus-outline")
HOLE = Command("map-hole", QT_TRANSLATE_NOOP("Command", "Draw a hole"), "Ctrl+6", "mdi6.vector-circle-variant")
PLACE = Command("map-place", QT_TRANSLATE_NOOP("Command", "Find a place"), "Ctrl+G", "mdi6.map-search-outline")
PLOT = Command("map-plot", QT_TRANSLATE_NOOP("Command", "Find a plot"), "Ctrl+F", "mdi6.magnify")
NEARER = Command("map-nearer", QT_TRANSLATE_NOOP("Command", "Nearer (+)"), "", "mdi6.magnify-plus-outline")
FARTHER = Command("map-farther", QT_TRANSLATE_NOOP("Command", "Farther (−)"), "", "mdi6.magnify-minus-outline")
HOME = Command("map-home", QT_TRANSLATE_NOOP("Command", "Show everything (Home)"), "", "mdi6.fit-to-page-outline")
PRINT = Command("map-print", QT_TRANSLATE_NOOP("Command", "Print the map"), "Ctrl+P", "mdi6.printer-outline")

COMMANDS = (SELECT, LENGTH, AREA, DRAW, POINT, HOLE, PLOT, PLACE, PRINT)

MOVES = (
    Command("", QT_TRANSLATE_NOOP("Command", "Move the map"), "Left, Right, Up, Down"),
    Command("", QT_TRANSLATE_NOOP("Command", "Nearer"), "+"),
    Command("", QT_TRANSLATE_NOOP("Command", "Farther"), "-"),
    Command("", QT_TRANSLATE_NOOP("Command", "Show everything"), "Home"),
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous plot"), "PgDown, PgUp"),
    Command("", QT_TRANSLATE_NOOP("Command", "Choose what is in the middle"), "Space"),
    Command("", QT_TRANSLATE_NOOP("Command", "Open the chosen plot"), "Return"),
    Command("", QT_TRANSLATE_NOOP("Command", "Lay the tool down"), "Esc"),
)
STROKES = (
    Command("", QT_TRANSLATE_NOOP("Command", "A corner in the middle of the map"), "Space"),
    Command("", QT_TRANSLATE_NOOP("Command", "Close the outline, then save it"), "Return"),
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous corner"), "PgDown, PgUp"),
    Command("", QT_TRANSLATE_NOOP("Command", "Move the corner (Alt and an arrow)"), "Alt+Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "A corner on the edge that follows"), "Ins"),
    Command("", QT_TRANSLATE_NOOP("Command", "Remove the corner"), "Del"),
    Command("", QT_TRANSLATE_NOOP("Command", "Undo"), "Ctrl+Z"),
    Command("", QT_TRANSLATE_NOOP("Command", "Redo"), "Ctrl+Y"),
)
"""Keys that the map itself hears, and the tool that draws: told on the sheet of shortcuts, bound to no button."""

Deed = tuple[Command, Callable[[], Any]]


class MapBar(QFrame):
    """``tools`` exclude one another, ``looks`` move the map; the shortcuts work all over ``page``."""

    def __init__(self, page: QWidget, tools: Sequence[Deed], looks: Sequence[Deed]) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._row = tight(QHBoxLayout(self), 0)
        self._group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for command, deed in tools:
            action = bind(page, command, deed)
            action.setCheckable(True)
            self._group.addAction(action)
            self._actions[command.name] = action
            self._row.addWidget(action_button(action, words=False))
        self._row.addSpacing(GAP)
        for command, deed in looks:
            self._row.addWidget(action_button(bind(page, command, deed), words=False))

    def show_tool(self, tool: Tool) -> None:
        """Mark the tool in hand."""
        action = self._actions.get(_command_of(tool).name)
        if action is not None:
            action.setChecked(True)


def _command_of(tool: Tool) -> Command:
    match tool:
        case Measuring(closed=closed):
            return AREA if closed else LENGTH
        case Sketching():
            return DRAW
        case Pointing():
            return POINT
    return SELECT
