"""Brings outlines out of a surveyor's file: told first what each would change, then stored as a whole or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.sending import SendingDialog, Work
from fofal_desktop.fields.formats import NARROW, number_text, title_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes, report, report_rows
from fofal_desktop.models.map_contents import PLOTS
from fofal_desktop.models.map_files import FITTING, READ, Sent, file_table, send_file
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, button, label, named, tight
from fofal_desktop.tables.cells import WrappedDelegate
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]
WIDTH, MOST = 1100, 200
"""In pixels; sites or crops that are offered."""


class MapImport(SendingDialog):
    """Nothing is stored before it was told; what is refused can be left out knowingly."""

    def __init__(self, client: Client, metas: Mapping[str, ResourceMeta], parent: QWidget) -> None:
        super().__init__(parent, "mapImport", client, width=760)
        self.setWindowTitle(self.tr("Import outlines"))
        self.title.setText(self.windowTitle())
        self.resize(min(WIDTH, self.screen().availableSize().width() - 8 * GAP), 600)
        self._metas = metas
        self._sent: Sent | None = None
        self._rows: list[Record] = []
        self.source, self.outcome = named(QLineEdit(), "mapSource"), Banner()
        self.site, self.crop = named(QComboBox(), "mapSite"), named(QComboBox(), "mapCrop")
        self.keeps = named(QCheckBox(self.tr("Keep every corner of long walks")), "mapKeepCorners")
        self.keeps.hide()
        self.rows = file_table()
        self.rows.setParent(self)
        self.table = plain_table(self.rows, "mapRows", self.windowTitle())
        self._may_store = False
        self.go: QPushButton
        self._lay_out()
        self._offer("settings.sites", self.site)
        self._offer("agronomy.crops", self.crop)

    # -- the two deeds

    def rehearse(self) -> None:
        """Send the file to hear what it would do."""
        source = Path(self.source.text().strip())
        if not source.is_file():
            self.problem.say(self.tr("This file does not exist."))
            return
        site, crop = (str(one.currentData() or "") for one in (self.site, self.crop))
        self._sent = Sent(source, site, crop, keeps_corners=self.keeps.isChecked())
        self.send(self._work(self._sent), self.show_report, size=source.stat().st_size)

    def store(self) -> None:
        """Send it for good; without what is refused where something is."""
        if self._sent is None:
            return
        fitting = tuple(one["number"] for one in self._rows if one["outcome"] in FITTING)
        whole = all(one["outcome"] in {*FITTING, "same"} for one in self._rows)
        sent = self._sent
        chosen = sent if whole else replace(sent, only=fitting)
        self.send(self._work(chosen), self._stored, undone=self.tr("Stopped: nothing was imported."))

    def _work(self, sent: Sent) -> Work:
        client = self._client
        return lambda key: send_file(client, sent, report, report_rows, key=key)

    # -- what came of them

    def show_report(self, told: Record) -> None:
        """What would become of each feature."""
        self._rows = told["plots"]
        self.rows.show_rows(self._rows)
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()
        self.table.show()
        self.keeps.setVisible(told["tolerance_m"] is not None or self.keeps.isChecked())
        fitting = sum(one["outcome"] in FITTING for one in self._rows)
        self.outcome.say(self._words(told), "warning" if told["refused"] else "info")
        words = self.tr("Store %n without the refused", "", fitting) if told["refused"] else self.tr("Store")
        self.go.setText(words)
        self._may_store = fitting > 0
        self.go.setEnabled(self._may_store)

    def _words(self, told: Record) -> str:
        parts = [
            self.tr("%n new", "", told["new"]),
            self.tr("%n changed", "", told["changed"]),
            self.tr("%n as before", "", told["same"]),
            self.tr("%n refused", "", told["refused"]),
        ]
        words = self.tr("{0}. Nothing is stored yet.").format(", ".join(parts))
        if told["ignored"]:
            words += " " + self.tr("Not understood and left out: {0}.").format(", ".join(told["ignored"]))
        if told["tolerance_m"] is not None:
            near = f"{number_text(told['tolerance_m'])}{NARROW}m"
            thinned = sum(one["corners_given"] is not None for one in self._rows)
            words += " " + self.tr("%n walk(s) thinned out:", "", thinned)
            words += " " + self.tr("no corner that was left out lies more than {0} beside the line.").format(near)
        return words

    def _stored(self, told: Record) -> None:
        if not told["stored"]:  # somebody changed something since the rehearsal
            self.show_report(told)
            return
        words = self.tr("Outlines imported: {0}, {1}.")
        counts = self.tr("%n new", "", told["new"]), self.tr("%n changed", "", told["changed"])
        self.told.emit(Notice(words.format(*counts)))
        changes.happened.emit({PLOTS})
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def wait(self, on: bool) -> None:
        super().wait(on)
        self.go.setEnabled(not on and self._may_store)

    # -- put together

    def _offer(self, resource: str, box: QComboBox) -> None:
        """Fill a list with what new plots may belong to; with only one, that is it."""
        meta = self._metas.get(resource)
        if meta is None:
            box.hide()
            return

        def fill(records: list[Record]) -> None:
            for record in records:
                box.addItem(title_of(meta, record), str(record["id"]))
            box.setCurrentIndex(1 if box.count() == 2 else 0)

        box.addItem(self.tr("As the file says"), "")
        ask(self, lambda: self._client.page(meta, offset=0, limit=MOST, total=False).items, fill, self._refused)

    def _lay_out(self) -> None:
        browse = button(self.tr("Choose…"), "mapBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        line = tight(QHBoxLayout(), GAP)
        self.source.setAccessibleName(self.tr("File"))
        line.addWidget(self.source, 1)
        line.addWidget(browse)
        form = tight(QFormLayout(), GAP)
        form.addRow(self.tr("File"), line)
        form.addRow(self.tr("Site of new plots"), self.site)
        form.addRow(self.tr("Crop of new plots"), self.crop)
        hint = self.tr("GeoJSON, KML, KMZ, GPX, or a Shapefile as a ZIP with its .prj.")
        self.body.addWidget(label(hint, "hint", wrap=True))
        self.body.addLayout(form)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.keeps)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.table.setWordWrap(True)
        self.table.setItemDelegateForColumn(self.rows.columnCount() - 1, WrappedDelegate(self.table))
        # the last column takes what room there is, which it has only once this was told
        resized = self.table.horizontalHeader().sectionResized
        resized.connect(self.table.resizeRowsToContents, Qt.ConnectionType.QueuedConnection)
        self.table.hide()
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.check = self.add_button(self.tr("Check the file"), "mapCheck", "", "mdi6.refresh")
        self.check.clicked.connect(self.rehearse)
        self.go = self.add_button(self.tr("Store"), "mapStore", "primary")
        self.go.clicked.connect(self.store)
        self.keeps.clicked.connect(self.rehearse)
        self.go.setEnabled(False)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), self.source.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Maps ({0})").format(READ), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.source.setText)
        dialog.open()
