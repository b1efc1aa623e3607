"""The dashboard: numbers and small charts of all rooms, each of which opens what it counts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.conditions import Condition, called
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.flow import FlowLayout
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import changes
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.dashboard import NEWS, read_dashboard, read_figures, read_series, when
from fofal_desktop.models.on_paper import rows_of
from fofal_desktop.mosaic import Mosaic
from fofal_desktop.parts import GAP, Elided, action_button, label, named, picture, tab_through, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.dashboard_carrying import Carrying
from fofal_desktop.views.pages.dashboard_layout import Arrangement
from fofal_desktop.views.pages.dashboard_series import SeriesTile
from fofal_desktop.views.pages.dashboard_tile import BETWEEN, DashboardTile, FigureTile, StrangeTile
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage
from fofal_server.contract.dashboard import Dashboard, TileShown
from fofal_server.contract.figures import Figures, Opens, SeriesRead
from fofal_server.contract.kinds import Operator
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.DASHBOARD.name, hand_made.DASHBOARD.symbol
EVERY_MS, REST_MS = 120_000, 150
"""Between two looks, and how long the page is in sight before the first: who goes on at once needs none."""
COLUMN_EMS = 14
"""Least width of a column, in heights of a line."""
ARRANGE = Command(
    "arrange", QT_TRANSLATE_NOOP("Command", "Arrange the tiles"), "Ctrl+Shift+A", "mdi6.view-grid-plus-outline"
)
UNDO = Command("undo-arranging", QT_TRANSLATE_NOOP("Command", "Undo"), "Ctrl+Z", "mdi6.undo")
RESET = Command("reset-tiles", QT_TRANSLATE_NOOP("Command", "As at the beginning"), "", "mdi6.restore")

KINDS: dict[str, type[DashboardTile]] = {"figure": FigureTile, "series": SeriesTile}


class DashboardPage(ReadingPage):
    """Read again every other minute while it is in sight, and soon after something has changed."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Dashboard"))
        self.tiles: list[DashboardTile] = []
        self.arrangement = Arrangement(context.client, self)
        self.blank = Blank([])
        self.add, self.desk = QToolButton(), named(QWidget(), "arrangingDesk")
        self._title = Elided("pageTitle")
        self._above: QWidget = self  # what Tab comes from to the tiles
        self._wanted = self._stale = True
        self._failing = set[str]()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look_again)
        self._lay_out()
        self._connect()

    # -- read

    def refresh(self) -> None:
        """Which tiles, when that is not known or was changed elsewhere; then what they tell."""
        self._rest.stop()
        self._stale = False
        if self._wanted and not self.arrangement.on:
            self.read(lambda: read_dashboard(self.client), self._begin)
        else:
            self._read_values(self.tiles)

    def _anew(self) -> None:
        """F5: also the tiles, which may have been arranged on another computer."""
        self._wanted = True
        self.refresh()

    def _begin(self, dashboard: Dashboard) -> None:
        self._wanted = False
        self.arrangement.take(dashboard)
        self.show_tiles(dashboard.tiles)
        self._read_values(self.tiles)

    def _read_values(self, tiles: Sequence[DashboardTile]) -> None:
        """One call for all numbers, one for all series; what fails of them is told in their tiles."""
        for kind, read in (("figure", read_figures), ("series", read_series)):
            if codes := [one.tile.code for one in tiles if one.tile.kind == kind]:
                work: Callable[[], Figures | SeriesRead] = partial(read, self.client, codes)
                self.read(work, partial(self._show, kind), partial(self._fail, kind, codes), part=kind)
            elif not any(one.tile.kind == kind for one in self.tiles):
                self.tell_age(kind, None)

    def _show(self, kind: str, found: Figures | SeriesRead) -> None:
        self._failing.discard(kind)
        if not self._failing:
            self.problem.say("")
        for shown in found.items:
            if (tile := self._tile(shown.code)) is not None:
                tile.show_value(shown, when(found.at, shown.at, self.client.clock.now()))

    def _fail(self, kind: str, codes: Sequence[str], error: Exception) -> None:
        self._failing.add(kind)
        for code in codes:
            if (tile := self._tile(code)) is not None:
                tile.fail(message_of(error))
        self.on_failure(error)

    def _tile(self, code: str) -> DashboardTile | None:
        return next((one for one in self.tiles if one.tile.code == code), None)

    @property
    def has_shown(self) -> bool:
        return any(one.shown is not None for one in self.tiles)

    # -- when

    def look_soon(self, names: set[str]) -> None:
        """Something was written: many changes one after the other are one reason to look."""
        self._wanted = self._wanted or NEWS in names
        self._stale = True
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    # -- tiles

    def show_tiles(self, shown: Sequence[TileShown]) -> None:
        """Put these on the page in this order; those that are there already keep what they tell, and the focus."""
        there = {one.tile.code: one for one in self.tiles}
        place = next((place for place, one in enumerate(self.tiles) if one.hasFocus()), -1)
        focused = self.tiles[place] if place >= 0 else None
        self.tiles = [there.pop(one.code) if one.code in there else self._make(one) for one in shown]
        if focused is not None and focused not in self.tiles:  # else it would go where Tab leads, out of sight
            focused = self.tiles[min(place, len(self.tiles) - 1)] if self.tiles else None
            (focused or self).setFocus()
        for gone in there.values():
            gone.hide()
            gone.deleteLater()
        for tile, one in zip(self.tiles, shown, strict=True):
            tile.take(one)
            tile.arrange(on=self.arrangement.on)
        self._mosaic.put(self.tiles)
        tab_through(self._above, *self.tiles)
        self._say_blank()
        if focused is not None:
            focused.setFocus()

    def _on_arranged(self, shown: Sequence[TileShown]) -> None:
        """One more or one less: only what is new has to be read."""
        self.show_tiles(shown)
        self._read_values([one for one in self.tiles if one.shown is None])

    def _make(self, one: TileShown) -> DashboardTile:
        tile = KINDS.get(one.kind, StrangeTile)(one)
        tile.wanted.connect(self.open)
        tile.again.connect(lambda _code: self._read_values([tile]))
        tile.left.connect(partial(self._go_on, tile))
        tile.moved.connect(lambda steps: self.arrangement.move(tile.tile.code, steps))
        tile.carried.connect(partial(self._carry, tile))
        tile.landed.connect(partial(self._carrying.land, tile))
        tile.resized.connect(lambda: self.arrangement.resize(tile.tile.code))
        tile.dropped.connect(lambda: self.arrangement.drop(tile.tile.code))
        return tile

    def _carry(self, tile: DashboardTile, at: QPoint) -> None:
        """A tile goes with the mouse; what is out of sight comes into it."""
        if (ground := self._scroll.widget()) is not None:
            here = ground.mapFromGlobal(at)
            self._scroll.ensureVisible(here.x(), here.y(), 0, 4 * GAP)
        self._carrying.carry(tile, at)

    def _go_on(self, tile: DashboardTile, steps: int) -> None:
        place = self.tiles.index(tile) + steps
        target = self.tiles[max(0, min(place, len(self.tiles) - 1))]
        target.setFocus()
        self._scroll.ensureWidgetVisible(target)

    def open(self, opens: Opens) -> None:
        """Go to the list with its filter, or to the page."""
        resource = self.metas.get(opens.name) if opens.kind == "list" else None
        if resource is None:
            self.wanted.emit(Place("list" if opens.kind == "list" else "page", opens.name))
            return
        told = [_keys(one) or called(one, resource, opens.called.get(one.partition(":")[0])) for one in opens.filters]
        conditions = tuple(one for one in told if one is not None)
        self.wanted.emit(Place("list", opens.name, conditions=conditions))

    def _say_blank(self) -> None:
        self.blank.setVisible(not self.tiles)
        words = self.tr("Ctrl+Shift+A adds some.") if self.arrangement.others else ""
        self.blank.say(SYMBOL, self.tr("No tile is chosen"), words, [])

    # -- on paper

    def on_paper(self) -> ShownPage | None:
        """The numbers of all tiles in one table, then a table for each chart."""
        if not self.has_shown:
            return None
        heads = [self.tr("Tile"), self.tr("Value"), self.tr("Remark"), self.tr("Read")]
        tables = [rows_of("", heads, [tile.line for tile in self.tiles if not isinstance(tile, SeriesTile)])]
        for tile in self.tiles:
            if isinstance(tile, SeriesTile):
                title = " · ".join(filter(None, (tile.tile.label, tile.hint.text(), tile.read.text())))
                rows = [(bar.named, bar.said) for bar in tile.bars]
                tables.append(rows_of(title, [self.tr("Of"), self.tr("Value")], rows))
        return ShownPage(title=self.title, tables=tables)

    # -- around it

    def greet(self, words: str) -> None:
        """The page as the first thing that somebody sees."""
        self._title.setText(words)

    def put_above(self, widget: QWidget) -> None:
        self._column.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignLeft)
        tab_through(self._above, widget)
        self._above = widget

    def put_below(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    # -- put together

    def _connect(self) -> None:
        self.arrangement.changed.connect(self._on_arranged)
        self.arrangement.switched.connect(self._on_arranging)
        self.arrangement.told.connect(self.told)
        changes.happened.connect(self.look_soon)
        self.follow(set(), EVERY_MS)

    def _on_arranging(self, on: bool) -> None:
        for tile in self.tiles:
            tile.arrange(on=on)
        self.desk.setVisible(on)
        self._arrange.setText(self.tr("Done") if on else ARRANGE.label)
        if not on:
            self.look_soon(set())  # together, as they will be asked for from now on
        elif self.tiles:
            self.tiles[0].setFocus()

    def _offer(self) -> None:
        """The tiles that are not shown, by their rooms."""
        menu = self.add.menu()
        menu.clear()
        room = ""
        for one in sorted(self.arrangement.others, key=lambda tile: tile.domain):
            if one.domain != room:
                room = one.domain
                menu.addAction(room).setEnabled(False)
            menu.addAction(one.label, partial(self.arrangement.add, one.code))
        if not self.arrangement.others:
            menu.addAction(self.tr("All tiles are shown")).setEnabled(False)

    def _lay_out(self) -> None:
        grid = QWidget()
        self._mosaic = Mosaic(BETWEEN, lambda: self.fontMetrics().height() * COLUMN_EMS)
        grid.setLayout(self._mosaic)
        self._carrying = Carrying(grid, lambda: self.tiles, BETWEEN)
        self._carrying.put.connect(lambda tile, steps: self.arrangement.move(tile.tile.code, steps))
        inside = named(QWidget(), "page")
        self._column = tight(QVBoxLayout(inside), 2 * GAP)
        for widget in (grid, self.blank):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll = named(QScrollArea(), "dashboardScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column(self._head(), self._desk()).addWidget(self._scroll, 1)
        for widget in (self.busy, self.blank, self.desk):
            widget.hide()

    def _head(self) -> QHBoxLayout:
        self._title.setText(self.windowTitle())
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(picture(SYMBOL, "brand", 26))
        row.addWidget(self._title, 1)
        self._arrange = bind(self, ARRANGE, self.arrangement.switch)
        row.addWidget(action_button(self._arrange))
        row.addWidget(print_button(self, self.client, self.on_paper))
        row.addWidget(action_button(bind(self, commands.REFRESH, self._anew), words=False))
        return row

    def _desk(self) -> QWidget:
        """What tiles are arranged with, and how that is done by keyboard."""
        self._furnish_add()
        buttons, row = QWidget(), FlowLayout(GAP)
        buttons.setLayout(row)
        row.addWidget(self.add)
        for command, deed in ((UNDO, self.arrangement.undo), (RESET, self.arrangement.reset)):
            self._above = action_button(bind(self, command, deed))
            row.addWidget(self._above)
        words = self.tr(
            "The mouse takes a tile by its head; Ctrl+Left and Ctrl+Right move it. Enter makes it wide or small, Del "
            "takes it away."
        )
        column = tight(QVBoxLayout(self.desk), GAP)
        column.addWidget(buttons)
        column.addWidget(label(words, "hint", wrap=True))
        return self.desk

    def _furnish_add(self) -> None:
        self.add.setObjectName("addTile")
        self.add.setText(self.tr("Add a tile"))
        self.add.setAccessibleName(self.add.text())
        self.add.setProperty("framed", True)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.add)
        menu.aboutToShow.connect(self._offer)
        self.add.setMenu(menu)


def _keys(wire: str) -> Condition | None:
    """Records that a tile has counted one by one (``id:in:…``): they are told by their number."""
    name, _, rest = wire.partition(":")
    sign, _, value = rest.partition(":")
    if (name, sign) != ("id", Operator.IN.value):
        return None
    words = QCoreApplication.translate("Dashboard", "%n record(s) counted", "", value.count("|") + 1)
    return Condition(name, Operator.IN, value, words)
