"""The map of the farm: plots coloured by what one asks, measured, drawn, printed; none of it needs the internet."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from fofal_desktop import commands
from fofal_desktop.commands import bind
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.map.background import Background, Fetched
from fofal_desktop.map.boxes import box_of
from fofal_desktop.map.canvas import MapCanvas
from fofal_desktop.map.legend import Legend, legend_of
from fofal_desktop.map.measuring import Measuring
from fofal_desktop.map.mercator import Position, spots_of
from fofal_desktop.map.paper import PaperMap
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.map.pointing import Pointing
from fofal_desktop.map.selecting import Selecting
from fofal_desktop.map.sketch import Drawing
from fofal_desktop.map.tool import Tool
from fofal_desktop.models.map_contents import (
    PLOTS,
    POINT_SYMBOLS,
    POINTS,
    Layer,
    MapContents,
    may,
    read_layers,
    read_map,
    read_tile,
)
from fofal_desktop.parts import GAP, Elided, action_button, button, label, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.pages.map_bar import (
    AREA,
    DRAW,
    FARTHER,
    HOLE,
    HOME,
    LENGTH,
    NEARER,
    PLACE,
    PLOT,
    POINT,
    PRINT,
    SELECT,
    Deed,
    MapBar,
)
from fofal_desktop.views.pages.map_doubts import Doubts
from fofal_desktop.views.pages.map_files import MapFiles, kept
from fofal_desktop.views.pages.map_import import MapImport
from fofal_desktop.views.pages.map_outline import OutlineBar
from fofal_desktop.views.pages.map_places import PlaceSearch
from fofal_desktop.views.pages.map_printing import MapPrinting, composed
from fofal_desktop.views.pages.map_side import WIDTH, MapSide
from fofal_desktop.views.reading import ReadingPage, halves
from fofal_desktop.views.waiting import Waiting

SITES, MOST, AROUND = "settings.sites", 100, 120
NAME, SYMBOL = hand_made.MAP.name, hand_made.MAP.symbol


class MapPage(ReadingPage):
    """Read again when plots or points change, but never under the hand of somebody who is drawing."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Map"))
        self.contents = MapContents()
        self.layers: dict[str, Layer] = {}
        self.states = self.metas[PLOTS].fields["status"].choices
        self.canvas, self.waiting = MapCanvas(), Waiting()
        self.files = MapFiles(self.client, lambda: kept(self.canvas.chosen, self.contents.drawn), self.waiting)
        self.outline = OutlineBar(self.client, self.metas[PLOTS], self.canvas, self)
        self.told_words, self.pointed = Elided("mapMeasured"), label("", "muted")
        self.blank = Blank(self._ways_out())
        self._stale = False
        self.bar = self._tools()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self.read(lambda: read_map(self.client), self.show_contents)
        # without a background the map is whole: that none can be had is no failure of it
        self.read(
            lambda: read_layers(self.client), self._show_layers, lambda _error: self._show_layers([]), part="layers"
        )
        if self.canvas.background is not None:
            self.canvas.background.forget()

    def show_contents(self, contents: MapContents) -> None:
        self.contents, self._stale = contents, False
        self.problem.say("")
        self.count.setText(self.tr("%n plot(s)", "", len(contents.plots)))
        self.canvas.points = PointLayer(contents.points, POINT_SYMBOLS)
        self.canvas.show_plots(PlotLayer(contents.drawn, borders=contents.sites))
        self.side.show_plots(contents.drawn, contents.unplaced)
        self.outline.doubts = Doubts(contents.usual, contents.sites)
        self._colour()
        self._switch()
        self._show_chosen()
        self._show_blank()
        self.shown_anew.emit()
        if not contents.drawn and SITES in self.metas:
            sites = self.metas[SITES]
            self.read(lambda: self.client.page(sites, offset=0, limit=MOST).items, self._begin_at, part="sites")

    def succeed(self, before: Page) -> None:
        if not isinstance(before, MapPage):
            return
        if before.has_shown:
            self.show_contents(before.contents)
        super().succeed(before)
        self.canvas.succeed(before.canvas)
        if before.outline.tool is not None:
            self.stack.setCurrentWidget(self.canvas)
        self.outline.succeed(before.outline)

    def _begin_at(self, sites: list[dict[str, Any]]) -> None:
        """Where no plot is yet one begins to draw at the sites."""
        known = [one for one in sites if one["latitude"] is not None and one["longitude"] is not None]
        if known and not self.contents.drawn:
            places = [(float(one["longitude"]), float(one["latitude"])) for one in known]
            self.canvas.beginning = box_of(spots_of(places))
            self.canvas.home()

    @property
    def legend(self) -> Legend:
        return legend_of(self.side.measure, self.contents.drawn, self.states)

    @property
    def dirty(self) -> bool:
        return self.outline.dirty

    def leave(self, then: Callable[[bool], Any]) -> None:
        self.outline.leave(then)

    # -- what is shown

    def _colour(self) -> None:
        legend = self.legend
        self.side.show_legend(legend)
        self.canvas.plots.legend = legend
        self.canvas.redraw()

    def _switch(self) -> None:
        side, canvas = self.side, self.canvas
        canvas.shows_plots, canvas.shows_points = side.plots.isChecked(), side.points.isChecked()
        canvas.plots.filled, canvas.plots.named = side.filled.isChecked(), side.names.isChecked()
        canvas.redraw()

    def _show_layers(self, layers: list[Layer]) -> None:
        self.layers = {layer.code: layer for layer in layers}
        self.side.show_layers(layers)

    def _back(self, code: str) -> None:
        """Lay another background under the plots, or none."""
        layer, client = self.layers.get(code), self.client
        if layer is None:
            self.canvas.show_background(None, "")
            self.side.show_failing(failing=False, oldest=0)
            return
        ground = Background(
            lambda key: Fetched(*read_tile(client, code, *key)), layer.max_zoom, layer.min_zoom, self.canvas
        )
        ground.arrived.connect(lambda: self.side.show_failing(failing=ground.failing, oldest=ground.oldest))
        self.canvas.show_background(ground, layer.attribution)

    def _show_chosen(self) -> None:
        self.side.chosen.show_plots([plot for plot in self.contents.plots if str(plot["id"]) in self.canvas.chosen])

    def _show_blank(self) -> None:
        """Without any plot the map would be an empty sheet: say what to do. Drawing and pointing need the sheet."""
        idle = self.outline.tool is None and not self.canvas.tool.aims
        empty = not self.contents.plots and not self.contents.points and idle
        self.stack.setCurrentWidget(self.blank if empty else self.canvas)
        if empty:
            words = self.tr("Import the outlines that a surveyor gave you, or draw the first plot here.")
            self.blank.say(SYMBOL, self.tr("No plot yet"), words, self.blank.buttons)

    def _show_position(self, position: Position | None) -> None:
        self.pointed.setText(f"{position[1]:.6f} N   {position[0]:.6f} E" if position else "")

    def _find(self, key: str) -> None:
        self.canvas.choose({key})
        self.canvas.reveal({key})
        self.canvas.setFocus()

    # -- what happens

    def _take(self, make: Callable[[], Tool]) -> None:
        """Another tool, unless an outline is being drawn: that comes first."""
        self.outline.leave(lambda may: self._take_now(make()) if may else None)

    def _take_now(self, tool: Tool) -> None:
        self.outline.stop()
        tool.told.connect(self.told_words.setText)
        self.canvas.take(tool)
        self._show_blank()

    def _draw(self, begin: Callable[[], None]) -> None:
        self.outline.leave(lambda may: self._draw_now(begin) if may else None)

    def _draw_now(self, begin: Callable[[], None]) -> None:
        self.outline.stop()
        self.stack.setCurrentWidget(self.canvas)
        begin()

    def draw_again(self, record: dict[str, Any] | None, drawing: Drawing) -> None:
        """Go on with an outline where one stopped, in sight."""
        self._draw_now(partial(self.outline.resume, record, drawing))
        places = [drawing.at(corner) for corner in drawing.corners()]
        if places:
            self.canvas.look(self.canvas.view.fitted(box_of(spots_of(places)), AROUND))

    def _drawn(self) -> None:
        """An outline is stored or given up: catch up with what was not read meanwhile."""
        self._show_blank()
        if self._stale:
            self.refresh()

    def look_again(self) -> None:
        self._stale = True
        if self.outline.tool is None:
            self.refresh()

    @property
    def has_shown(self) -> bool:
        return bool(self.contents.measured_at)

    def _open(self, key: str) -> None:
        self.wanted.emit(Place("record", PLOTS, key))

    def _open_point(self, point: dict[str, Any]) -> None:
        if POINTS in self.metas:
            self.wanted.emit(Place("record", POINTS, str(point["id"])))

    def _hollow(self) -> None:
        """A hole in the outline under way, else in the one plot that is chosen."""
        if self.outline.tool is not None:
            self.outline.hollow()
        elif len(self.canvas.chosen) == 1:
            self.outline.begin(next(iter(self.canvas.chosen)), hollows=True)
        else:
            self.told_words.setText(self.tr("Choose the plot that gets a hole."))

    def _look_for_place(self) -> None:
        self.stack.setCurrentWidget(self.canvas)
        self.places.begin()

    def _look_for_plot(self) -> None:
        self.side.begin()

    def _place_point(self) -> Tool:
        """The tool that asks where a point is to stand, then for the rest of it in its form."""
        tool = Pointing(self.canvas)
        tool.placed.connect(self._new_point)
        return tool

    def _new_point(self, position: Position) -> None:
        values = {"longitude": str(position[0]), "latitude": str(position[1])}
        self.wanted.emit(Place("new", POINTS, values=values, then=lambda _point: None))

    def import_file(self) -> None:
        """Outlines out of a file, told before they are stored."""
        dialog = MapImport(self.client, self.metas, self)
        dialog.told.connect(self.told)
        dialog.open()

    # -- on paper

    def print_map(self) -> None:
        """Ask what goes on the sheet, then draw it."""
        title = self.tr("{0}: {1}").format(self.tr("Plots"), self.side.measure.label.lower())
        dialog = MapPrinting(title, self.on_paper, self)
        dialog.told.connect(self.told)
        dialog.open()

    def on_paper(self, title: str, seen: bool) -> PaperMap:
        """What a sheet shows: all plots, or what is in sight, as they are coloured now."""
        return composed(title, self.canvas, self.contents, self.legend, seen=seen)

    # -- put together

    def _ways_out(self) -> list[Any]:
        draw = button(self.tr("Draw a plot"), "mapFirst", "primary")
        draw.clicked.connect(lambda: self._draw(self.outline.begin_new))
        bring = button(commands.IMPORT.label, "mapBring", "", "mdi6.upload-outline")
        bring.clicked.connect(self.import_file)
        return [bring, draw] if may(self.metas, PLOTS, "create") else []

    def _connect(self) -> None:
        canvas, side = self.canvas, self.side
        canvas.picked.connect(self._show_chosen)
        canvas.opened.connect(self._open)
        canvas.pointed.connect(self._show_position)
        canvas.marked.connect(self._open_point)
        self.places.found.connect(lambda pin: canvas.show_pin(pin, self.places.geometry()))
        side.found.connect(self._find)
        side.coloured.connect(self._colour)
        side.switched.connect(self._switch)
        side.backed.connect(self._back)
        side.drawn.connect(lambda key: self._draw(partial(self.outline.begin, key)))
        side.chosen.opened.connect(self._open)
        side.chosen.edited.connect(lambda key: self._draw(partial(self.outline.begin, key)))
        self.files.told.connect(self.told)
        self.files.refused.connect(self.problem.say)
        self.outline.over.connect(self._drawn)
        self.outline.touched.connect(lambda: self.touched.emit(self.dirty))
        self.outline.wanted.connect(self.wanted)
        self.follow({PLOTS, POINTS, SITES, "agronomy.harvests"})

    def _lay_out(self) -> None:
        column = self.column(self._head())
        for part in (self.outline, self.waiting):
            column.addWidget(part)
        column.addWidget(self._halves(), 1)
        column.addLayout(self._foot())

    def _halves(self) -> QSplitter:
        """The map and what stands beside it: made after the head, and so Tab comes to them after the head."""
        split, states = QSplitter(self.inside), {state.value: state.label for state in self.states}
        self.stack = QStackedWidget(split)
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.blank)
        self.places = PlaceSearch(self.client, self.canvas)
        self.side = MapSide(states, split, draws=may(self.metas, PLOTS, "update"))
        return halves(split, WIDTH, 4)

    def _head(self) -> QHBoxLayout:
        at_the_end: list[QWidget] = [self.bar]
        if may(self.metas, PLOTS, "create"):
            at_the_end.append(action_button(bind(self, commands.IMPORT, self.import_file), words=False))
        printing = action_button(bind(self, PRINT, self.print_map), words=False)
        return self.head([self.count], [*at_the_end, self.files, printing])

    def _tools(self) -> MapBar:
        canvas = self.canvas
        tools: list[Deed] = [
            (SELECT, lambda: self._take(lambda: Selecting(canvas))),
            (LENGTH, lambda: self._take(lambda: Measuring(canvas, closed=False))),
            (AREA, lambda: self._take(lambda: Measuring(canvas, closed=True))),
        ]
        if may(self.metas, PLOTS, "create"):
            tools.append((DRAW, lambda: self._draw(self.outline.begin_new)))
        if may(self.metas, POINTS, "create"):
            tools.append((POINT, lambda: self._take(self._place_point)))
        looks: list[Deed] = [
            (NEARER, lambda: canvas.zoom(2)),
            (FARTHER, lambda: canvas.zoom(0.5)),
            (HOME, canvas.home),
        ]
        bind(self, PLACE, self._look_for_place)
        bind(self, PLOT, self._look_for_plot)
        if may(self.metas, PLOTS, "update"):
            bind(self, HOLE, self._hollow)
        bar = MapBar(self, tools, looks)
        bar.show_tool(canvas.tool)
        canvas.taken.connect(bar.show_tool)
        return bar

    def _foot(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.told_words)
        row.addStretch(1)
        row.addWidget(self.pointed)
        return row
