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
NEARER = Command("map-nearer", QT_TRANSLATE_NOOP("Command", "Nearer (+)"), "", "mdi6.magnify-plus-outline")
FARTHER = Command("map-farther", QT_TRANSLATE_NOOP("Command", "Farther (−)"), "", "mdi6.magnify-minus-outline")
HOME = Command("map-home", QT_TRANSLATE_NOOP("Command", "Show everything (Home)"), "", "mdi6.fit-to-page-outline")
PRINT = Command("map-print", QT_TRANSLATE_NOOP("Command", "Print the map"), "Ctrl+P", "mdi6.printer-outline")

Deed = tuple[Command, Callable[[], Any]]


class MapBar(QFrame):
    """``tools`` exclude one another, ``looks`` move the map; the shortcuts work all over ``page``."""

    def __init__(self, page: QWidget, tools: Sequence[Deed], looks: Sequence[Deed]) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._row = tight(QHBoxLayout(self), GAP // 2)
        self._group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for command, deed in tools:
            action = bind(page, command, deed)
            action.setCheckable(True)
            self._group.addAction(action)
            self._actions[command.name] = action
            self._row.addWidget(action_button(action, words=False))
        self._row.addSpacing(2 * GAP)
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
