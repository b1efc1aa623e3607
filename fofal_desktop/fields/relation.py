"""Editor of a reference: type a code or some letters, take the one that is offered."""

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit

from fofal_desktop.fields.editor import EditorContext, FieldEditor, Row
from fofal_desktop.fields.formats import label_key
from fofal_desktop.jobs import Job
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import Page

PAUSE_MS, OFFERED = 150, 20


def title_of(resource: ResourceMeta, record: Row) -> str:
    """Put together the words that name a record."""
    return " · ".join(str(record[name]) for name in resource.title if record.get(name))


class RelationEditor(FieldEditor):
    """Keeps what was typed until a record is chosen; an exact code chooses by itself."""

    def __init__(self, field: FieldMeta, context: EditorContext) -> None:
        super().__init__(field)
        self._context, self._target = context, context.metas.get(field.target or "")
        self._key: str | None = None
        self._label, self._asked = "", ""
        self._offers: list[dict[str, Any]] = []
        self._job: Job[Page] | None = None
        self.line = QLineEdit()
        self._place(self.line)
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take_offered)
        self.line.setCompleter(self._completer)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._on_edited)
        open_list = QShortcut(QKeySequence(Qt.Key.Key_F2), self.line, context=Qt.ShortcutContext.WidgetShortcut)
        open_list.activated.connect(self.open_list)

    def value(self) -> Any:
        return self._key or self.line.text().strip() or None

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        self._key = wire
        self._label = str((row or {}).get(label_key(self.field)) or wire or "")
        self.line.setText(self._label)
        self.line.setCursorPosition(0)
        self.changed.emit()

    def chosen(self) -> tuple[str | None, str]:
        """Tell the id and the words of the record chosen; no id while only letters stand there."""
        return self._key, self._label

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def problem(self) -> str:
        return self.tr("Choose one of the list.") if self.line.text().strip() and self._key is None else ""

    def open_list(self) -> None:
        """Offer the whole list to choose from (F2)."""
        if self._target is not None and self._context.choose is not None and not self.line.isReadOnly():
            self._context.choose(self._target, self._take)

    def _on_edited(self, _text: str) -> None:
        self._key = None
        self._pause.start()
        self.changed.emit()

    def _ask(self) -> None:
        if self._target is None:
            return
        if self._job is not None:
            self._job.cancel()
        target, words, client = self._target, self.line.text().strip(), self._context.client
        self._asked = words
        self._job = Job(
            self,
            lambda: client.page(target, offset=0, limit=OFFERED, search=words, total=False),
            self._offer,
            lambda error: self.show_problem(str(error)),
        ).start()

    def _offer(self, page: Page) -> None:
        if self._target is None or self.line.text().strip() != self._asked:
            return
        self._offers = page.items
        self._words.setStringList([title_of(self._target, record) for record in page.items])
        if self.line.hasFocus():
            self._completer.complete()

    def _take_offered(self, title: str) -> None:
        self._take(self._offers[self._words.stringList().index(title)])

    def _take(self, record: dict[str, Any]) -> None:
        if self._target is not None:
            self.set_value(record["id"], {label_key(self.field): title_of(self._target, record)})
            self.show_problem("")
