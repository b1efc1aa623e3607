"""What is known of the plots that are chosen on the map: one in full, several in sum."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.models.map_measures import MEASURES
from fofal_desktop.parts import GAP, Elided, button, clear, label, tight

Record = dict[str, Any]


class ChosenPane(QWidget):
    """``opened`` carries the plot whose record is wanted, ``edited`` the one whose outline is."""

    opened = Signal(str)
    edited = Signal(str)

    def __init__(self, states: Mapping[str, str], *, draws: bool) -> None:
        """``states`` are the words of a plot's state."""
        super().__init__()
        self._states, self._draws = states, draws
        self._key = ""
        self.title, self.words = Elided("sectionTitle"), label("", "muted", wrap=True)
        self.facts = tight(QGridLayout(), GAP // 2)
        self.open = button(self.tr("Open the record"), "mapOpen", "", "mdi6.open-in-app")
        self.edit = button(self.tr("Change the outline"), "mapEdit", "", "mdi6.vector-polygon")
        self.open.clicked.connect(lambda: self.opened.emit(self._key))
        self.edit.clicked.connect(lambda: self.edited.emit(self._key))
        self.facts.setColumnStretch(1, 1)
        column = tight(QVBoxLayout(self), GAP)
        for widget in (self.title, self.words):
            column.addWidget(widget)
        column.addLayout(self.facts)
        column.addWidget(self.open)
        column.addWidget(self.edit)
        self.show_plots([])

    def show_plots(self, plots: Sequence[Record]) -> None:
        clear(self.facts)
        one = plots[0] if len(plots) == 1 else None
        self._key = str(one["id"]) if one else ""
        self.open.setVisible(one is not None)
        self.edit.setVisible(one is not None and self._draws)
        if one is not None:
            self.title.setText(f"{one['code']} — {one['name']}")
            self._tell(one)
        else:
            self.title.setText(self.tr("%n plot(s) chosen", "", len(plots)) if plots else self.tr("No plot chosen"))
        self.words.setText("" if one else self._sum(plots))
        self.words.setVisible(one is None)

    def told(self) -> list[str]:
        """The facts on show, a name and a value in turn."""
        items = (self.facts.itemAt(place) for place in range(self.facts.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [one.text() for one in widgets if isinstance(one, QLabel)]

    def _tell(self, plot: Record) -> None:
        for row, measure in enumerate(MEASURES):
            value = measure.value(plot) if measure.numeric else None
            words = self._states.get(str(plot["status"]), "") if not measure.numeric else ""
            if value is not None:
                words = measure.text(value)
            self.facts.addWidget(label(measure.label, "muted"), row, 0)
            self.facts.addWidget(label(words or "—", "fact", wrap=True), row, 1)

    def _sum(self, plots: Sequence[Record]) -> str:
        if not plots:
            return self.tr("Click a plot; Ctrl adds another, Shift draws a band around several.")
        total = sum((Decimal(str(plot["area_ha"])) for plot in plots if plot["area_ha"] is not None), Decimal())
        return self.tr("{0} together").format(f"{number_text(total, 4)}{NARROW}ha")
