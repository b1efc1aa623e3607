"""Export what a list shows to XLSX, CSV or PDF, with progress and a cancel that really stops."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper
from fofal_desktop.dialogs.files import kept, suggested
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job, is_cancelled, report_rows
from fofal_desktop.parts import GAP, button, label, named, tight

FORMATS = ("xlsx", "csv", "pdf")


class ExportDialog(Dialog):
    """Closed while it runs, it stops the export: nothing half-written stays.

    ``paper`` says what: a list with its rows, order and columns, or its groups.
    """

    told = Signal(object)

    def __init__(self, client: Client, paper: Paper, parent: QWidget) -> None:
        super().__init__(parent, "exportDialog", "", width=520)
        self.setWindowTitle(self.tr("Export"))
        self.title.setText(self.tr("Export: {0}").format(paper.title))
        self._client, self._paper = client, paper
        self._job: Job[None] | None = None
        self.formats = {
            name: named(QRadioButton(words), f"format-{name}") for name, words in self._format_words().items()
        }
        self.target = named(QLineEdit(str(suggested(paper.title, "xlsx"))), "exportTarget")
        self.heading = named(QCheckBox(self.tr("Filters and totals above the rows")), "exportHeading")
        self.progress_words = label("", "muted")
        self._lay_out()
        self.finished.connect(lambda _result: self._job.cancel() if self._job else None)

    def _format_words(self) -> dict[str, str]:
        return {
            "xlsx": self.tr("Excel workbook (.xlsx)"),
            "csv": self.tr("Text table (.csv)"),
            "pdf": self.tr("Paper (.pdf)"),
        }

    def _lay_out(self) -> None:
        self.body.addWidget(
            label(self.tr("The list goes into the file as you see it: columns, rows and order."), "hint", wrap=True)
        )
        rows = tight(QFormLayout(), GAP + 2)
        self.heading.setChecked(True)
        choice = tight(QHBoxLayout(), 2 * GAP)
        for name, radio in self.formats.items():
            choice.addWidget(radio)
            radio.toggled.connect(lambda on, name=name: self._take(name) if on else None)
        choice.addStretch(1)
        place = tight(QHBoxLayout(), GAP)
        browse = button(self.tr("Choose…"), "exportBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.target.setAccessibleName(self.tr("File"))
        place.addWidget(self.target, 1)
        place.addWidget(browse)
        rows.addRow(self.tr("Format"), choice)
        rows.addRow(self.tr("File"), place)
        rows.addRow("", self.heading)
        rows.addRow("", label(self.tr("Leave them out of a file that is to be imported again."), "hint", wrap=True))
        self.body.addLayout(rows)
        self.body.addWidget(self.progress_words)
        self.formats["xlsx"].setChecked(True)
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.go = self.add_button(self.tr("Export"), "exportButton", "primary", "mdi6.download-outline")
        self.go.clicked.connect(self.export)

    @property
    def format(self) -> str:
        return next(name for name, radio in self.formats.items() if radio.isChecked())

    def export(self) -> None:
        """Stream the list into the file."""
        target, fmt = Path(self.target.text().strip()), self.format
        if not target.name or not target.parent.is_dir():
            self.problem.say(self.tr("This folder does not exist."))
            return
        self.problem.say("")
        self.wait(True)
        self.progress_words.setText(self.tr("The server reads the rows…"))
        paper, heading = self._paper, self.heading.isChecked()
        self._job = ask(
            self,
            lambda: self._client.export(paper, target, fmt, heading=heading, told=report_rows, cancelled=is_cancelled),
            lambda _none: self._done(target),
            lambda error: self.problem.say(message_of(error)),
            self._rest,
            progressed=lambda news: self.show_rows(news[0], news[1], self.progress_words),
            long=True,
        )

    def _rest(self) -> None:
        self.wait(False)
        self.busy.setMaximum(0)
        self.progress_words.setText("")

    def _done(self, target: Path) -> None:
        self.told.emit(kept(target))
        self.accept()

    def _take(self, fmt: str) -> None:
        """Paper always tells what it shows; the ending of the file follows the format."""
        self.heading.setEnabled(fmt != "pdf")
        if fmt == "pdf":
            self.heading.setChecked(True)
        path = Path(self.target.text())
        if path.suffix.lower().removeprefix(".") in FORMATS:
            self.target.setText(str(path.with_suffix(f".{fmt}")))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Export"), self.target.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.format)
        dialog.fileSelected.connect(self.target.setText)
        dialog.open()
