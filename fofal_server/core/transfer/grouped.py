"""The groups of a list as a file or on paper: a line for each, and all rows together in the last one."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.contract.grouping import DATED, Group, Groups, Step
from fofal_server.contract.kinds import Kind
from fofal_server.core import audit, listing
from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools, snapshot
from fofal_server.core.fields import Meaning
from fofal_server.core.grouping import grouped
from fofal_server.core.operation import Answer
from fofal_server.core.paper.head import headed
from fofal_server.core.resource import Field, Resource
from fofal_server.core.texts import text
from fofal_server.core.totals import added_up
from fofal_server.core.transfer.exporting import FORMATS, PAPERS, Export, sent
from fofal_server.core.transfer.heading import Fact, Sheet, facts_of, made
from fofal_server.core.transfer.manner import worded
from fofal_server.core.transfer.shown import Shape, Shown, franc
from fofal_server.core.transfer.telling import Progress

Rows = Sequence[Sequence[Any]]


def answer(session: Session, pools: Pools, actor: Actor, export: Export, by: str, step: Step) -> Answer:
    """The file as a streamed answer, told in the trail. 422 for a field that has no groups, as ``grouped`` has it."""
    sheet, rows = _read(pools, actor, export, by, step)
    asked, out, news = export.asked, FORMATS[export.format], Progress(of=len(rows))
    told = {"format": export.format, "by": by, "search": asked.search, "filter": list(asked.filters)}
    audit.tell(session, "export", export.resource.name, after=told)
    return sent(export, (part for part in out.written(sheet, news.counting([rows]))), news)


def _read(pools: Pools, actor: Actor, export: Export, by: str, step: Step) -> tuple[Sheet, Rows]:
    """All of it in one moment of the database: groups, what was asked, what it comes to."""
    resource, asked, language = export.resource, export.asked, export.language
    with snapshot(pools.long_reads()) as session:
        groups = grouped(session, resource, actor, asked, by=by, step=step, language=language)
        fields = [one for one in listing.shown(resource, actor, asked.fields or resource.columns) if added_up(one)]
        field, on_paper = resource.fields[by], export.format in PAPERS
        label = text(f"{resource.name}.{by}", language)
        title = f"{text(resource.name, language)} · {label}"
        head = headed(session, actor, title, language, export.data_dir) if on_paper else None
        facts = made(actor, language) if export.heading and not on_paper else []
        if on_paper or export.heading:
            how = Fact(text("transfer.grouped", language), _how(field, label, step, language))
            facts += facts_of(session, resource, actor, asked, fields, language, order=how)
            facts += _left_out(groups, language)
    lines = [*groups.items, groups.all.model_copy(update={"label": text("grouping.all", language)})]
    columns = [*_named(label, language), *(_sums(resource, one, lines, language) for one in fields)]
    return Sheet(title, columns, language, facts, head), [(line,) for line in lines] if groups.items else []


def _how(field: Field, label: str, step: Step, language: str) -> str:
    return f"{label} ({text(f'grouping.{step.value}', language)})" if field.meaning.kind in DATED else label


def _left_out(groups: Groups, language: str) -> Iterator[Fact]:
    if groups.left_out:
        yield Fact(text("grouping.left_out", language), groups.left_out, Meaning(Kind.COUNT))


def _named(label: str, language: str) -> Iterator[Shape]:
    """What a group is called, and how many rows it has."""
    yield _column(Meaning(Kind.NAME), label, lambda group: group.label)
    yield _column(Meaning(Kind.COUNT), text("grouping.rows", language), lambda group: group.count)


def _sums(resource: Resource, field: Field, lines: Sequence[Group], language: str) -> Shape:
    """Numbers under a head that says their unit where all have the same, else words that say it each time."""
    header = text(f"{resource.name}.{field.name}", language)
    units = {unit for line in lines for unit in line.sums.get(field.name) or {}}
    if len(units) <= 1:
        unit = (units.pop() if units else "") or franc(resource, field)
        return _column(field.meaning, f"{header} ({unit})" if unit else header, lambda one: _only(one, field.name))
    return _column(field.meaning, header, lambda one: _worded(one, field, language))


def _only(group: Group, name: str) -> Decimal | None:
    return next((Decimal(value) for value in (group.sums.get(name) or {}).values()), None)


def _worded(group: Group, field: Field, language: str) -> str:
    sums = (group.sums.get(field.name) or {}).items()
    return " + ".join(f"{worded(Decimal(value), field.meaning, language)} {unit}".strip() for unit, value in sums)


def _column(meaning: Meaning, header: str, take: Callable[[Group], Shown]) -> Shape:
    return Shape(meaning, header, lambda row: take(row[0]))
