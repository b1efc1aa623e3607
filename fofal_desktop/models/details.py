"""A record as it is read beside its list: what its fields say, section by section, and what happened to it last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import counted, moment_text
from fofal_desktop.models.history import BOOKKEEPING
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import HistoryEntry

Record = dict[str, Any]
MOST_LINES, MOST_CHANGES = 20, 3


@dataclass(frozen=True)
class Part:
    """A title; below it fields with what they say, or whole lines."""

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def parts_of(resource: ResourceMeta, record: Record) -> list[Part]:
    """What ``record`` says, also when only some of its fields are here; fields without a word are left out."""
    return [part for section in resource.sections for part in _parts(resource, section.title, section.fields, record)]


def _parts(resource: ResourceMeta, title: str, names: Sequence[str], record: Record) -> Iterator[Part]:
    fields = [resource.fields[name] for name in names if name in resource.fields]
    told = tuple((field.label, words) for field in fields if (words := _words(field, record)))
    if told:
        yield Part(title, told)
    for field in fields:
        lines = record.get(field.name)
        if field.kind is Kind.LINES and lines:
            yield Part(title if len(fields) == 1 else field.label, lines=tuple(_lines(field, lines, record)))


def _words(field: FieldMeta, record: Record) -> str:
    if field.kind in {Kind.LINES, Kind.SECRET} or record.get(field.name) is False:
        return ""
    return str(record.get(field.name) or "") if field.kind is Kind.NOTE else counted(field, record, record)


def _lines(field: FieldMeta, lines: list[Record], above: Record) -> Iterator[str]:
    """Each line in one, the first of them only where there are very many."""
    for line in lines[:MOST_LINES]:
        yield " · ".join(filter(None, (counted(column, line, above) for column in field.lines if column.name != "id")))
    if len(lines) > MOST_LINES:
        yield QCoreApplication.translate("Details", "… and %n more", "", len(lines) - MOST_LINES)


def changes_of(resource: ResourceMeta, history: Sequence[HistoryEntry]) -> Part:
    """The last changes: when, who, what was done, and to which fields."""
    title = QCoreApplication.translate("Details", "Last changes")
    return Part(title, tuple((moment_text(one.at.isoformat()), _told(resource, one)) for one in history[:MOST_CHANGES]))


def _told(resource: ResourceMeta, entry: HistoryEntry) -> str:
    before, after = entry.before or {}, entry.after or {}
    known = (field for name, field in resource.fields.items() if name not in BOOKKEEPING)
    changed = [field.label for field in known if before.get(field.name) != after.get(field.name)] if before else []
    return " · ".join(filter(None, (entry.actor, entry.action_label, ", ".join(changed))))
