"""The files attached to a record: listed, added, opened, taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from fofal_desktop.api.client import Client
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import moment_text, number_text, tip_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes, is_cancelled, report
from fofal_desktop.opened import opened_folder
from fofal_desktop.parts import GAP, button, icon_button, label, named, tight
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.removal import ask_to_delete
from fofal_desktop.views.waiting import Waiting
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Page

RESOURCE = "documents.attachments"
WIDTH, MOST = 290, 200
_RECORD = Qt.ItemDataRole.UserRole


def attachments_pane(context: EditorContext, resource: ResourceMeta) -> "AttachmentsPane | None":
    """The pane of a resource that files may hang on, for who may see them."""
    attachments = context.metas.get(RESOURCE)
    return AttachmentsPane(context.client, attachments, resource) if resource.attachable and attachments else None


class AttachmentsPane(QFrame):
    """``counted`` tells how many files hang on the record."""

    counted = Signal(int)

    def __init__(self, client: Client, attachments: ResourceMeta, resource: ResourceMeta) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setFixedWidth(WIDTH)
        self.setAcceptDrops(True)
        self._client, self._attachments, self._resource = client, attachments, resource
        self._key = ""
        self.list, self.problem, self.waiting = named(QListWidget(), "attachments"), Banner(), Waiting()
        self.add = button(self.tr("Add a file"), "addAttachment", "", "mdi6.paperclip")
        self.add.setEnabled(resource.may_attach and "create" in attachments.can)
        self._lay_out()
        self.add.clicked.connect(self._browse)
        self.list.itemActivated.connect(self._open)
        changes.happened.connect(self._on_changes)

    def _on_changes(self, names: set[str]) -> None:
        if self._attachments.name in names:
            self.refresh()

    def show_record(self, key: str) -> None:
        """List the files of a stored record."""
        self._key = key
        self.refresh()

    def refresh(self) -> None:
        if not self._key:
            return
        filters = (f"resource:eq:{self._resource.name}", f"record_id:eq:{self._key}")
        ask(
            self,
            lambda: self._client.page(self._attachments, offset=0, limit=MOST, filters=filters),
            self._fill,
            self._refuse,
        )

    def attach(self, source: Path) -> None:
        """Send a file to the record."""
        self.problem.say("")
        key, record, size = new_key(), self._key, source.stat().st_size
        self.waiting.begin(
            source.name,
            lambda: self._client.attach(
                self._attachments, self._resource, record, source, idempotency_key=key, progress=report
            ),
            lambda _record: self.refresh(),
            self._refuse,
            size=size,
        )

    def remove_marked(self) -> None:
        for item in self.list.selectedItems():
            record = item.data(_RECORD)
            words = self.tr("“{0}” would be gone for good: a file that was removed does not come back.")
            ask_to_delete(self, words.format(record["filename"]), partial(self._remove, record))

    def _remove(self, record: dict[str, Any]) -> None:
        key = new_key()
        ask(
            self,
            lambda: self._client.delete(self._attachments, record["id"], record["version"], idempotency_key=key),
            lambda _none: self.refresh(),
            self._refuse,
        )

    def fetch(self, record: dict[str, Any], target: Path, then: Callable[[], Any]) -> None:
        """Bring the content to ``target``, then do what is wanted with it."""
        self.waiting.begin(
            str(record["filename"]),
            lambda: self._client.attachment(
                self._attachments, record["id"], target, progress=report, cancelled=is_cancelled
            ),
            lambda _none: then(),
            self._refuse,
            size=int(record.get("size") or 0),
        )

    # -- put together

    def _lay_out(self) -> None:
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(label(self.tr("Attachments"), "sectionTitle"), 1)
        self.list.setAccessibleName(self.tr("Attachments"))
        self.remove = icon_button(
            "mdi6.trash-can-outline", self.tr("Remove the file"), "removeAttachment", self.remove_marked
        )
        head.addWidget(self.remove)
        self.remove.setEnabled(self._resource.may_attach and "delete" in self._attachments.can)
        self.empty = label(self.tr("No file yet. Drop one here."), "hint", wrap=True)
        column.addLayout(head)
        for widget in (self.problem, self.empty, self.list, self.waiting, self.add):
            column.addWidget(widget, 1 if widget is self.list else 0)

    def _fill(self, page: Page) -> None:
        self.list.clear()
        for record in page.items:
            self._append(record)
        self.empty.setVisible(not page.items)
        self.counted.emit(page.total if page.total is not None else len(page.items))

    def _append(self, record: dict[str, Any]) -> None:
        name = str(record.get("filename") or record.get("name") or record["id"])
        size = record.get("size")
        told = [f"{number_text(max(1, int(size) // 1024))} ko"] if size else []
        told += [moment_text(str(record["created_at"]))] if record.get("created_at") else []
        item = QListWidgetItem(icon("mdi6.file-outline", "muted"), f"{name}\n{' · '.join(told)}", self.list)
        item.setToolTip(tip_of(name))
        item.setData(_RECORD, {**record, "filename": name})

    def _open(self, item: QListWidgetItem) -> None:
        record = item.data(_RECORD)
        target = opened_folder() / Path(record["filename"]).name
        self.fetch(record, target, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Add a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.attach(Path(path)))
        dialog.open()

    def _refuse(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.add.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach(Path(url.toLocalFile()))
