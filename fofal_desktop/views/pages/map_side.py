"""Beside the map: find a plot, colour by a measure, switch layers, see what is chosen and what has no outline yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop.map.legend import Legend
from fofal_desktop.models.age import since
from fofal_desktop.models.map_contents import Layer
from fofal_desktop.models.map_measures import MEASURES, Measure
from fofal_desktop.parts import GAP, button, clearable, label, named, tight
from fofal_desktop.views.pages.map_chosen import ChosenPane
from fofal_desktop.views.pages.map_legend import LegendBox

WIDTH = 300
Record = dict[str, Any]


class MapSide(QScrollArea):
    """``coloured`` when another measure is chosen, ``switched`` when other layers are.

    ``found`` and ``drawn`` carry a plot: to be shown, to get an outline; ``backed`` a background, empty for none.
    """

    found = Signal(str)
    coloured = Signal()
    switched = Signal()
    backed = Signal(str)
    drawn = Signal(str)

    def __init__(self, states: Mapping[str, str], parent: QWidget, *, draws: bool) -> None:
        super().__init__(parent)
        self._draws = draws
        self._keys: dict[str, str] = {}
        self.search = clearable(named(QLineEdit(), "mapSearch"))
        self.colour, self.legend = named(QComboBox(), "mapColour"), LegendBox()
        self.filled = named(QCheckBox(self.tr("Colours")), "mapFilled")
        self.names = named(QCheckBox(self.tr("Codes")), "mapNames")
        self.plots = named(QCheckBox(self.tr("Plots")), "mapPlots")
        self.points = named(QCheckBox(self.tr("Points")), "mapPoints")
        self.background = named(QComboBox(), "mapBackground")
        self.failing = label("", "muted", wrap=True)
        self.failing.hide()
        self.chosen = ChosenPane(states, draws=draws)
        self.unplaced, self.place = named(QComboBox(), "mapUnplaced"), button(self.tr("Draw its outline"), "mapPlace")
        self._unplaced_words = label("", "muted", wrap=True)
        self._lay_out()
        self._connect()

    @property
    def measure(self) -> Measure:
        return MEASURES[max(0, self.colour.currentIndex())]

    def begin(self) -> None:
        """The keyboard is meant for the search."""
        self.search.setFocus()
        self.search.selectAll()

    def show_plots(self, drawn: Sequence[Record], unplaced: Sequence[Record]) -> None:
        """Which plots can be found, and which have no outline yet."""
        self._keys = {f"{plot['code']} — {plot['name']}": str(plot["id"]) for plot in drawn}
        self._known.setStringList(list(self._keys))
        self.unplaced.clear()
        for plot in unplaced:
            self.unplaced.addItem(f"{plot['code']} — {plot['name']}", str(plot["id"]))
        self._unplaced_words.setText(self.tr("%n plot(s) without an outline", "", len(unplaced)))
        self._unplaced_words.setVisible(bool(unplaced))
        for widget in (self.unplaced, self.place):
            widget.setVisible(bool(unplaced) and self._draws)

    def show_legend(self, legend: Legend) -> None:
        self.legend.show_legend(legend)

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """Which backgrounds there are; with none nothing is offered."""
        with QSignalBlocker(self.background):
            kept = self.background.currentData()
            self.background.clear()
            self.background.addItem(self.tr("No background"), "")
            for layer in layers:
                self.background.addItem(layer.name, layer.code)
            self.background.setCurrentIndex(max(0, self.background.findData(kept)))
        self.background.setVisible(bool(layers))

    def show_failing(self, *, failing: bool, oldest: int) -> None:
        """Whether part of the background does not come, or how old it is in seconds where it could not be renewed."""
        words = self.tr("Part of the background does not come.") if failing else ""
        if oldest:
            old = self.tr("The background could not be renewed; its oldest part came {0}.").format(since(oldest))
            words = " ".join(filter(None, (words, old)))
        self.failing.setText(words)
        self.failing.setVisible(bool(words))

    def _find(self) -> None:
        """The plot that was typed: its whole name, or the first that holds the words."""
        words = self.search.text().strip().casefold()
        keys = [key for name, key in self._keys.items() if words and words in name.casefold()]
        if keys:
            self.found.emit(keys[0])

    def _connect(self) -> None:
        self.search.returnPressed.connect(self._find)
        self._completer.activated.connect(lambda _words: self._find())
        self.colour.currentIndexChanged.connect(lambda _place: self.coloured.emit())
        for box in (self.filled, self.names, self.plots, self.points):
            box.toggled.connect(lambda _on: self.switched.emit())
        self.background.currentIndexChanged.connect(lambda _place: self.backed.emit(str(self.background.currentData())))
        self.place.clicked.connect(lambda: self.drawn.emit(str(self.unplaced.currentData())))

    def _lay_out(self) -> None:
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search.setCompleter(self._completer)
        self.search.setPlaceholderText(self.tr("Find a plot (Ctrl+F)"))
        for widget, words in (
            (self.search, self.tr("Find a plot")),
            (self.colour, self.tr("Coloured by")),
            (self.background, self.tr("Background")),
            (self.unplaced, self.tr("Plots without an outline")),
        ):
            widget.setAccessibleName(words)
        for measure in MEASURES:
            self.colour.addItem(measure.label)
        for box in (self.filled, self.names, self.plots, self.points):
            box.setChecked(True)
        inside = named(QFrame(self.viewport()), "pane")
        self.setWidget(inside)  # before it is filled: moved later, all of it would be styled again
        self.setWidgetResizable(True)
        column = tight(QVBoxLayout(inside), GAP, 2 * GAP)
        layers = [self.plots, self.filled, self.names, self.points, self.background, self.failing]
        column.addWidget(self.search)
        self._section(column, self.tr("Coloured by"), [self.colour, self.legend])
        self._section(column, "", [self.chosen])
        self._section(column, self.tr("Layers"), layers)
        self._section(column, "", [self._unplaced_words, self.unplaced, self.place])
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)

    def _section(self, column: QVBoxLayout, title: str, widgets: Sequence[QWidget]) -> None:
        column.addSpacing(GAP)
        if title:
            column.addWidget(label(title, "sectionTitle"))
        for widget in widgets:
            column.addWidget(widget)
