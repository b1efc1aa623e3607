"""A list as a file: the rows of one moment, read by a cursor and written as they come."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from fofal_server.contract import frames
from fofal_server.contract.kinds import Kind
from fofal_server.core import audit, clock, listing
from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools, snapshot
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.listing import Asked
from fofal_server.core.operation import Answer
from fofal_server.core.paper.head import headed
from fofal_server.core.postgres_errors import refusal_of
from fofal_server.core.resource import Field, Resource
from fofal_server.core.texts import text
from fofal_server.core.transfer import csv_out, pdf_out, xlsx_out
from fofal_server.core.transfer.heading import Sheet, facts_of, made
from fofal_server.core.transfer.shown import shapes
from fofal_server.core.transfer.telling import Batches, Progress, between, framed

BATCH = 500
"""Rows fetched at a time."""


@dataclass(frozen=True)
class Format:
    """A kind of file and what writes it; ``most`` rows at a time, and the text that says so."""

    media: str
    written: Callable[[Sheet, Batches], Iterator[bytes]]
    most: int | None = None
    too_many: str = ""


FORMATS = {
    "csv": Format(csv_out.MEDIA, csv_out.written),
    "xlsx": Format(xlsx_out.MEDIA, xlsx_out.written, xlsx_out.MAX_ROWS, "sheet_too_high"),
    "pdf": Format(pdf_out.MEDIA, pdf_out.written, pdf_out.MAX_ROWS, "paper_too_long"),
    "pages": Format(pdf_out.LINES_MEDIA, pdf_out.shown, pdf_out.MAX_ROWS, "paper_too_long"),
}
PAPERS = frozenset({"pdf", "pages"})


@dataclass(frozen=True)
class Export:
    """What a person asked for; with a ``heading`` the file tells above its rows which they are, and their totals.

    ``telling`` sends it in frames (``contract/frames.py``) that say how many rows are done. ``data_dir`` holds the logo
    of papers.
    """

    resource: Resource
    asked: Asked
    format: str
    language: str
    data_dir: Path
    heading: bool = False
    telling: bool = False


@dataclass(frozen=True)
class _Reading:
    """An export that was judged: who asks, its columns, and what reads its rows."""

    export: Export
    actor: Actor
    fields: list[Field]
    query: Select[Any]


def _judged(actor: Actor, export: Export) -> _Reading:
    fields = _fields(export, actor)
    return _Reading(export, actor, fields, listing.exported(export.resource, actor, export.asked, fields))


def answer(session: Session, pools: Pools, actor: Actor, export: Export) -> Answer:
    """The file as a streamed answer; told in the trail before a row of it leaves. 422 for what cannot be a column."""
    reading, out = _judged(actor, export), FORMATS[export.format]
    news = Progress()
    if out.most is not None or export.telling:
        news.of = _height(session, reading)
    if out.most is not None and (news.of or 0) > out.most:
        raise Invalid(f"transfer.{out.too_many}", limit=out.most, code=out.too_many)
    _tell(session, reading)
    return sent(export, _streamed(pools, reading, news.counting), news)


def sent(export: Export, parts: Generator[bytes], news: Progress) -> Answer:
    """The parts of a file under its name, with the news of it between them where they were asked for."""
    media, headers = FORMATS[export.format].media, {"Content-Disposition": _disposition(export)}
    if export.format == "pages":
        return Answer(between(parts, news), headers=headers, media_type=media)
    if export.telling:
        return Answer(framed(parts, news), headers=headers, media_type=frames.MEDIA)
    return Answer(parts, headers=headers, media_type=media)


def whole(pools: Pools, actor: Actor, export: Export, most: int) -> tuple[bytes, int]:
    """The file in memory and how many rows it has; 422 beyond ``most`` rows. Who asks tells the trail."""
    reading, count = _judged(actor, export), 0

    def counted(batches: Batches) -> Batches:
        nonlocal count
        for batch in batches:
            count += len(batch)
            if count > most:
                raise Invalid("transfer.sheet_too_high", limit=most, code="sheet_too_high")
            yield batch

    parts = _streamed(pools, replace(reading, query=reading.query.limit(most + 1)), counted)
    return b"".join(parts), count


def media_of(format: str) -> str:
    """What kind of file it is to a mail program."""
    return FORMATS[format].media.partition(";")[0]


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


def _height(session: Session, reading: _Reading) -> int:
    """How many rows it will have, by what is stored now."""
    resource = reading.export.resource
    model, where = resource.model, listing.conditions(resource, reading.actor, reading.export.asked, resource.model)
    return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _tell(session: Session, reading: _Reading) -> None:
    export, asked = reading.export, reading.export.asked
    told = {"format": export.format, "search": asked.search, "filter": list(asked.filters), "sort": asked.sort}
    audit.tell(
        session, "export", export.resource.name, after={**told, "fields": [field.name for field in reading.fields]}
    )


def _streamed(pools: Pools, reading: _Reading, through: Callable[[Batches], Batches] = iter) -> Generator[bytes]:
    """The parts of the file. Nothing is held before the first one is asked for; all is given back when it is closed."""
    out = FORMATS[reading.export.format]
    try:
        with snapshot(pools.long_reads()) as session:
            sheet = _sheet(session, reading)
            rows = session.execute(reading.query.execution_options(yield_per=BATCH))
            yield from out.written(sheet, through(row for row in rows.partitions(BATCH)))
    except SQLAlchemyError as error:
        raise refusal_of(error) from error


def _sheet(session: Session, reading: _Reading) -> Sheet:
    export, fields = reading.export, reading.fields
    resource, language = export.resource, export.language
    title, on_paper = text(resource.name, language), export.format in PAPERS
    head = headed(session, reading.actor, title, language, export.data_dir) if on_paper else None
    facts = made(reading.actor, language) if export.heading and not on_paper else []
    if on_paper or export.heading:
        facts += facts_of(session, resource, reading.actor, export.asked, fields, language)
    return Sheet(title, shapes(resource, fields, language), language, facts, head)


def _disposition(export: Export) -> str:
    """The name of the file twice, as RFC 6266 has it: in plain letters, and in those of the language."""
    day, title = clock.today().isoformat(), text(export.resource.name, export.language)
    plain = f"{export.resource.name.replace('.', '-')}-{day}.{export.format}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{title} {day}.{export.format}')}"
