"""A field over the map that finds a place by its name and goes there; asked when Enter is pressed, never before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QProgressBar, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.map.pin import Pin
from fofal_desktop.models.map_places import FEWEST, MOST, PlacesFound, find_places
from fofal_desktop.parts import GAP, clearable, label, named, tight

WIDTH, SHOWN = 300, 5
"""In pixels, and in places that are seen without scrolling."""


class PlaceSearch(QFrame):
    """Lies over the ``canvas`` in its upper left corner. ``found`` carries the pin of a place, None to take it away."""

    found = Signal(object)

    def __init__(self, client: Client, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName("mapPlaces")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._client, self._canvas = client, canvas
        self._job: Job[PlacesFound] | None = None
        self._places: PlacesFound | None = None
        self.line = clearable(named(QLineEdit(maxLength=MOST), "placeSearch"))
        self.busy = named(QProgressBar(maximum=0), "busy")
        self.told, self.credit = label("", "placeTold", wrap=True), label("", "hint", wrap=True)
        self.list = named(QListWidget(), "placeList")
        self._lay_out()
        self.line.returnPressed.connect(self.look)
        self.line.textChanged.connect(lambda _words: self.forget())
        self.list.itemActivated.connect(lambda _item: self.go())
        self.list.itemClicked.connect(lambda _item: self.go())

    def begin(self) -> None:
        """The keyboard is meant for the field."""
        self.line.setFocus()
        self.line.selectAll()

    def look(self) -> None:
        """Ask the server for the words in the field."""
        self.forget()
        words = self.line.text().strip()
        if len(words) < FEWEST:
            self._say(self.tr("Write three letters at least."))
            return
        self.busy.show()
        self._fit()
        client = self._client
        self._job = ask(self, lambda: find_places(client, words), self.show_places, self._refused)

    def show_places(self, found: PlacesFound) -> None:
        """What goes by this name; with only one place, it is gone to."""
        self._places = found
        self.busy.hide()
        for place in found.places:
            self.list.addItem(place.words)
        self.list.setVisible(bool(found.places))
        self.credit.setText(found.credit)
        self.credit.setVisible(bool(found.places))
        self._say("" if found.places else self.tr("No place of this name was found in Cameroon."))
        if found.places:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        if len(found.places) == 1:
            self.go()

    def go(self) -> None:
        """To the place that is marked in the list."""
        row = self.list.currentRow()
        if self._places is not None and 0 <= row < len(self._places.places):
            place = self._places.places[row]
            self.found.emit(Pin(place.position, place.short))

    def forget(self) -> None:
        """Nothing is looked for any more; an answer under way is not waited for."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._places = None
        self.list.clear()
        for widget in (self.list, self.credit, self.busy):
            widget.hide()
        self._say("")
        self.found.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the map, Down into the list; no other key of the field is one of the map's."""
        if event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self._canvas.setFocus()
        elif event.key() == Qt.Key.Key_Down and self.list.isVisible():
            self.list.setFocus()

    def _refused(self, error: Exception) -> None:
        self.busy.hide()
        self._say(message_of(error))

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setAccessibleName(words)
        self.told.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """As high as what it says: nothing lays out what merely lies over something."""
        rows = min(SHOWN, self.list.count())
        self.list.setFixedHeight(rows * max(1, self.list.sizeHintForRow(0)) + 2 * self.list.frameWidth() + GAP)
        whole = self.layout()
        if whole is not None:
            whole.activate()
            wraps = whole.hasHeightForWidth()
            self.resize(WIDTH, whole.totalHeightForWidth(WIDTH) if wraps else whole.totalSizeHint().height())

    def _lay_out(self) -> None:
        self.line.setPlaceholderText(self.tr("Find a place (Ctrl+G)"))
        self.line.setAccessibleName(self.tr("Find a place"))
        self.list.setAccessibleName(self.tr("Places found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.busy.setFixedHeight(3)
        column = tight(QVBoxLayout(self), GAP // 2, GAP // 2)
        for widget in (self.line, self.busy, self.told, self.list, self.credit):
            column.addWidget(widget)
        for hidden in (self.busy, self.told, self.list, self.credit):
            hidden.hide()
        self.move(GAP + 2, GAP + 2)
        self._fit()
