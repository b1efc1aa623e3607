"""What a rule looks for: filters as lists know them, with days reckoned from today; one query, a bounded answer."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from fofal_server.contract.kinds import Kind
from fofal_server.core import clock, registry
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.errors import Invalid, Refused
from fofal_server.core.query import filter_conditions
from fofal_server.core.resource import Resource
from fofal_server.core.rows import selected, title_of
from fofal_server.notifications import facts

MOST = 10
OWN = "notifications"
"""Rules over alerts would feed on themselves."""
_TODAY = re.compile(r"today(?P<days>[+-]\d{1,4})?")


def check(actor: Actor, name: str, conditions: Iterable[str]) -> None:
    """Refuse (422) what the maker may not see whole: a kind of record, a private field, or no filter of its list."""
    resource = registry.RESOURCES.get(name)
    if resource is None or resource.domain == OWN or actor.reach(resource.permission("read")) is not Reach.ALL:
        raise Refused("notifications.rule_resource", field="resource")
    given = list(conditions)
    if not 1 <= len(given) <= MOST:
        raise Refused("notifications.rule_conditions", field="conditions", most=MOST)
    check_filters(actor, resource, given)


def check_filters(actor: Actor, resource: Resource, conditions: Iterable[str]) -> None:
    """Refuse (422) what is no filter of the list as this person sees it."""
    filters = [resolved(resource, one, clock.today()) for one in conditions]
    try:
        filter_conditions(resource, resource.model, filters, resource.hidden_from(actor))
    except Invalid as error:
        [wrong] = error.errors
        raise Refused(wrong.key, field="conditions", **wrong.values) from error


def found(resource: Resource, conditions: Iterable[str], most: int) -> Select[Any]:
    """Key, title and facts of the first records that meet all conditions today."""
    model = resource.model
    filters = [resolved(resource, one, clock.today()) for one in conditions]
    wanted = filter_conditions(resource, model, filters, frozenset())
    shown = selected(facts.of(resource), model)
    query = select(model.id, title_of(resource, model).label("title"), *shown)
    return query.where(*wanted).order_by(model.id).limit(most)


def resolved(resource: Resource, condition: str, today: dt.date) -> str:
    """``expires_on:le:today+30`` with the day filled in; only days and moments know ``today``."""
    name, first, rest = condition.partition(":")
    word, second, value = rest.partition(":")
    field = resource.fields.get(name)
    if field is None or field.meaning.kind not in {Kind.DAY, Kind.MOMENT}:
        return condition
    written = partial(_written, field.meaning.kind, today)
    return f"{name}{first}{word}{second}" + "|".join(written(one) for one in value.split("|"))


def _written(kind: Kind, today: dt.date, value: str) -> str:
    meant = _TODAY.fullmatch(value)
    if meant is None:
        return value
    day = today + dt.timedelta(days=int(meant["days"] or 0))
    begins = dt.datetime.combine(day, dt.time(), clock.COMPANY_ZONE)
    return day.isoformat() if kind is Kind.DAY else begins.isoformat()
