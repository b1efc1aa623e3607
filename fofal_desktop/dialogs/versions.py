"""Where two versions of a record differ from what both started from."""

from dataclasses import dataclass
from typing import Any

from fofal_desktop.dialogs.line_merge import merged
from fofal_desktop.fields.formats import text_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One field with its three values; ``mine`` as it travels. ``together``: it holds the lines of both."""

    field: FieldMeta
    mine: Any
    by_me: bool
    by_them: bool
    base_words: str
    mine_words: str
    their_words: str
    together: bool = False

    @property
    def both(self) -> bool:
        return self.by_me and self.by_them


def differences(resource: ResourceMeta, base: Record, mine: Record, theirs: Record) -> list[Difference]:
    """Writable fields in which ``theirs`` differs from ``base`` or from what was typed in ``mine``."""
    fields = [field for field in resource.fields.values() if not field.readonly and field.kind is not Kind.SECRET]
    found = (_difference(field, base, mine, theirs) for field in fields)
    return [one for one in found if one is not None]


def _difference(field: FieldMeta, base: Record, mine: Record, theirs: Record) -> Difference | None:
    typed = {**base, **mine}
    start, own, other = (sent(field, version.get(field.name)) for version in (base, typed, theirs))
    both = _of_both(field, base, typed, theirs) if start not in (own, other) else None
    if both is not None:
        typed[field.name], own = both, sent(field, both)
    if own == other:
        return None
    was, is_mine, is_theirs = (in_words(field, version) for version in (base, typed, theirs))
    by_them = other != start and both is None
    return Difference(field, own, own != start, by_them, was, is_mine, is_theirs, together=both is not None)


def _of_both(field: FieldMeta, *versions: Record) -> list[Record] | None:
    """Lines that both changed, put together; None for another field, or where a person has to choose."""
    if field.kind is not Kind.LINES:
        return None
    base, mine, theirs = (version.get(field.name) or [] for version in versions)
    return merged(base, mine, theirs, lambda row: sent(field, [row])[0])


def sent(field: FieldMeta, value: Any) -> Any:
    """The part of a value that a person writes: lines without labels and computed columns, else the value itself."""
    if field.kind is not Kind.LINES or not isinstance(value, list):
        return value
    names = ["id", *(line.name for line in field.lines if not line.readonly)]
    return [{name: line[name] for name in names if name in line} for line in value]


def in_words(field: FieldMeta, record: Record) -> str:
    """A value in full: lines are written out, one below the other."""
    if field.kind is not Kind.LINES:
        return text_of(field, record)
    rows = record.get(field.name) or []
    return "\n".join(_line_words(field, row) for row in rows)


def _line_words(field: FieldMeta, row: Record) -> str:
    told = ((column, text_of(column, row)) for column in field.lines if column.name != "id")
    return "• " + ", ".join(f"{column.label} {words}" for column, words in told if words)
