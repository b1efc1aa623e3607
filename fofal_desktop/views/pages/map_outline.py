"""The bar above the map while an outline is drawn: how large it is, steps back and forth, and how it is stored."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.fields.formats import tip_of, title_of
from fofal_desktop.flow import FlowLayout
from fofal_desktop.gate import ask, message_of
from fofal_desktop.map.canvas import MapCanvas
from fofal_desktop.map.selecting import Selecting
from fofal_desktop.map.sketch import Drawing
from fofal_desktop.map.sketching import Sketching
from fofal_desktop.parts import GAP, Elided, button, icon_button, named, tight
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map_doubts import Doubts
from fofal_desktop.views.saving import Saving
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import FieldProblem

Record = dict[str, Any]
STEADY = 34
"""Letters for which the measure keeps room, lest the buttons beside it move with the hand."""


class OutlineBar(QFrame):
    """``over`` when no outline is under way any more; ``wanted`` leads to a new plot with what was drawn.

    ``handed``: what was drawn is in the form of that plot now, until one comes back to the map.
    """

    over = Signal()
    touched = Signal()
    wanted = Signal(object)

    def __init__(self, client: Client, resource: ResourceMeta, canvas: MapCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self._client, self._resource, self._canvas = client, resource, canvas
        self.tool: Sketching | None = None
        self.successor: OutlineBar | None = None
        self.record: Record | None = None
        self.handed = False
        self.saving = Saving(client, resource, self)
        self.doubts = Doubts()
        self.problem, self.measured = Banner(), Elided("mapMeasured")
        self.title, self.doubt = Elided("sectionTitle"), Elided("outlineDoubt")
        self.undo = icon_button("mdi6.undo", self.tr("Undo (Ctrl+Z)"), "outlineUndo", self._undo)
        self.redo = icon_button("mdi6.redo", self.tr("Redo (Ctrl+Y)"), "outlineRedo", self._redo)
        self.hole = button(self.tr("Hole"), "outlineHole", "", "mdi6.vector-circle-variant")
        self.snaps = named(QCheckBox(self.tr("Along the neighbours")), "outlineSnaps")
        self.drop = button(self.tr("Give up"), "outlineDrop")
        self.keep = button(self.tr("Save the outline"), "outlineKeep", "primary")
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def dirty(self) -> bool:
        return self.tool is not None and self.tool.sketch.dirty

    # -- beginning

    def begin_new(self) -> None:
        """Draw a plot that is not there yet."""
        self._begin(None)

    def begin(self, key: str, *, hollows: bool = False) -> None:
        """Change the outline of a plot, or draw the one that it lacks; read first, for others may have moved on."""

        def begin(record: Record) -> None:
            self._begin(record)
            if hollows:
                self.hollow()

        ask(self, lambda: self._client.read(self._resource, key), begin, self._not_read)

    def resume(self, record: Record | None, drawing: Drawing) -> None:
        """Go on with what was drawn over ``record`` as it was read then: saving tells what others changed since."""
        self._begin(record)
        if self.tool is not None:
            self.tool.put(drawing)

    def succeed(self, before: "OutlineBar") -> None:
        """Go on with the outline under way there, its steps back and forth included."""
        before.successor = self
        if before.tool is not None:
            self._begin(before.record)
        if before.tool is not None and self.tool is not None:
            self.tool.sketch, self.tool.hollowing = before.tool.sketch, before.tool.hollowing
            self.saving.succeed(before.saving)
            self.handed = before.handed
            self._show()

    def hollow(self) -> None:
        """Draw a hole into the outline under way."""
        if self.tool is not None:
            self.tool.hollow()
            self._canvas.setFocus()

    def _begin(self, record: Record | None) -> None:
        self.record = record
        self._canvas.plots.hidden = str(record["id"]) if record else None
        tool = Sketching(self._canvas, record["geometry"] if record else None)
        tool.snaps = self.snaps.isChecked()
        tool.changed.connect(self._show)
        tool.ended.connect(self.save)
        tool.given_up.connect(self.give_up)
        self.tool = tool
        self._canvas.take(tool)
        self._canvas.redraw()
        title = self.tr("Outline of {0}").format(title_of(self._resource, record)) if record else self.tr("New plot")
        self.title.setText(title)
        self.problem.say("")
        self.show()
        self._show()

    def _not_read(self, error: Exception) -> None:
        self.problem.say(message_of(error))
        self.show()

    # -- ending

    def save(self, then: Callable[[], Any] | None = None) -> None:
        """Store the outline with its plot, or go on to the form of a new one; until then it stays on the map."""
        geometry = self.tool.sketch.drawing.geometry() if self.tool is not None else None
        if geometry is None:
            self.problem.say(self.tr("The outline is still open: close it with Enter or a double click."), "warning")
            return

        def stored(_record: Record) -> None:
            self.latest.stop()
            if then is not None:
                then()

        if self.record is None:
            self.handed = True
            self.touched.emit()
            self.wanted.emit(Place("new", self._resource.name, values={"geometry": geometry}, then=stored))
        elif not self.dirty:
            stored(self.record)
        else:
            values = {"geometry": geometry}
            self.saving.update(self.record, values, values, stored)

    @property
    def latest(self) -> "OutlineBar":
        """The map may have been made anew in another language while the plot got its form."""
        return self if self.successor is None else self.successor.latest

    def give_up(self) -> None:
        """Leave the outline as it is stored; what was drawn goes only after a question."""
        self.leave(lambda may: self.stop() if may else None)

    def leave(self, then: Callable[[bool], Any]) -> None:
        """Ask what becomes of an outline that is not stored; ``then`` hears whether it is settled."""
        if not self.dirty:
            then(True)
            return
        answers = (
            Answer("stay", self.tr("Go on drawing")),
            Answer("drop", self.tr("Discard"), "danger"),
            *([Answer("save", self.tr("Save"), "primary")] if self.record is not None else []),
        )
        words = self.tr("The outline that you drew is not saved.")
        ask_person(self, self.tr("Save the outline?"), words, answers, lambda name: self._leave(name, then))

    def _leave(self, answer: str, then: Callable[[bool], Any]) -> None:
        if answer == "save":
            self.save(lambda: then(True))
        else:
            then(answer == "drop")

    def stop(self) -> None:
        """No outline is under way any more, whatever was drawn."""
        if self.tool is None:
            return
        self.tool, self.record = None, None
        self._canvas.plots.hidden = None
        self._canvas.take(Selecting(self._canvas))
        self._canvas.redraw()
        self.problem.say("")
        self.hide()
        self.over.emit()
        self.touched.emit()

    def _refused(self, words: str, problems: list[FieldProblem]) -> None:
        told = " ".join(one.message for one in problems)
        self.problem.say(told or words)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back to the map has the outline in hand again."""
        super().showEvent(event)
        self.handed = False
        self.touched.emit()

    # -- steps

    def _undo(self) -> None:
        if self.tool is not None:
            self.tool.undo()

    def _redo(self) -> None:
        if self.tool is not None:
            self.tool.redo()

    def _show(self) -> None:
        if self.tool is None:
            return
        sketch = self.tool.sketch
        self.measured.setText(self.tool.words() or self.tr("Click the corners one after another; Enter closes."))
        self._show_doubts(self.doubts.words(self.tool.seen, str(self.record["site_id"]) if self.record else None))
        self.undo.setEnabled(sketch.may_undo)
        self.redo.setEnabled(sketch.may_redo)
        self.hole.setEnabled(not self.tool.aims)
        self.touched.emit()

    def _show_doubts(self, words: list[str]) -> None:
        """On a line that is always there, lest the map moves under the hand."""
        told = f"⚠ {' '.join(words)}" if words else ""
        if told != self.doubt.text():
            self.doubt.setText(told)
            self.doubt.setAccessibleName(told)

    def _snap(self, on: bool) -> None:
        if self.tool is not None:
            self.tool.snaps = on

    def _connect(self) -> None:
        self.keep.clicked.connect(lambda _checked=False: self.save())
        self.drop.clicked.connect(self.give_up)
        self.hole.clicked.connect(self.hollow)
        self.snaps.toggled.connect(self._snap)
        self.saving.refused.connect(self._refused)
        self.saving.busy.connect(lambda on: self.keep.setEnabled(not on))

    def _lay_out(self) -> None:
        self.snaps.setChecked(True)
        self.hole.setToolTip(tip_of(self.tr("Leave a part out: a swamp, a village, a road (Ctrl+6)")))
        self.measured.setAccessibleName(self.tr("Size of the outline"))
        self.measured.setMinimumWidth(STEADY * self.fontMetrics().averageCharWidth())
        flow = tight(FlowLayout(GAP), 0)
        for group in (
            (self.title, self.measured),
            (self.undo, self.redo, self.hole, self.snaps),
            (self.drop, self.keep),
        ):
            together = QWidget(minimumHeight=4 * GAP)
            row = tight(QHBoxLayout(together), GAP)
            for widget in group:
                row.addWidget(widget)
            flow.addWidget(together)
        column = tight(QVBoxLayout(self), GAP)
        column.addWidget(self.problem)
        column.addLayout(flow)
        column.addWidget(self.doubt)
