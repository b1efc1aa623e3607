"""Import of a file in three steps: choose it, rehearse it, store it; and take the whole of it back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.sending import SendingDialog
from fofal_desktop.jobs import changes, report, report_rows
from fofal_desktop.models.reports import PreviewModel, ProblemModel
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, button, card, label, named, picture, tight
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import ImportReport

SUFFIXES = "*.csv *.xlsx *.geojson *.json"


class ImportWizard(SendingDialog):
    """``stored`` carries the report of what was stored; nothing is stored while one row is wrong."""

    stored = Signal(object)

    def __init__(self, client: Client, resource: ResourceMeta, parent: QWidget) -> None:
        super().__init__(parent, "importWizard", client, width=720)
        self.setWindowTitle(self.tr("Import"))
        self.resize(860, 600)
        self.setAcceptDrops(True)
        self._resource, self._import_id = resource, ""
        self.steps, self.source, self.outcome = QStackedWidget(), named(QLineEdit(), "importSource"), Banner()
        self.found = named(QTabWidget(), "importFound")
        self.found.setDocumentMode(True)  # the tables have a frame of their own
        self.found.tabBar().setDrawBase(False)
        self.after = Banner()
        self._lay_out()
        self._show_step(0)

    # -- the three deeds

    def rehearse(self) -> None:
        """Send the file as a rehearsal: nothing is stored."""
        source = Path(self.source.text().strip())
        if not source.is_file():
            self.problem.say(self.tr("This file does not exist."))
            return
        self.send(lambda _key: self._import(source), self._rehearsed, size=source.stat().st_size)

    def store(self) -> None:
        """Send the file for good: all of it or nothing."""
        source = Path(self.source.text().strip())
        size = source.stat().st_size if source.is_file() else 0
        words = self.tr("Stopped: nothing was imported.")
        self.send(lambda key: self._import(source, key), self._stored, undone=words, size=size)

    def take_back(self) -> None:
        """Undo the whole import, while nothing depends on it."""
        client, number = self._client, self._import_id
        self.send(
            lambda key: client.undo_import(number, told=report_rows, idempotency_key=key),
            lambda _none: self._taken_back(),
            undone=self.tr("Stopped: nothing was taken back."),
        )

    def _import(self, source: Path, key: str | None = None) -> ImportReport:
        """Runs off the GUI thread; for good with a key, as a rehearsal without."""
        return self._client.import_file(
            self._resource, source, dry_run=key is None, progress=report, told=report_rows, idempotency_key=key
        )

    # -- what came of them

    def _rehearsed(self, told: ImportReport) -> None:
        self.found.clear()
        if told.errors:
            words = self.tr("%n error(s)", "", len(told.errors))
            errors = ProblemModel(self._resource, told.errors, self)
            self.found.addTab(plain_table(errors, "importErrors", words), words)
        if told.preview:
            preview = PreviewModel(self._resource, told.preview, self)
            words = self.tr("Preview")
            self.found.addTab(plain_table(preview, "importPreview", words, stretch=False), words)
        self.found.setVisible(self.found.count() > 0)
        self.outcome.say(self._rehearsal_words(told), "danger" if told.errors or not told.rows else "info")
        self._show_step(1)
        self.go.setEnabled(not told.errors and told.rows > 0)
        self._may_store = self.go.isEnabled()

    def _rehearsal_words(self, told: ImportReport) -> str:
        rows = self.tr("%n row(s) read", "", told.rows)
        if told.errors:
            return self.tr(
                "{0}. Nothing is stored while a row is wrong: correct the file, then check it again."
            ).format(rows)
        if not told.rows:
            return self.tr("The file holds no row.")
        made, changed = self.tr("%n to add", "", told.created), self.tr("%n to change", "", told.updated)
        return self.tr("{0}: {1}, {2}. Nothing is stored yet.").format(rows, made, changed)

    def _stored(self, told: ImportReport) -> None:
        if told.errors:  # somebody changed something between rehearsal and storing
            self._rehearsed(told)
            return
        self._import_id = str(told.import_id or "")
        changes.happened.emit({self._resource.name})
        made, changed = self.tr("%n added", "", told.created), self.tr("%n changed", "", told.updated)
        self.after.say(self.tr("Stored: {0}, {1}.").format(made, changed), "info")
        self._show_step(2)
        self.stored.emit(told)
        self.told.emit(Notice(self.tr("Import of {0}: {1}, {2}.").format(self._resource.label, made, changed)))

    def _taken_back(self) -> None:
        self._import_id = ""
        changes.happened.emit({self._resource.name})
        self.after.say(self.tr("The import was taken back as a whole."), "warning")
        self.undo.hide()
        self.back.show()
        self.told.emit(Notice(self.tr("Import of {0} taken back.").format(self._resource.label)))

    # -- put together

    def _lay_out(self) -> None:
        for step in (self._first_step(), self._second_step(), self._third_step()):
            self.steps.addWidget(step)
        self.body.addWidget(self.steps, 1)
        self.leave = self.add_button(self.tr("Cancel"), "cancel")
        self.leave.setProperty("always", True)
        self.leave.clicked.connect(self.reject)
        self.back = self.add_button(self.tr("Back"), "back")
        self.back.clicked.connect(lambda: self._show_step(0))
        self.again = self.add_button(self.tr("Check again"), "checkAgain", "", "mdi6.refresh")
        self.again.clicked.connect(self.rehearse)
        self.undo = self.add_button(self.tr("Take back"), "takeBack", "danger", "mdi6.undo")
        self.undo.clicked.connect(self.take_back)
        self.go = self.add_button(self.tr("Check the file"), "go", "primary")
        self.go.clicked.connect(self._go)

    def _first_step(self) -> QWidget:
        step = QWidget()
        column = tight(QVBoxLayout(step), GAP + 2)
        drop, room = card("drop")
        room.addStretch(1)
        room.addWidget(picture("mdi6.tray-arrow-down", "brand", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        words = label(self.tr("Drop a CSV, XLSX or GeoJSON file here, or choose one."), "muted")
        room.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        row = tight(QHBoxLayout(), GAP)
        browse = button(self.tr("Choose…"), "importBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.source.setAccessibleName(self.tr("File"))
        row.addWidget(self.source, 1)
        row.addWidget(browse)
        self.source.setPlaceholderText(self.tr("No file chosen yet"))
        room.addLayout(row)
        room.addStretch(1)
        box, inside = card()
        inside.addWidget(label(self.tr("Columns the file may have"), "sectionTitle"))
        inside.addWidget(label(self._columns_words(), "muted", wrap=True))
        inside.addWidget(
            label(self.tr("* required. The order does not matter; the first row holds the names."), "hint", wrap=True)
        )
        column.addWidget(drop, 1)
        column.addWidget(box)
        return step

    def _columns_words(self) -> str:
        written = [field for field in self._resource.fields.values() if not field.readonly and not field.lines]
        return " · ".join(field.label + (" *" if field.required else "") for field in written)

    def _second_step(self) -> QWidget:
        step = QWidget()
        column = tight(QVBoxLayout(step), GAP + 2)
        column.addWidget(self.outcome)
        column.addWidget(self.found, 1)
        column.addStretch(0)
        return step

    def _third_step(self) -> QWidget:
        step = QWidget()
        column = tight(QVBoxLayout(step), GAP + 2)
        column.addWidget(self.after)
        hint = self.tr("You can take the whole import back here, or later from the list of imports.")
        column.addWidget(label(hint, "hint", wrap=True))
        column.addStretch(1)
        return step

    def _show_step(self, step: int) -> None:
        self._may_store = step != 1
        self.steps.setCurrentIndex(step)
        titles = (self.tr("Import: {0}"), self.tr("Check: {0}"), self.tr("Imported: {0}"))
        self.title.setText(titles[step].format(self._resource.label))
        self.problem.say("")
        self.back.setVisible(step == 1)
        self.again.setVisible(step == 1)
        self.undo.setVisible(step == 2 and bool(self._import_id))
        self.leave.setVisible(step != 2)
        self.go.setText((self.tr("Check the file"), self.tr("Store"), self.tr("Close"))[step])
        self.go.setEnabled(True)

    def wait(self, on: bool) -> None:
        super().wait(on)
        self.go.setEnabled(not on and self._may_store)
        self.leave.setVisible(on or self.steps.currentIndex() != 2)

    def _go(self) -> None:
        (self.rehearse, self.store, self.accept)[self.steps.currentIndex()]()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Import"), self.source.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables and maps ({0})").format(SUFFIXES), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.source.setText)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.steps.currentIndex() == 0:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.source.setText(url.toLocalFile())
