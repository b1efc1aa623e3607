"""All keys as their sheet tells them, group by group, those of the screen in front before the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from fofal_desktop import commands
from fofal_desktop.commands import Command
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages import (
    alerts,
    dashboard,
    map_bar,
    operations,
    outbox,
    rain_book,
    rights,
    sensors,
    weather,
    weather_charts,
)
from fofal_desktop.views.pages import map as map_page

LIST_KEYS = (Command("", QT_TRANSLATE_NOOP("Command", "Select several rows"), "Shift+Down"),)
FIELD_KEYS = (
    Command("", QT_TRANSLATE_NOOP("Command", "Open what is chosen, else choose from the list"), "F2"),
    Command("", QT_TRANSLATE_NOOP("Command", "Create what is missing"), "F3"),
    Command("", QT_TRANSLATE_NOOP("Command", "Show what fits"), "Down"),
    Command("", QT_TRANSLATE_NOOP("Command", "Calendar of a date"), "Alt+Down"),
)
GRID_KEYS = (
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous cell"), "Tab, Shift+Tab"),
    Command("", QT_TRANSLATE_NOOP("Command", "Copy from the line above"), "Ctrl+D"),
    Command("", QT_TRANSLATE_NOOP("Command", "Remove the line"), "Ctrl+Del"),
    Command("", QT_TRANSLATE_NOOP("Command", "Move the line up or down"), "Alt+Up, Alt+Down"),
    Command("", QT_TRANSLATE_NOOP("Command", "Empty the cells"), "Del"),
    Command("", QT_TRANSLATE_NOOP("Command", "Copy, paste, also from a spreadsheet"), "Ctrl+C, Ctrl+V"),
    Command("", QT_TRANSLATE_NOOP("Command", "Undo"), "Ctrl+Z"),
    Command("", QT_TRANSLATE_NOOP("Command", "Redo"), "Ctrl+Y"),
)
CHART_KEYS = (
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous value"), "Right, Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "Ten values on or back"), "Ctrl+Right, Ctrl+Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "First or last value"), "Home, End"),
)
TILE_KEYS = (
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous tile"), "Right, Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "Open what it counts"), "Return"),
    dashboard.ARRANGE,
    Command("", QT_TRANSLATE_NOOP("Command", "Move the tile"), "Ctrl+Right, Ctrl+Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "Take the tile away"), "Del"),
    dashboard.UNDO,
)
SENSOR_KEYS = (
    Command("", QT_TRANSLATE_NOOP("Command", "Next or previous sensor"), "Right, Left"),
    Command("", QT_TRANSLATE_NOOP("Command", "Show it over time"), "Return"),
    Command("", QT_TRANSLATE_NOOP("Command", "Open its record"), "Ctrl+Return"),
)
"""Keys that no command is bound to: fields, grids, charts and tiles hear them themselves."""


@dataclass(frozen=True)
class Group:
    """``at`` names the screens that it belongs to, as ``screen_of`` does; without any it holds on all of them."""

    title: str
    commands: tuple[Command, ...]
    at: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        return QCoreApplication.translate("ShortcutSheet", self.title)

    @property
    def shown(self) -> list[Command]:
        """Those that have keys at all."""
        return [command for command in self.commands if command.shortcut]


def _on(*names: str) -> frozenset[str]:
    return frozenset(f"page:{name}" for name in names)


_CHARTS = _on(weather.NAME, sensors.NAME, dashboard.NAME)
_LIST, _RECORD, _MAP = frozenset({"list"}), frozenset({"record", "new"}), _on(map_page.NAME)
GROUPS = (
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a list"), (*commands.LIST, commands.DELETE, *LIST_KEYS), _LIST),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a record"), (*commands.RECORD, commands.REFRESH), _RECORD),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "Everywhere"), commands.WINDOW),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a window of its own"), commands.APART),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a field"), FIELD_KEYS, _RECORD),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a grid of lines"), GRID_KEYS, _RECORD),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "Among the files of a record"), commands.FILES, _RECORD),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In the dashboard"), TILE_KEYS, _on(dashboard.NAME)),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "On the map"), map_bar.COMMANDS, _MAP),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "Moving over the map"), map_bar.MOVES, _MAP),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "While an outline is drawn"), map_bar.STROKES, _MAP),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "In the rain book"),
        (commands.SAVE, rain_book.BEFORE, rain_book.AFTER, rain_book.SITES_BEFORE, rain_book.SITES_AFTER),
        _on(rain_book.NAME),
    ),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "In the weather"),
        (weather_charts.EARLIER, weather_charts.LATER),
        _on(weather.NAME),
    ),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In a chart"), CHART_KEYS, _CHARTS),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "Among the sensors"), SENSOR_KEYS, _on(sensors.NAME)),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "In the centre of alerts"),
        (alerts.TAKE, alerts.RESOLVE, alerts.NOTE),
        _on(alerts.NAME),
    ),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "In the state of the installation"),
        (operations.BACKUP,),
        _on(operations.NAME),
    ),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "In the table of rights"),
        (commands.FIND, rights.COPY_ALL),
        _on(rights.NAME),
    ),
    Group(
        QT_TRANSLATE_NOOP("ShortcutSheet", "Among what is to be sent"),
        (outbox.SEND, outbox.TAKE_OUT),
        _on(outbox.NAME),
    ),
    Group(QT_TRANSLATE_NOOP("ShortcutSheet", "In the help"), commands.GUIDE, frozenset({"help"})),
)


def screen_of(place: Place | None) -> str:
    """What keys depend on: the kind of a generic screen, the name of a page made by hand."""
    if place is None:
        return ""
    return f"page:{place.name}" if place.kind == "page" else place.kind


def in_order(place: Place | None) -> Sequence[Group]:
    """Those of the screen in front, then what holds everywhere, then all others."""
    screen = screen_of(place)
    return sorted(GROUPS, key=lambda group: _rank(group, screen))


def _rank(group: Group, screen: str) -> int:
    if screen in group.at:
        return 0
    return 2 if group.at else 1
