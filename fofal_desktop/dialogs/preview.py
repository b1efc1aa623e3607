"""A paper before it is printed: its pages on the screen, then on a printer or in a PDF."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper
from fofal_desktop.dialogs.files import kept, suggested
from fofal_desktop.dialogs.frame import Banner, Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job, is_cancelled, report
from fofal_desktop.notices import Notice
from fofal_desktop.paper.printing import Printing, layout_of
from fofal_desktop.paper.view import PaperView
from fofal_desktop.parts import GAP, icon_button, label, tight
from fofal_server.contract.paper import Line


class PreviewDialog(Dialog):
    """Closed while something is under way, it stops it: the server lays out no further, no half file stays."""

    told = Signal(object)

    def __init__(self, client: Client, paper: Paper, parent: QWidget) -> None:
        super().__init__(parent, "previewDialog", paper.title, width=640)
        self.resize(900, 860)
        self._client, self._paper = client, paper
        self._job: Job[None] | None = None
        self._printing: Printing | None = None
        self.view, self.remark, self.where = PaperView(), Banner(), label("", "muted")
        self._lay_out()
        self.finished.connect(lambda _result: self._stop())
        self.read()

    # -- reading

    def read(self) -> None:
        """Let the server lay the paper out; each page is shown as soon as it is there."""
        self.wait(True)
        self._offer(False)
        self._job = ask(
            self,
            lambda: self._client.pages(self._paper, report),
            lambda _none: self._whole(),
            self._failed,
            self._rest,
            progressed=self._take,
            long=True,
        )

    def _take(self, line: Line) -> None:
        if line.pages is not None:
            self.view.finish(line.pages)
        elif line.page is not None:
            self.view.add(line.page)
        elif line.rows is not None:
            self.show_rows(line.rows, line.of, self.where)
        else:
            self.view.clear()

    def _whole(self) -> None:
        self._offer(True)
        self.view.setFocus()

    def _failed(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _rest(self) -> None:
        self.wait(False)
        self.busy.setMaximum(0)
        self._offer(self.view.total is not None)
        self._show_place(self.view.page)

    def _show_place(self, page: int) -> None:
        if not self.busy.isVisible():
            total = self.view.total or len(self.view.pages)
            self.where.setText(self.tr("Page {0} of {1}").format(page, total) if page else "")

    # -- what becomes of it

    def save(self, target: Path) -> None:
        """Fetch the PDF into a file."""
        self.problem.say("")
        self.wait(True)
        request = self._paper.request("pdf")
        self._job = ask(
            self,
            lambda: self._client.download(request, target, lambda _bytes: None, is_cancelled),
            lambda _none: self._saved(target),
            self._failed,
            self._rest,
            long=True,
        )

    def _saved(self, target: Path) -> None:
        self.told.emit(kept(target))
        self.accept()

    def print_on(self, printer: Any) -> None:
        """Put the pages on a printer."""
        self.problem.say("")
        self.wait(True)
        self.busy.setMaximum(len(self.view.pages))
        self._printing = Printing(printer, self.view.pages, self)
        self._printing.told.connect(self.busy.setValue)
        self._printing.ended.connect(self._printed)
        self._printing.start()

    def _printed(self, whole: bool) -> None:
        self._printing = None
        self._rest()
        if whole:
            self.told.emit(Notice(self.tr("Sent to the printer: {0}").format(self._paper.title)))
            self.accept()
        else:
            self.problem.say(self.tr("The printer did not take the pages. Check it, then try again."))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        if self._printing is not None:
            self._printing.ended.disconnect(self._printed)
            self._printing.cancel()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save as PDF"), str(suggested(self._paper.title, "pdf")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def _choose_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(layout_of(self.view.pages[0]))
        printer.setFullPage(True)
        printer.setDocName(self._paper.title)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("printDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self.view.pages))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own ``open`` wants a slot by name

    # -- put together

    def _offer(self, on: bool) -> None:
        for one in (self.to_printer, self.to_file):
            one.setEnabled(on)

    def _lay_out(self) -> None:
        self.view.setAccessibleName(self.tr("Preview of the pages"))
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.where, 1)
        for symbol, words, name, deed in (
            (
                "mdi6.chevron-up",
                self.tr("Previous page (PgUp)"),
                "pageBack",
                lambda: self.view.go_to(self.view.page - 1),
            ),
            ("mdi6.chevron-down", self.tr("Next page (PgDn)"), "pageOn", lambda: self.view.go_to(self.view.page + 1)),
            ("mdi6.magnify-minus-outline", self.tr("Smaller (-)"), "zoomOut", self.view.smaller),
            ("mdi6.magnify-plus-outline", self.tr("Larger (+)"), "zoomIn", self.view.larger),
            ("mdi6.arrow-expand-horizontal", self.tr("Fit the width (0)"), "zoomFit", self.view.fit),
        ):
            row.addWidget(icon_button(symbol, words, name, deed))
        self.body.addWidget(self.remark)
        self.remark.say(self._paper.remark, "info")
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)
        leave = self.add_button(self.tr("Close"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.to_file = self.add_button(self.tr("Save as PDF…"), "toPdf", "", "mdi6.file-pdf-box")
        self.to_file.clicked.connect(self._choose_file)
        self.to_printer = self.add_button(self.tr("Print…"), "toPrinter", "primary", "mdi6.printer-outline")
        self.to_printer.clicked.connect(self._choose_printer)
        self.view.turned.connect(self._show_place)
