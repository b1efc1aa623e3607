"""Editor of a set of references: what was chosen as a list, one picker to add more."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fofal_desktop.fields.editor import EditorContext, FieldEditor, Row
from fofal_desktop.fields.formats import label_key
from fofal_desktop.fields.relation import RelationEditor
from fofal_server.contract.meta import FieldMeta

MOST_SHOWN, ROOM = 6, 10


class ReferencesEditor(FieldEditor):
    """Delete takes the marked ones out; choosing in the picker adds."""

    def __init__(self, field: FieldMeta, context: EditorContext) -> None:
        super().__init__(field)
        self.list = QListWidget()
        self.list.setAccessibleName(field.label)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.changed.connect(self._fit)
        self.picker = RelationEditor(field, context)
        self.picker.changed.connect(self._add_picked)
        self._column.insertWidget(0, self.list)
        self._place(self.picker)
        self._fit()
        remove = QShortcut(QKeySequence.StandardKey.Delete, self.list, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_marked)

    def value(self) -> list[str]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        labels = (row or {}).get(label_key(self.field)) or wire or []
        self.list.clear()
        for key, label in zip(wire or [], labels, strict=True):
            self._append(str(key), str(label))
        self.changed.emit()

    def as_typed(self) -> Any:
        labels = [self.list.item(row).text() for row in range(self.list.count())]
        return {"ids": self.value(), "labels": labels, "picker": self.picker.as_typed()}

    def type_again(self, kept: Any) -> None:
        self.set_value(kept["ids"], {label_key(self.field): kept["labels"]})
        self.picker.type_again(kept["picker"])

    def take_at(self, _spot: Any, record: dict[str, Any]) -> None:
        self.picker.take(record)

    def set_readonly(self, readonly: bool) -> None:
        self.picker.setHidden(readonly)
        self.list.setEnabled(not readonly)

    def remove_marked(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()

    def _add_picked(self) -> None:
        key, label = self.picker.chosen()
        if not key:
            return
        if key not in self.value():
            self._append(key, label)
            self.changed.emit()
        self.picker.set_value(None)

    def _fit(self) -> None:
        """Take the room of what is chosen, and none while nothing is."""
        shown = min(self.list.count(), MOST_SHOWN)
        self.list.setVisible(shown > 0)
        self.list.setFixedHeight(shown * max(self.list.sizeHintForRow(0), 0) + 2 * self.list.frameWidth() + ROOM)

    def _append(self, key: str, label: str) -> None:
        item = QListWidgetItem(label, self.list)
        item.setData(Qt.ItemDataRole.UserRole, key)
