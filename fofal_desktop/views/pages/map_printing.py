"""Puts the map on paper: a title of one's own, all of it or what is in sight, as a PDF or straight to a printer."""

from collections.abc import Callable
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from fofal_desktop.dialogs.files import kept, suggested
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.formats import NARROW, moment_text, number_text
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.map import paper
from fofal_desktop.map.canvas import MapCanvas
from fofal_desktop.map.legend import Legend
from fofal_desktop.map.paper import PaperMap
from fofal_desktop.models.map_contents import MapContents
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, label, named, tight

Compose = Callable[[str, bool], PaperMap]
"""From a title, and whether only what is in sight goes on it, to the sheet."""


class MapPrinting(Dialog):
    """Closed while the sheet is drawn, which is another thread's work, it stops that: no half file stays."""

    told = Signal(object)

    def __init__(self, title: str, compose: Compose, parent: QWidget) -> None:
        super().__init__(parent, "mapPrinting", "", width=520)
        self.setWindowTitle(self.tr("Print the map"))
        self.title.setText(self.windowTitle())
        self._compose = compose
        self._job: Job[Any] | None = None
        self.name = named(QLineEdit(title), "mapTitle")
        self.all, self.seen = QRadioButton(self.tr("Everything")), QRadioButton(self.tr("What is in sight"))
        self.all.setChecked(True)
        choice = tight(QHBoxLayout(), 2 * GAP)
        choice.addWidget(self.all)
        choice.addWidget(self.seen)
        choice.addStretch(1)
        rows = tight(QFormLayout(), GAP + 2)
        rows.addRow(self.tr("Title"), self.name)
        rows.addRow(self.tr("Part"), choice)
        self.body.addWidget(label(self.tr("One sheet of A3 across, with legend, scale and north."), "hint", wrap=True))
        self.body.addLayout(rows)
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.add_button(self.tr("Printer…"), "toPrinter", "", "mdi6.printer-outline").clicked.connect(self._to_printer)
        self.add_button(self.tr("PDF…"), "toPdf", "primary", "mdi6.file-pdf-box").clicked.connect(self._choose_file)
        self.finished.connect(lambda _result: self._job.cancel() if self._job is not None else None)

    @property
    def sheet(self) -> PaperMap:
        return self._compose(self.name.text().strip(), self.seen.isChecked())

    def write(self, target: Path) -> None:
        """Draw the sheet into a PDF."""
        sheet = self.sheet
        self._draw(lambda: paper.write_pdf(target, sheet), lambda _none: self._put(kept(target)))

    def print_on(self, printer: Any) -> None:
        """Draw the sheet on a printer."""
        sheet = self.sheet
        self._draw(lambda: paper.draw(printer, sheet, printer.abort), self._printed)

    def _draw(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Let another thread do it: a farm of many plots takes a second."""
        self.problem.say("")
        self.wait(True)
        self._job = ask(self, work, done, self._failed, self._rest, progressed=self._show_progress, long=True)

    def _show_progress(self, drawn: tuple[int, int]) -> None:
        self.busy.setMaximum(drawn[1])
        self.busy.setValue(drawn[0])

    def _rest(self) -> None:
        self.wait(False)
        self.busy.setMaximum(0)

    def _failed(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _printed(self, taken: bool) -> None:
        if taken:
            self._put(Notice(self.tr("Sent to the printer: {0}").format(self.name.text().strip())))
        else:
            self.problem.say(self.tr("The printer did not take the sheet. Check it, then try again."))

    def _put(self, notice: Notice) -> None:
        self.told.emit(notice)
        self.accept()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(suggested(self.name.text().strip(), "pdf")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def _to_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(paper.LAYOUT)
        printer.setDocName(self.name.text().strip())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own ``open`` wants a slot by name


def composed(title: str, canvas: MapCanvas, contents: MapContents, legend: Legend, *, seen: bool) -> PaperMap:
    """A sheet of what the canvas shows now: all plots, or what is in sight; what changes there later is not on it."""
    whole = canvas.plots.box or canvas.view.box
    remarks = [*_remarks(contents), *([canvas.attribution] if canvas.attribution else [])]
    ground = canvas.background.on_paper() if canvas.background is not None else None
    box = canvas.view.box if seen else whole
    return PaperMap(title, box, copy(canvas.plots), canvas.points, legend, tuple(remarks), ground)


def _remarks(contents: MapContents) -> list[str]:
    translate = QCoreApplication.translate
    areas = [Decimal(str(plot["area_ha"])) for plot in contents.drawn if plot["area_ha"] is not None]
    words = [translate("MapPrinting", "{0} in all").format(f"{number_text(sum(areas, Decimal()), 4)}{NARROW}ha")]
    if contents.measured_at is not None:
        words.append(translate("MapPrinting", "As of {0}").format(moment_text(contents.measured_at.isoformat())))
    return words
