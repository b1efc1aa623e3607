"""Where two versions of a record differ from what both started from."""

from dataclasses import dataclass
from typing import Any

from fofal_desktop.fields.formats import text_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One field with its three values; ``mine`` as it travels."""

    field: FieldMeta
    mine: Any
    by_me: bool
    by_them: bool
    base_words: str
    mine_words: str
    their_words: str

    @property
    def both(self) -> bool:
        return self.by_me and self.by_them


def differences(resource: ResourceMeta, base: Record, mine: Record, theirs: Record) -> list[Difference]:
    """Writable fields in which ``theirs`` differs from ``base`` or from what was typed in ``mine``."""
    fields = [field for field in resource.fields.values() if not field.readonly and field.kind is not Kind.SECRET]
    found = (_difference(field, base, mine, theirs) for field in fields)
    return [one for one in found if one is not None]


def _difference(field: FieldMeta, base: Record, mine: Record, theirs: Record) -> Difference | None:
    start, other = (sent(field, version.get(field.name)) for version in (base, theirs))
    own = sent(field, mine[field.name]) if field.name in mine else start
    if own == other:
        return None
    typed = {**base, **mine}
    words = (in_words(field, version) for version in (base, typed, theirs))
    return Difference(field, own, own != start, other != start, *words)


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
    told = ((column, text_of(column, row)) for column in field.lines)
    return "• " + ", ".join(f"{column.label} {words}" for column, words in told if words)
