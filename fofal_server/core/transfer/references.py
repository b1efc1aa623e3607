"""What the cells of a reference column point to, found by one query a column however many rows there are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CompoundSelect, Text, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import Kind
from fofal_server.core import registry
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.models import fold
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import title_of
from fofal_server.core.transfer.columns import Column
from fofal_server.core.transfer.table import Row
from fofal_server.core.transfer.typed import SEVERAL, Wrong, plain_text

Found = Mapping[str, tuple[UUID, ...]]
"""The records that a text may mean; several when it does not say which."""


def parts_of(cell: Any, *, several: bool) -> list[str]:
    """The texts in a cell that each name a record."""
    told = plain_text(cell)
    return [part.strip() for part in told.split(SEVERAL) if part.strip()] if several else [told]


def found_for(session: Session, actor: Actor, columns: Mapping[int, Column], rows: Sequence[Row]) -> dict[int, Found]:
    """What the cells of each column of references mean, by its place; one query a column, however many rows."""
    known: dict[int, Found] = {}
    for place, column in columns.items():
        kind, target = column.field.meaning.kind, column.field.meaning.target
        if kind in {Kind.REFERENCE, Kind.REFERENCES} and target:
            texts: set[str] = set()
            for row in rows:
                texts.update(_parts(row.cells[place], several=kind is Kind.REFERENCES))
            known[place] = found(session, actor, target, texts)
    return known


def _parts(cell: Any, *, several: bool) -> Sequence[str]:
    """The names in a cell; a cell that holds none is told when it is read."""
    try:
        return () if cell is None else parts_of(cell, several=several)
    except Wrong:
        return ()


def found(session: Session, actor: Actor, target: str, told: Collection[str]) -> Found:
    """The records that these texts name: by natural key or id, else by the words of their title.

    Only records that the person may read are found; case and accents do not count where nothing fits exactly.
    """
    resource = registry.RESOURCES.get(target)
    if resource is None or not told:
        return {}
    best: dict[str, tuple[int, list[UUID]]] = {}
    for text, key, rank in session.execute(_query(resource, actor, told)):
        known = best.get(text)
        if known is None or rank < known[0]:
            best[text] = (rank, [key])
        elif rank == known[0] and key not in known[1]:
            known[1].append(key)
    return {text: tuple(keys) for text, (_, keys) in best.items()}


def _query(resource: Resource, actor: Actor, told: Collection[str]) -> CompoundSelect[Any]:
    """Exact key or id first (1), then the key without case and accents (2), the whole title (3), a part of it (4)."""
    model = resource.model
    given = func.unnest(cast(list(told), ARRAY(Text))).table_valued("told").render_derived()
    name = resource.named_by
    ways: list[tuple[int, Any, Any]] = [(1, cast(model.id, Text), func.lower(given.c.told))]
    if name:
        ways += [(1, getattr(model, name), given.c.told), (2, fold(getattr(model, name)), fold(given.c.told))]
    ways.append((3, fold(cast(title_of(resource, model), Text)), fold(given.c.told)))
    ways += [(4, fold(cast(getattr(model, part), Text)), fold(given.c.told)) for part in resource.title]
    mine = reachable(actor, resource)
    return union_all(*(
        select(given.c.told, model.id, literal(rank)).join_from(given, model, left == right).where(mine)
        for rank, left, right in ways
    ))  # fmt: skip


def reader(field: Field, known: Found, planned: Mapping[str, UUID]) -> Callable[[Any], Any]:
    """Reads a cell of this reference; ``planned`` are records that earlier rows of the file will make."""
    several = field.meaning.kind is Kind.REFERENCES

    def one(told: str) -> str:
        keys = known.get(told, ())
        if not keys and told in planned:
            return str(planned[told])
        if len(keys) != 1:
            raise Wrong("ambiguous_reference" if keys else "unknown_reference", told)
        return str(keys[0])

    def read(cell: Any) -> Any:
        keys = [one(part) for part in parts_of(cell, several=several)]
        return keys if several else keys[0]

    return read
