"""Filters kept under a name: those of a list, and what of one can still be asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fofal_desktop.api.client import Client
from fofal_desktop.fields.formats import label_key, text_of
from fofal_desktop.models.telling import words_of_ids
from fofal_server.contract.kinds import OPERATORS, Kind, Operator
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]
Metas = Mapping[str, ResourceMeta]

SAVED = "lists.filters"
MOST = 500


@dataclass(frozen=True)
class Part:
    """One condition as it travels, and each of its values as it reads."""

    field: str
    operator: Operator
    value: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Recalled:
    """A saved filter that is about to be used; ``gone`` names what the list does not know, or not to this person."""

    record: Record
    parts: tuple[Part, ...]
    gone: tuple[str, ...]


def saved_of(client: Client, metas: Metas, resource: ResourceMeta) -> list[Record]:
    """All filters of a list that this person may use, by name; blocking, for a Job."""
    page = client.page(metas[SAVED], offset=0, limit=MOST, filters=(f"resource:eq:{resource.name}",), total=False)
    return page.items


def recall(client: Client, metas: Metas, resource: ResourceMeta, record: Record) -> Recalled:
    """Put a filter into words again, and set aside what the list no longer answers; blocking, for a Job."""
    found = [(text, _understood(resource, text)) for text in record["conditions"]]
    parts = tuple(_named(client, metas, resource.fields[one.field], one) for _text, one in found if one is not None)
    return Recalled(record, parts, tuple(text.partition(":")[0] for text, one in found if one is None))


def _understood(resource: ResourceMeta, text: str) -> Part | None:
    """None for a field, a comparison or a choice that this list does not have."""
    name, _, rest = text.partition(":")
    word, _, value = rest.partition(":")
    field = resource.fields.get(name) if name in resource.filters else None
    if field is None or word not in OPERATORS.get(field.kind, ()):
        return None
    operator = Operator(word)
    values = value.split("|") if operator in {Operator.IN, Operator.BETWEEN} else [value]
    if operator is Operator.NULL:
        return Part(name, operator, value, ("",))
    if field.kind is Kind.CHOICE and not set(values) <= {choice.value for choice in field.choices}:
        return None
    return Part(name, operator, value, tuple(_reads(field, one) for one in values))


def _reads(field: FieldMeta, value: str) -> str:
    """In the language of now; what refers to a record is still an id."""
    if field.kind is Kind.REFERENCE:
        return value
    return text_of(field, {field.name: value == "true" if field.kind is Kind.FLAG else value})


def _named(client: Client, metas: Metas, field: FieldMeta, part: Part) -> Part:
    """Records by what they are called; one that the person may not see keeps its id."""
    target = metas.get(field.target or "") if field.kind is Kind.REFERENCE else None
    if target is None or part.operator is Operator.NULL:
        return part
    known = words_of_ids(client, target, sorted(set(part.words)))
    words = tuple(text_of(field, {field.name: one, label_key(field): known.get(one, one)}) for one in part.words)
    return Part(part.field, part.operator, part.value, words)


def is_same(record: Record, conditions: Sequence[str], search: str) -> bool:
    """Whether a list asks just what the filter says."""
    return sorted(record["conditions"]) == sorted(conditions) and (record["search"] or "") == search
