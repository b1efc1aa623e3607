"""What a record holds in some fields, in the form in which it can be typed again."""

from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.core.models import Record
from fofal_server.core.plain import plain
from fofal_server.core.resource import Field, Resource, field_of
from fofal_server.core.rows import relation_name


def values_of(record: Record, resource: Resource, names: frozenset[str]) -> dict[str, Any]:
    """The values of these fields that can be typed; lines and sets of references must be loaded."""
    written = resource.typed.model_fields
    return {name: _value(record, field_of(name, info)) for name, info in written.items() if name in names}


def _value(record: Record, field: Field) -> Any:
    if field.meaning.kind is Kind.REFERENCES:
        return [str(one.id) for one in getattr(record, relation_name(field.name))]
    if field.meaning.kind is Kind.LINES:
        names = [name for name in field.lines if name != "id"]
        return [{name: plain(getattr(line, name)) for name in names} for line in getattr(record, field.name)]
    return plain(getattr(record, field.name))
