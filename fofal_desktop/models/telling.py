"""Puts the words of referenced records into a history, which knows them by id only."""

from collections.abc import Iterator, Mapping
from typing import Any

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.fields.formats import label_key, title_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import History

Values = dict[str, Any]
Spot = tuple[FieldMeta, Values]
ASKED_TOGETHER = 200


def told_history(client: Client, resource: ResourceMeta, key: str) -> History:
    """Read the history of a record and name what its ids stand for; blocking, for a Job.

    A record that this person may not see keeps its id.
    """
    history, metas = client.history(resource, key), client.meta()
    sides = [side for entry in history.items for side in (entry.before, entry.after) if side]
    spots = [spot for side in sides for spot in _spots(resource.fields, side)]
    for name in {field.target for field, _ in spots if field.target in metas}:
        _name(client, metas[str(name)], [spot for spot in spots if spot[0].target == name])
    return history


def _name(client: Client, target: ResourceMeta, spots: list[Spot]) -> None:
    """Write the words beside the ids of one resource."""
    words = words_of_ids(client, target, sorted({str(row[field.name]) for field, row in spots}))
    for field, row in spots:
        if str(row[field.name]) in words:
            row[label_key(field)] = words[str(row[field.name])]


def _spots(fields: Mapping[str, FieldMeta], values: Values) -> Iterator[Spot]:
    """Every place where an id stands for a record, in the record and in its lines."""
    for name, field in fields.items():
        if field.kind is Kind.REFERENCE and values.get(name):
            yield field, values
        elif field.kind is Kind.LINES:
            for line in values.get(name) or []:
                yield from _spots({column.name: column for column in field.lines}, line)


def words_of_ids(client: Client, target: ResourceMeta, ids: list[str]) -> dict[str, str]:
    """Ask what these records are called, archived ones too; blocking, for a Job."""
    found: dict[str, str] = {}
    both = ("archived:null:false",) if "archived" in target.filters else ()
    for start in range(0, len(ids), ASKED_TOGETHER):
        part = "id:in:" + "|".join(ids[start : start + ASKED_TOGETHER])
        try:
            page = client.page(target, offset=0, limit=ASKED_TOGETHER, filters=(part, *both), total=False)
        except ApiError as refusal:
            if refusal.status not in {403, 422}:
                raise
            continue
        found |= {row["id"]: title_of(target, row) for row in page.items}
    return found
