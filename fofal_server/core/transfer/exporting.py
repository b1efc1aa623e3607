"""A list as a file: the rows of one moment, read by a cursor and written as they come."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import Kind
from fofal_server.core import audit, clock, listing
from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools, snapshot
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.listing import Asked
from fofal_server.core.operation import Answer
from fofal_server.core.postgres_errors import refusal_of
from fofal_server.core.resource import Field, Resource
from fofal_server.core.texts import text
from fofal_server.core.transfer import csv_out, xlsx_out
from fofal_server.core.transfer.shown import Shape, shapes

BATCH = 500
"""Rows fetched at a time."""

Batches = Iterable[Sequence[Sequence[Any]]]


@dataclass(frozen=True)
class Format:
    """A kind of file and what writes it."""

    media: str
    written: Callable[[str, Sequence[Shape], Batches, str], Iterator[bytes]]


_FORMATS = {"csv": Format(csv_out.MEDIA, csv_out.written), "xlsx": Format(xlsx_out.MEDIA, xlsx_out.written)}


@dataclass(frozen=True)
class Export:
    """What a person asked for."""

    resource: Resource
    asked: Asked
    format: str
    language: str


def answer(session: Session, pools: Pools, actor: Actor, export: Export) -> Answer:
    """The file as a streamed answer; told in the trail before a row of it leaves. 422 for what cannot be a column."""
    resource, language = export.resource, export.language
    fields = _fields(export, actor)
    query = listing.exported(resource, actor, export.asked, fields)
    if export.format == "xlsx":
        _check_height(session, export, actor)
    _tell(session, export, fields)
    title, columns, out = text(resource.name, language), shapes(resource, fields, language), _FORMATS[export.format]
    parts = _streamed(pools, query, lambda batches: out.written(title, columns, batches, language))
    disposition = _disposition(resource, title, export.format)
    return Answer(parts, headers={"Content-Disposition": disposition}, media_type=out.media)


def whole(pools: Pools, actor: Actor, export: Export, most: int) -> tuple[bytes, int]:
    """The file in memory and how many rows it has; 422 beyond ``most`` rows. Who asks tells the trail."""
    resource, language = export.resource, export.language
    fields = _fields(export, actor)
    query = listing.exported(resource, actor, export.asked, fields).limit(most + 1)
    columns, out, count = shapes(resource, fields, language), _FORMATS[export.format], 0

    def counted(batches: Batches) -> Batches:
        nonlocal count
        for batch in batches:
            count += len(batch)
            if count > most:
                raise Invalid("transfer.sheet_too_high", limit=most, code="sheet_too_high")
            yield batch

    title = text(resource.name, language)
    parts = _streamed(pools, query, lambda batches: out.written(title, columns, counted(batches), language))
    return b"".join(parts), count


def media_of(format: str) -> str:
    """What kind of file it is to a mail program."""
    return _FORMATS[format].media.partition(";")[0]


def _fields(export: Export, actor: Actor) -> list[Field]:
    """The fields asked for, else those that the list shows, in that order and without the hidden ones."""
    resource = export.resource
    names = export.asked.fields or tuple(n for n in resource.columns if n not in resource.hidden_from(actor))
    known = {field.name: field for field in listing.shown(resource, actor, names)}
    found = [known[name] for name in dict.fromkeys(names)]
    for field in found:
        if field.meaning.kind in {Kind.LINES, Kind.FILE}:
            told = {"name": field.name}
            raise Invalid(errors=(FieldError("fields", "transfer.not_a_column", "not_a_column", told),))
    return found


def _check_height(session: Session, export: Export, actor: Actor) -> None:
    model = export.resource.model
    where = listing.conditions(export.resource, actor, export.asked, model)
    height = session.scalar(select(func.count()).select_from(model).where(*where)) or 0
    if height > xlsx_out.MAX_ROWS:
        raise Invalid("transfer.sheet_too_high", limit=xlsx_out.MAX_ROWS, code="sheet_too_high")


def _tell(session: Session, export: Export, fields: list[Field]) -> None:
    asked = export.asked
    told = {"format": export.format, "search": asked.search, "filter": list(asked.filters), "sort": asked.sort}
    audit.tell(session, "export", export.resource.name, after={**told, "fields": [field.name for field in fields]})


def _streamed(pools: Pools, query: Select[Any], write: Callable[[Batches], Iterator[bytes]]) -> Iterator[bytes]:
    """The parts of the file. Nothing is held before the first one is asked for; all is given back when it is closed."""
    try:
        with snapshot(pools.long_reads()) as session:
            rows = session.execute(query.execution_options(yield_per=BATCH))
            yield from write(row for row in rows.partitions(BATCH))
    except SQLAlchemyError as error:
        raise refusal_of(error) from error


def _disposition(resource: Resource, title: str, format: str) -> str:
    """The name of the file twice, as RFC 6266 has it: in plain letters, and in those of the language."""
    day = clock.today().isoformat()
    plain = f"{resource.name.replace('.', '-')}-{day}.{format}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{title} {day}.{format}')}"
