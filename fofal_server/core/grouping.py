"""The rows of a list by groups: counted and added up by the database, never more groups than a person looks through."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Date, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from fofal_server.contract.grouping import DATED, GROUPED, Group, Groups, Step
from fofal_server.contract.kinds import Kind
from fofal_server.core import listing, registry
from fofal_server.core.actor import Actor
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.listing import Asked
from fofal_server.core.query import filterable
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import title_of
from fofal_server.core.texts import text
from fofal_server.core.totals import MOST_UNITS, added_up, by_measure, totals
from fofal_server.core.transfer.manner import MANNERS, worded
from fofal_server.core.transfer.shown import shower

MOST = 200
"""Groups that are told: the largest ones."""

Sums = dict[str, dict[str, Decimal]]


@dataclass(frozen=True)
class _Grouping:
    """What is grouped: the rows, by which field, how finely a date."""

    session: Session
    resource: Resource
    actor: Actor
    where: Sequence[ColumnElement[bool]]
    field: Field
    step: Step
    language: str

    @property
    def key(self) -> ColumnElement[Any]:
        """What rows of a group agree in."""
        column = getattr(self.resource.model, self.field.name)
        if self.field.meaning.kind is Kind.MOMENT:
            column = func.timezone(COMPANY_ZONE.key, column)
        if self.field.meaning.kind in DATED:
            return cast(func.date_trunc(self.step.value, column), Date)
        return column  # type: ignore[no-any-return]  # of any column


def grouped(
    session: Session, resource: Resource, actor: Actor, asked: Asked, *, by: str, step: Step, language: str
) -> Groups:
    """The rows that a list would show, by groups; ``asked.fields`` are the columns that are added up.

    422 for a field that the list cannot be filtered by, or not by this person, and for one that has no groups.
    """
    field = filterable(resource, resource.hidden_from(actor)).get(by)
    if field is None or by == "id" or field.meaning.kind not in GROUPED:
        raise Invalid(errors=(FieldError("by", "query.group_field", "group_field", {"name": by[:80]}),))
    where = listing.conditions(resource, actor, asked, resource.model)
    fields = [one for one in listing.shown(resource, actor, asked.fields or resource.columns) if added_up(one)]
    work = _Grouping(session, resource, actor, where, field, step, language)
    counts, left_out = _counted(work)
    sums, labels = _summed(work, fields, list(counts)), _labels(work, list(counts))
    keys = sorted(counts, key=lambda key: (key is None, _place(work, key, labels[key])))
    items = [
        Group(label=labels[key], count=counts[key], sums=_told(sums.get(key, {})), filters=_filters(work, key))
        for key in keys
    ]
    return Groups(items=items, all=_all(work, fields), left_out=left_out)


def _place(work: _Grouping, key: Any, label: str) -> str:
    return key.isoformat() if work.field.meaning.kind in DATED and key is not None else label.casefold()


def _all(work: _Grouping, fields: list[Field]) -> Group:
    model = work.resource.model
    count = work.session.scalar(select(func.count()).select_from(model).where(*work.where)) or 0
    found = totals(work.session, work.resource, work.actor, work.where, fields)
    return Group(label="", count=count, sums=_told({one.field.name: dict(one.sums) for one in found}))


def _counted(work: _Grouping) -> tuple[dict[Any, int], int]:
    """The largest groups with how many rows they have, and how many more groups there are."""
    rows = select(work.key.label("key")).where(*work.where).subquery()
    count = func.count().label("count")
    largest = select(rows.c.key, count, func.count().over()).group_by(rows.c.key).order_by(count.desc(), rows.c.key)
    found = work.session.execute(largest.limit(MOST)).all()
    return {key: number for key, number, _all in found}, (found[0][2] - len(found) if found else 0)


def _summed(work: _Grouping, fields: list[Field], keys: list[Any]) -> dict[Any, Sums]:
    """The sums of each of these groups; a query for each measure."""
    found: dict[Any, Sums] = {}
    known = [key for key in keys if key is not None]
    for unit, measured in by_measure(work.resource, work.actor, fields):
        columns = [getattr(work.resource.model, one.name).label(one.name) for one in measured]
        rows = select(work.key.label("_key"), unit.label("_unit"), *columns).where(*work.where).subquery()
        kept = or_(rows.c["_key"].in_(known), rows.c["_key"].is_(None))
        sums = [func.trim_scale(func.sum(rows.c[one.name])) for one in measured]
        query = select(rows.c["_key"], rows.c["_unit"], *sums).where(kept).group_by(rows.c["_key"], rows.c["_unit"])
        for key, name, *values in work.session.execute(query):
            for one, value in zip(measured, values, strict=True):
                if value is not None:
                    found.setdefault(key, {}).setdefault(one.name, {})[name] = Decimal(value)
    return found


def _told(sums: Sums) -> dict[str, dict[str, str]]:
    """Sums as they travel; units that are too many are not told."""
    return {
        name: {unit: format(value, "f") for unit, value in sorted(one.items())} if len(one) <= MOST_UNITS else {}
        for name, one in sums.items()
    }


def _labels(work: _Grouping, keys: list[Any]) -> dict[Any, str]:
    known = [key for key in keys if key is not None]
    kind, language = work.field.meaning.kind, work.language
    if kind is Kind.REFERENCE:
        labels = {key: str(key) for key in known} | _titles(work, known)
    elif kind in DATED:
        labels = {key: key.strftime(_SHORT[language, work.step]) for key in known}
    else:
        show = shower(work.resource, work.field, language)
        labels = {key: worded(show(key), work.field.meaning, language) for key in known}
    return {**labels, None: text("grouping.none", language)}


def _titles(work: _Grouping, keys: list[Any]) -> dict[Any, str]:
    """What the records are called that rows refer to, as the list itself calls them."""
    target = registry.RESOURCES.get(work.field.meaning.target or "")
    if target is None:
        return {}
    query = select(target.model.id, title_of(target, target.model).cast(Text)).where(target.model.id.in_(keys))
    return {key: title for key, title in work.session.execute(query) if title}


def _filters(work: _Grouping, key: Any) -> list[str]:
    """What narrows the list to the rows of a group."""
    name, kind = work.field.name, work.field.meaning.kind
    if key is None:
        return [f"{name}:null:true"]
    if kind not in DATED:
        value = key.value if isinstance(key, Enum) else str(key).lower() if isinstance(key, bool) else key
        return [f"{name}:eq:{value}"]
    bounds = (key, _next(key, work.step))
    wire = [_midnight(one) if kind is Kind.MOMENT else one.isoformat() for one in bounds]
    return [f"{name}:ge:{wire[0]}", f"{name}:lt:{wire[1]}"]


def _next(day: dt.date, step: Step) -> dt.date:
    """The first day after a step that begins on ``day``."""
    if step is Step.DAY:
        return day + dt.timedelta(days=1)
    months = 12 if step is Step.YEAR else 1
    return (day.replace(day=1) + dt.timedelta(days=31 * months)).replace(day=1)


def _midnight(day: dt.date) -> str:
    """When a day of the company begins."""
    return dt.datetime.combine(day, dt.time(), COMPANY_ZONE).astimezone(dt.UTC).isoformat()


_SHORT = {
    ("fr", Step.DAY): MANNERS["fr"].day, ("fr", Step.MONTH): "%m/%Y", ("fr", Step.YEAR): "%Y",
    ("en", Step.DAY): MANNERS["en"].day, ("en", Step.MONTH): "%Y-%m", ("en", Step.YEAR): "%Y",
}  # fmt: skip
