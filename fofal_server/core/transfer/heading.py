"""What stands above the rows of an export: what was asked, when and by whom, how many rows, and what they come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import Kind
from fofal_server.core import clock, listing
from fofal_server.core.actor import Actor
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.fields import Meaning
from fofal_server.core.listing import Asked
from fofal_server.core.paper.head import Head
from fofal_server.core.resource import Field, Resource
from fofal_server.core.texts import text
from fofal_server.core.totals import Total, totals
from fofal_server.core.transfer.question import filter_words, sort_words
from fofal_server.core.transfer.shown import Shape, Shown, franc


@dataclass(frozen=True)
class Fact:
    """A line above the rows; ``meaning`` says how its value is written, as words when there is none."""

    label: str
    value: Shown
    meaning: Meaning | None = None


@dataclass(frozen=True)
class Sheet:
    """All of a file but its rows; without ``facts`` it is a plain table that can be imported again."""

    title: str
    shapes: Sequence[Shape]
    language: str
    facts: Sequence[Fact] = ()
    head: Head | None = None
    """What stands on each page of a paper; None for any other file."""


def made(actor: Actor, language: str) -> list[Fact]:
    """When the file is made and by whom; a paper says so at the foot of each page."""
    now = clock.now().astimezone(COMPANY_ZONE).replace(tzinfo=None)
    return [Fact(text("transfer.made_at", language), now), Fact(text("transfer.made_by", language), actor.username)]


def facts_of(
    session: Session, resource: Resource, actor: Actor, asked: Asked, fields: Sequence[Field], language: str,
    order: Fact | None = None,
) -> list[Fact]:  # fmt: skip
    """What was asked and what it comes to, counted and added up in the same moment as the rows are read.

    ``order`` is told in the place of the order of the rows.
    """
    where = listing.conditions(resource, actor, asked, resource.model)
    count = session.scalar(select(func.count()).select_from(resource.model).where(*where)) or 0
    found: list[Fact] = []
    if asked.search.strip():
        found.append(Fact(text("transfer.searched", language), asked.search.strip()))
    if filters := filter_words(session, resource, actor, asked.filters, language):
        found.append(Fact(text("transfer.filtered", language), " · ".join(filters)))
    found.append(order or Fact(text("transfer.sorted", language), sort_words(resource, asked.sort, language)))
    found.append(Fact(text("transfer.counted", language), count, Meaning(Kind.COUNT)))
    for total in totals(session, resource, actor, where, fields):
        found += _told(resource, total, language)
    return found


def _told(resource: Resource, total: Total, language: str) -> Iterator[Fact]:
    """A line for each unit; the unit stands beside the name, so that the sum stays a number."""
    label = text(f"{resource.name}.{total.field.name}", language)
    if not total.sums:
        yield Fact(text("transfer.total", language, name=label), text("transfer.many_units", language))
    for unit, value in total.sums.items():
        shown = unit or franc(resource, total.field)
        name = f"{label} ({shown})" if shown else label
        yield Fact(text("transfer.total", language, name=name), value, total.field.meaning)
