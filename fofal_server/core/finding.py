"""One search over every record that a person may read, and what records are called; of others nothing is told.

Each resource that keeps a searched text takes part by that alone, but for those that stand ``aside``. All of them are
asked in one statement, and each part of it stops after a page of rows, so that the answer costs what a page costs
however many rows there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, cast
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from fofal_server.contract.finding import Found, Hit
from fofal_server.core import query, registry
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.keeping import keepable
from fofal_server.core.models import SEARCHED, fold
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.plain_page import Statement, compiled
from fofal_server.core.resource import Resource
from fofal_server.core.rows import title_of
from fofal_server.core.texts import text

MOST_WORDS = 8
"""Words that count; of a longer question the first ones."""
SHORT = 2
"""Letters up to which a word is looked for where words begin: inside of others the index knows nothing of it."""
BREAKS = (" ", "-", "/", ".")
"""What a word may stand behind."""
_SPELLINGS = ("said", "said_large", "said_small")
_ANY = literal("%", Text)
_EXACT, _BEGINS, _WORD, _INSIDE = range(4)


class Row(NamedTuple):
    """A record that was found. The lower its rank, the more it is what was meant."""

    resource: str
    key: str
    title: str
    rank: int


class SearchQuery(BaseModel):
    """What is looked for: every word must occur, whatever its case and accents."""

    words: str = Field(max_length=200, pattern=r"^[^\x00]*$")
    limit: int = Field(20, ge=1, le=50)


class TitlesQuery(BaseModel):
    """``record=<resource>:<id>``, repeated."""

    record: list[Annotated[str, Field(pattern=r"^[a-z-]+\.[a-z-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]] = (
        Field([], max_length=50)
    )


def search(session: Session, actor: Actor, words: str, limit: int) -> tuple[list[Row], bool]:
    """The best ``limit`` records, and whether there are others."""
    wanted = words.split()[:MOST_WORDS]
    plain, particular = _divided(actor)
    values = _spelt(wanted) | {"limit": limit + 1}
    short = tuple(len(word) <= SHORT for word in wanted)
    found: list[Row] = []
    if wanted and plain:
        asked = _prepared(tuple(one.name for one in plain), short)
        found += [Row(*row) for row in asked.rows(session, values)]
    if wanted and particular:
        parts = [part for one in particular for part in _parts(one, short, [reachable(actor, one)])]
        found += [Row(*row) for row in session.execute(_ranked(parts), values)]
    return best(found, limit)


def best(found: Iterable[Row], limit: int) -> tuple[list[Row], bool]:
    """Of each rank, resources take turns, so that one with many records hides no other; then kinds stand together."""
    places = {name: place for place, name in enumerate(registry.RESOURCES)}
    newest = sorted(set(found), key=lambda row: row.key, reverse=True)
    rows = sorted(newest, key=lambda row: (row.rank, places[row.resource]))
    turns = Counter[tuple[int, str]]()
    taken: list[tuple[int, int, int]] = []
    for place, row in enumerate(rows):
        taken.append((row.rank, turns[row.rank, row.resource], place))
        turns[row.rank, row.resource] += 1
    return [rows[place] for place in sorted(place for *_, place in sorted(taken)[:limit])], len(rows) > limit


def titles(session: Session, actor: Actor, records: Sequence[str]) -> list[Row]:
    """What these records are called, in the order asked for, archived ones too; those out of reach are left out."""
    keys: dict[str, list[UUID]] = {}
    for name, _, key in (one.partition(":") for one in records):
        keys.setdefault(name, []).append(UUID(key))
    known = [registry.RESOURCES[name] for name in keys if name in registry.RESOURCES]
    parts = [
        select(*_named(one, one.model)).where(one.model.id.in_(keys[one.name]), reachable(actor, one))
        for one in known
        if actor.may(one.permission("read"))
    ]
    rows = (
        [Row(row.resource, row.key, row.title, _EXACT) for row in session.execute(union_all(*parts))] if parts else []
    )
    found = {f"{row.resource}:{row.key}": row for row in rows}
    return [found[one] for one in dict.fromkeys(records) if one in found]


def _divided(actor: Actor) -> tuple[list[Resource], list[Resource]]:
    """What the person may find: resources of which he sees every row, and those of which some."""
    known = (one for one in registry.RESOURCES.values() if one.own_words and not (one.hidden or one.aside))
    seen = [one for one in known if actor.may(one.permission("read"))]
    particular = [one for one in seen if not one.shows_all(actor)]
    return [one for one in seen if one not in particular], particular


@lru_cache(maxsize=64)
def _prepared(names: tuple[str, ...], short: tuple[bool, ...]) -> Statement:
    """The same text for all who see the same resources."""
    return compiled(_ranked([part for name in names for part in _parts(registry.RESOURCES[name], short, [])]))


def _parts(resource: Resource, short: Sequence[bool], reach: Sequence[ColumnElement[bool]]) -> Iterator[Select[Any]]:
    """The newest records that hold the words; and the one that has them for its code, which may be an old one."""
    row = resource.model.__table__.c
    kept, code = row[SEARCHED], _code(resource)
    found = select(*_named(resource, row), kept.label("kept"))
    found = found.where(*query.filter_conditions(resource, row, (), frozenset()), *reach)
    holding = found.where(*(_holds(kept, f"word{place}", few) for place, few in enumerate(short)))
    yield holding.order_by(row.id.desc()).limit(bindparam("limit"))
    if code is not None:
        yield found.where(code.in_([bindparam(name, type_=Text()) for name in _SPELLINGS]))


def _code(resource: Resource) -> ColumnElement[str] | None:
    """The first of the searched columns where no two records have the same, so that an index finds it at once."""
    table = cast("Table", resource.model.__table__)
    alone = [tuple(one.columns.keys()) for one in table.constraints if isinstance(one, UniqueConstraint)]
    first = resource.own_words[0]
    return table.c[first] if (first,) in alone else None


def _named(resource: Resource, entity: Any) -> list[ColumnElement[Any]]:
    title = title_of(resource, entity).cast(Text)
    return [literal(resource.name, Text).label("resource"), entity.id.cast(Text).label("key"), title.label("title")]


def _holds(kept: ColumnElement[str], name: str, few: bool) -> ColumnElement[bool]:
    word = _folded(name)
    if not few:
        return kept.like(_ANY + word + _ANY)
    return or_(kept.like(word + _ANY), *(kept.like(literal(f"%{mark}", Text) + word + _ANY) for mark in BREAKS))


def _exact(kept: ColumnElement[str]) -> ColumnElement[bool]:
    """What is typed is the first of the searched fields, or begins it with whole words."""
    return or_(kept == _folded("said"), kept.like(_folded("phrase") + literal(" %", Text)))


def _ranked(parts: Sequence[Select[Any]]) -> Select[Any]:
    found = union_all(*parts).subquery("found")
    kept, phrase = found.c.kept, _folded("phrase")
    begins, word = kept.like(phrase + _ANY), kept.like(literal("% ", Text) + phrase + _ANY)
    rank = case((_exact(kept), _EXACT), (begins, _BEGINS), (word, _WORD), else_=_INSIDE)
    return select(found.c.resource, found.c.key, found.c.title, rank)


def _folded(name: str) -> ColumnElement[str]:
    folded: ColumnElement[str] = fold(bindparam(name, type_=Text()))
    return folded


def _spelt(words: Sequence[str]) -> dict[str, Any]:
    said = " ".join(words)
    spelt = {f"word{place}": query.escaped(word) for place, word in enumerate(words)}
    return {
        **spelt,
        **dict(zip(_SPELLINGS, (said, said.upper(), said.lower()), strict=True)),
        "phrase": query.escaped(said),
    }


def _told(rows: Iterable[Row], language: str) -> list[Hit]:
    return [
        Hit(resource=row.resource, label=text(f"{row.resource}.one", language), id=UUID(row.key), title=row.title)
        for row in rows
    ]


def _search(call: Call) -> Answer:
    rows, more = search(call.session, call.actor, call.query.words, call.query.limit)
    return json_answer(Found(items=_told(rows, call.language), more=more))


def _titles(call: Call) -> Answer:
    found = titles(call.session, call.actor, call.query.record)
    return keepable(json_answer(Found(items=_told(found, call.language))))


OPERATIONS = (
    Operation(
        method="GET", path="/search", name="search_records", tag="system",
        work=_search, query=SearchQuery, answer=Found, refusals=(422,),
    ),
    Operation(
        method="GET", path="/search/titles", name="read_titles", tag="system",
        work=_titles, query=TitlesQuery, answer=Found, refusals=(422,),
    ),
)  # fmt: skip
