"""The files attached to a record: listed, seen, added, opened, taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from fofal_desktop import commands
from fofal_desktop.api.client import Client
from fofal_desktop.api.keys import new_key
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.file_preview import FilePreview
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import moment_text, tip_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.glance import Glance, can_be_seen
from fofal_desktop.jobs import Job, changes, report
from fofal_desktop.opened import opened_folder
from fofal_desktop.parts import GAP, action_button, button, icon_button, label, named, tight
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.attachment_content import AttachmentContent
from fofal_desktop.views.attachment_preview import LEAST, AttachmentPreview, size_text
from fofal_desktop.views.removal import ask_to_delete
from fofal_desktop.views.waiting import Waiting
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Page

RESOURCE = "documents.attachments"
WIDTH, MOST = 290, 200
AT_ONCE = 4 * 1024 * 1024
"""Bytes of a file that is fetched by being selected; a larger one when somebody wants to see it large."""
REST_MS = 150
"""How long a file is selected before it is fetched: keys go past others faster."""
LARGE = QSize(3000, 3000)
"""Points of a picture that is shown in a window of its own, where one looks closer."""
FIELDS = ("version", "name", "media_type", "size", "created_at", "created_by")
_RECORD = Qt.ItemDataRole.UserRole


def attachments_pane(context: EditorContext, resource: ResourceMeta) -> "AttachmentsPane | None":
    """The pane of a resource that files may hang on, for who may see them."""
    attachments = context.metas.get(RESOURCE)
    return AttachmentsPane(context.client, attachments, resource) if resource.attachable and attachments else None


class AttachmentsPane(QFrame):
    """``counted`` tells how many files hang on the record, each time they are read."""

    counted = Signal(int)

    def __init__(self, client: Client, attachments: ResourceMeta, resource: ResourceMeta) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setFixedWidth(WIDTH)
        self.setAcceptDrops(True)
        self._client, self._attachments, self._resource = client, attachments, resource
        self._key = self._wanted = ""
        self._shown: dict[str, Any] | None = None
        self._looking: Job[Glance] | None = None
        self.list, self.problem, self.waiting = named(QListWidget(), "attachments"), Banner(), Waiting()
        self.content, self.preview = AttachmentContent(client, attachments), AttachmentPreview()
        self.add = button(self.tr("Add a file"), "addAttachment", "", "mdi6.paperclip")
        self.add.setEnabled(resource.may_attach and "create" in attachments.can)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._deeds = [bind(self.list, commands.LOOK, self.look), bind(self.list, commands.OPEN_FILE, self.open_file)]
        self._lay_out()
        self._rest.timeout.connect(self._look_at)
        self.add.clicked.connect(self._browse)
        self.list.itemActivated.connect(lambda _item: self.open_file())
        self.list.currentItemChanged.connect(lambda *_items: self._choose())
        self.preview.enlarged.connect(self.look)
        changes.happened.connect(self._on_changes)

    @property
    def _may_remove(self) -> bool:
        return self._resource.may_attach and "delete" in self._attachments.can

    def _on_changes(self, names: set[str]) -> None:
        if self._attachments.name in names:
            self.refresh()

    def show_record(self, key: str) -> None:
        """List the files of a stored record."""
        if key != self._key:
            self.list.clear()
        self._key = key
        self.refresh()

    def refresh(self) -> None:
        if not self._key:
            return
        filters = (f"resource:eq:{self._resource.name}", f"record_id:eq:{self._key}")
        ask(
            self,
            lambda: self._client.page(self._attachments, offset=0, limit=MOST, filters=filters, fields=FIELDS),
            self._fill,
            self._refuse,
        )

    def attach(self, source: Path) -> None:
        """Send a file to the record."""
        self.problem.say("")
        key, record, size = new_key(), self._key, source.stat().st_size if source.exists() else 0
        self.waiting.begin(
            source.name,
            lambda: self._client.attach(
                self._attachments, self._resource, record, source, idempotency_key=key, progress=report
            ),
            self._attached,
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
            lambda: self.content.write(record, target),
            lambda _none: then(),
            self._refuse,
            size=int(record.get("size") or 0),
        )

    # -- seeing one

    @property
    def chosen(self) -> dict[str, Any] | None:
        """The file that is selected."""
        item = self.list.currentItem()
        found: dict[str, Any] | None = None if item is None else item.data(_RECORD)
        return found

    def look(self) -> None:
        """Show the selected file large, if it can be seen."""
        record = self.chosen
        if record is not None and can_be_seen(record["media_type"]):
            read = partial(self.content.seen, record, LARGE)
            facts = self.preview.facts_of(record)
            FilePreview(record["filename"], facts, read, partial(self._open, record), self).open()

    def open_file(self) -> None:
        """Hand the selected file to the program that the computer has for it."""
        if (record := self.chosen) is not None:
            self._open(record)

    def _choose(self) -> None:
        """Say of the selected file what is known; what is seen of it comes when the selection rests."""
        record = self.chosen
        if record == self._shown:
            return
        self._shown = record
        if self._looking is not None:
            self._looking.cancel()
        self._rest.stop()
        seen = record is not None and can_be_seen(record["media_type"])
        for deed, on in zip(self._deeds, (seen, record is not None), strict=True):
            deed.setEnabled(on)
        self.remove.setEnabled(record is not None and self._may_remove)
        self.preview.setVisible(record is not None)
        if record is not None:
            self.preview.show_file(record, self._remark(record, seen=seen))
            if seen and int(record["size"]) <= AT_ONCE:
                self._rest.start()

    def _remark(self, record: dict[str, Any], *, seen: bool) -> str:
        if not seen:
            return self.tr("Files of this kind are not shown here: Enter opens it in its program.")
        return "" if int(record["size"]) <= AT_ONCE else self.tr("A large file: Space fetches and shows it.")

    def _look_at(self) -> None:
        record = self._shown
        if record is not None:
            read = partial(self.content.seen, record, self.preview.room)
            done, failed = self.preview.show_glance, self.preview.refuse
            self._looking = self.waiting.begin(record["filename"], read, done, failed, size=int(record["size"]))

    # -- put together

    def _lay_out(self) -> None:
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(label(self.tr("Attachments"), "sectionTitle"), 1)
        self.list.setAccessibleName(self.tr("Attachments"))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)  # long names take a second line
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(LEAST)
        for deed in self._deeds:
            deed.setEnabled(False)
            head.addWidget(action_button(deed, words=False))
        self.remove = icon_button(
            "mdi6.trash-can-outline", self.tr("Remove the file"), "removeAttachment", self.remove_marked
        )
        head.addWidget(self.remove)
        self.remove.setEnabled(False)
        inviting, silent = self.tr("No file yet. Drop one here."), self.tr("No file yet.")
        self.empty = label(inviting if self._resource.may_attach else silent, "hint", wrap=True)
        column.addLayout(head)
        for widget in (self.problem, self.empty, self.list, self.preview, self.waiting, self.add):
            column.addWidget(widget, 1 if widget is self.list else 0)

    def _attached(self, record: dict[str, Any]) -> None:
        self._wanted = str(record["id"])
        self.refresh()

    def _fill(self, page: Page) -> None:
        """What was selected stays so; a file that was just added is."""
        wanted, self._wanted = self._wanted or (self.chosen or {}).get("id"), ""
        with QSignalBlocker(self.list):
            self.list.clear()
            for record in page.items:
                item = self._append(record)
                if record["id"] == wanted:
                    self.list.setCurrentItem(item)
        self._choose()
        self.empty.setVisible(not page.items)
        self.counted.emit(page.total if page.total is not None else len(page.items))

    def _append(self, record: dict[str, Any]) -> QListWidgetItem:
        name = str(record.get("filename") or record.get("name") or record["id"])
        told = [size_text(record)] if record.get("size") else []
        told += [moment_text(str(record["created_at"]))] if record.get("created_at") else []
        item = QListWidgetItem(icon("mdi6.file-outline", "muted"), f"{name}\n{' · '.join(told)}", self.list)
        item.setToolTip(tip_of(name))
        item.setData(_RECORD, {**record, "filename": name})
        return item

    def _open(self, record: dict[str, Any]) -> None:
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
