"""What a record is made of again: the same one under its own id, or a new one like it."""

from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]


def same(resource: ResourceMeta, record: Record) -> Record:
    """What a deleted record is stored with once more; its history goes on."""
    return {"id": record["id"], **_writable(resource, record)}


def like(resource: ResourceMeta, record: Record) -> Record:
    """What a new record begins with that is to be like this one, with the words of its ids."""
    return {**record, **_writable(resource, record)}


def typed_anew(resource: ResourceMeta, typed: Record) -> Record:
    """What was typed over the one that is gone, to be typed over what is made of it: lines of the old one are new."""
    lines = {name: typed[name] for name, field in resource.fields.items() if field.kind is Kind.LINES and name in typed}
    return typed | {
        name: kept | {"lines": [line | {"id": None} for line in kept["lines"]]} for name, kept in lines.items()
    }


def _writable(resource: ResourceMeta, record: Record) -> Record:
    """The part of it that a person may write, ready to be sent as a new one."""
    fields = (field for field in resource.fields.values() if not field.readonly and field.name in record)
    return {field.name: _fresh(field, record[field.name]) for field in fields if record[field.name] is not None}


def _fresh(field: FieldMeta, value: Any) -> Any:
    if field.kind is not Kind.LINES:
        return value
    names = [line.name for line in field.lines if not line.readonly]
    return [{name: line.get(name) for name in names} for line in value]
