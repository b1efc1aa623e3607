"""What happened to a record as a table: one row a changed field, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.fields.formats import label_key, moment_text, text_of
from fofal_desktop.models.worded import WordedTable
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import History, HistoryEntry

BOOKKEEPING = {"id", "version", "created_at", "created_by", "updated_at", "updated_by"}
"""Fields that change with every change and say nothing."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One field of one entry, in words."""

    entry: HistoryEntry
    label: str
    before: str
    after: str


class HistoryModel(WordedTable):
    """When, who, what was done, and each field as it was and as it became."""

    def __init__(self, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)
        self._fields = [field for name, field in resource.fields.items() if name not in BOOKKEEPING]

    def show_history(self, history: History) -> None:
        self.show_rows(change for entry in history.items for change in self._changes_of(entry))

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("When"),
            self.tr("Who"),
            self.tr("Action"),
            self.tr("Field"),
            self.tr("Before"),
            self.tr("After"),
        )

    def _texts(self, change: Change) -> tuple[str, ...]:
        entry = change.entry
        when = moment_text(entry.at.isoformat())
        return (when, entry.actor or "", entry.action_label, change.label, change.before, change.after)

    def _changes_of(self, entry: HistoryEntry) -> list[Change]:
        """Say each field that differs; an entry that changed none (a sign-in, a print) is a row of its own."""
        if entry.entered_at is not None:
            said = filter(None, (moment_text(entry.entered_at.isoformat()), entry.doubt))
            return [Change(entry, self.tr("Typed at, by the clock of that computer"), "", " — ".join(said))]
        told = [
            Change(entry, field.label, *_sides(field, entry.before or {}, entry.after or {})) for field in self._fields
        ]
        return [change for change in told if change.before != change.after] or [Change(entry, "", "", "")]


def _sides(field: FieldMeta, before: Values, after: Values) -> tuple[str, str]:
    if field.kind is not Kind.LINES:
        return _text(field, before), _text(field, after)
    was, is_now = (_lines(field, side.get(field.name) or []) for side in (before, after))
    return "\n".join(_only_in(was, is_now)), "\n".join(_only_in(is_now, was))


def _only_in(these: list[str], others: Iterable[str]) -> list[str]:
    """Leave the lines out that stand on both sides."""
    left = list(these)
    for line in others:
        if line in left:
            left.remove(line)
    return left


def _lines(field: FieldMeta, lines: list[dict[str, Any]]) -> list[str]:
    columns = [column for column in field.lines if column.name != "id"]
    return [" · ".join(filter(None, (_text(column, line) for column in columns))) for line in lines]


def _text(field: FieldMeta, values: Values) -> str:
    """Read a value; an id whose words are unknown is better than nothing."""
    value = values.get(field.name)
    known = field.kind is not Kind.REFERENCE or label_key(field) in values
    return text_of(field, values) if known or value is None else str(value)
