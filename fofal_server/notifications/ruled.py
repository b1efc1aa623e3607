"""Rules over records as things to look at: one query a rule and look, and what it finds as sightings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.resource import Resource
from fofal_server.core.watch import About, Sighting, Watch
from fofal_server.notifications import conditions, facts
from fofal_server.notifications.looking import Look
from fofal_server.notifications.models import AlertRule, AlertSource

MANY = 200
"""More records than this are one alert, whatever the rule says: nobody reads two hundred."""
NAMED = 5
_BOUNDED = text("SET LOCAL statement_timeout = 5000")


@dataclass(frozen=True)
class Asked:
    """A rule as it stood when it was read; nothing of the database hangs on it."""

    name: str
    resource: str
    conditions: tuple[str, ...]
    each: bool
    at_least: int

    @classmethod
    def of(cls, rule: AlertRule) -> "Asked":
        return cls(rule.name, rule.resource or "", tuple(rule.conditions), rule.each, rule.at_least)


class Ruled:
    """The looks of one process at the rules over records; a rule that was changed is looked at anew."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[int, Look]] = {}

    def looks(self, pools: Pools) -> list[Look]:
        """One for each rule, those out of service too: what they had opened has to end."""
        with transaction(pools.calls) as session:
            rules = session.scalars(scoped(SYSTEM, AlertRule).where(AlertRule.source == AlertSource.RULE)).all()
        self._known = {rule.id: self._look(rule) for rule in rules}
        return [look for _, look in self._known.values()]

    def _look(self, rule: AlertRule) -> tuple[int, Look]:
        known = self._known.get(rule.id)
        if known is not None and known[0] == rule.version:
            return known
        see = partial(look, Asked.of(rule)) if rule.active else _nothing
        return rule.version, Look(Watch(rule.code, rule.usual, see, every=60.0 * rule.every_minutes))


def look(asked: Asked, pools: Pools) -> list[Sighting]:
    """What meets the conditions now; LookupError when the kind of record is not served any more."""
    resource = registry.RESOURCES[asked.resource]
    with transaction(pools.reports) as session:
        rows = _rows(session, resource, asked)
    if len(rows) < asked.at_least:
        return []
    if not asked.each or len(rows) > MANY:
        return [_together(asked, resource, rows)]
    return [_one(asked, resource, row) for row in rows]


def _nothing(_pools: Pools) -> list[Sighting]:
    return []


def _rows(session: Session, resource: Resource, asked: Asked) -> Sequence[Any]:
    session.execute(_BOUNDED)
    return session.execute(conditions.found(resource, asked.conditions, max(MANY, asked.at_least) + 1)).all()


def _one(asked: Asked, resource: Resource, row: Any) -> Sighting:
    key, title, *shown = row
    said = {"rule": asked.name, "record": _title(title)}
    told = {"facts": facts.worded(resource, shown, "fr"), "facts_en": facts.worded(resource, shown, "en")}
    return Sighting(str(key), {**said, **told}, about=About(asked.resource, key))


def _together(asked: Asked, resource: Resource, rows: Sequence[Any]) -> Sighting:
    """How many there are and what the first ones are called; names that are not for everybody's eyes are left out."""
    count = f"{MANY}+" if len(rows) > MANY else str(len(rows))
    names = [] if resource.fence else [_title(title) for _, title, *_ in rows[:NAMED]]
    more = " …" if len(rows) > len(names) else ""
    said = {"rule": asked.name, "count": count, "names": ", ".join(names) + more}
    return Sighting("", said, about=About(asked.resource))


def _title(title: object) -> str:
    return str(title or "—")
