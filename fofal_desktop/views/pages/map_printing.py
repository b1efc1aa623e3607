"""Puts the map on paper: a title of one's own, all of it or what is in sight, as a PDF or straight to a printer."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.formats import NARROW, moment_text, number_text
from fofal_desktop.map import paper
from fofal_desktop.map.background import Background
from fofal_desktop.map.canvas import MapCanvas
from fofal_desktop.map.legend import Legend
from fofal_desktop.map.paper import PIXELS_PER_INCH, PaperMap
from fofal_desktop.map.view import View
from fofal_desktop.models.map_contents import MapContents
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, label, named, tight

Compose = Callable[[str, bool], PaperMap]
"""From a title, and whether only what is in sight goes on it, to the sheet."""


class MapPrinting(Dialog):
    told = Signal(object)

    def __init__(self, title: str, compose: Compose, parent: QWidget) -> None:
        super().__init__(parent, "mapPrinting", "", width=520)
        self.setWindowTitle(self.tr("Print the map"))
        self.title.setText(self.windowTitle())
        self._compose = compose
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
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Printer…"), "toPrinter", "", "mdi6.printer-outline").clicked.connect(self._to_printer)
        self.add_button(self.tr("PDF…"), "toPdf", "primary", "mdi6.file-pdf-box").clicked.connect(self._choose_file)

    @property
    def sheet(self) -> PaperMap:
        return self._compose(self.name.text().strip(), self.seen.isChecked())

    def write(self, target: Path) -> None:
        """Draw the sheet into a PDF."""
        if not paper.write_pdf(target, self.sheet):
            self.problem.say(self.tr("The file could not be written: {0}").format(target))
            return
        self.told.emit(Notice(self.tr("Map written: {0}").format(target)))
        self.accept()

    def _choose_file(self) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
        name = "".join("-" if one in '/\\:*?"<>|' else one for one in self.name.text().strip()) or "FOFAL"
        dialog = QFileDialog(
            self, self.windowTitle(), str((folder if folder.is_dir() else Path.home()) / f"{name}.pdf")
        )
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
        dialog.accepted.connect(lambda: self.accept() if paper.draw(printer, self.sheet) else None)
        QDialog.open(dialog)  # its own ``open`` wants a slot by name


def composed(title: str, canvas: MapCanvas, contents: MapContents, legend: Legend, *, seen: bool) -> PaperMap:
    """A sheet of what the canvas shows: all plots, or what is in sight."""
    whole = canvas.plots.box or canvas.view.box
    remarks = [*_remarks(contents), *([canvas.attribution] if canvas.attribution else [])]
    ground = _kept_ground(canvas.background) if canvas.background is not None else None
    box = canvas.view.box if seen else whole
    return PaperMap(title, box, canvas.plots, canvas.points, legend, tuple(remarks), ground)


def _remarks(contents: MapContents) -> list[str]:
    translate = QCoreApplication.translate
    areas = [Decimal(str(plot["area_ha"])) for plot in contents.drawn if plot["area_ha"] is not None]
    words = [translate("MapPrinting", "{0} in all").format(f"{number_text(sum(areas, Decimal()), 4)}{NARROW}ha")]
    if contents.measured_at is not None:
        words.append(translate("MapPrinting", "As of {0}").format(moment_text(contents.measured_at.isoformat())))
    return words


def _kept_ground(background: Background) -> Callable[[QPainter, View], object]:
    """The background as far as it is on the screen: paper asks the service for nothing."""

    def paint(painter: QPainter, view: View) -> object:
        return background.draw_kept(painter, view, PIXELS_PER_INCH / painter.device().logicalDpiX())

    return paint
