"""Filters that people keep: each is checked as its list would, and goes to others only when its owner may share."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, inspect, or_
from sqlalchemy.orm import Session

from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Invalid, NotFound, Refused
from fofal_server.core.query import filter_conditions, searched
from fofal_server.core.resource import Resource
from fofal_server.lists.models import SavedFilter

MOST = 50
"""Of one person and list: more are not found again in a menu."""


def readable(actor: Actor, verb: str, saved: Any) -> ColumnElement[bool]:
    """One's own, and to look at, what others share of lists that one may read."""
    mine: ColumnElement[bool] = saved.owner_id == actor.user_id
    if verb != "read":
        return mine
    lists = [one.name for one in registry.RESOURCES.values() if actor.may(one.permission("read"))]
    return or_(mine, and_(saved.shared, saved.resource.in_(lists)))


def prepare(session: Session, actor: Actor, saved: SavedFilter, given: Mapping[str, Any]) -> None:
    """It belongs to who makes it, and asks only what the list answers this person."""
    resource = registry.RESOURCES.get(saved.resource)
    if resource is None or not actor.may(resource.permission("read")):
        raise Refused("lists.unknown_list", field="resource")
    if not inspect(saved).persistent:
        _own(session, actor, saved)
    if {"resource", "conditions", "search"} & given.keys():
        _check(actor, resource, saved)


def share(_session: Session, _actor: Actor, saved: SavedFilter, _body: object) -> None:
    """The action: whoever may read the list finds the filter there, too."""
    _check_open(registry.RESOURCES.get(saved.resource), saved)
    saved.shared = True


def unshare(_session: Session, _actor: Actor, saved: SavedFilter, _body: object) -> None:
    """The action: it is the owner's alone again."""
    saved.shared = False


def _own(session: Session, actor: Actor, saved: SavedFilter) -> None:
    if actor.user_id is None:
        raise NotFound
    saved.owner_id, saved.shared = actor.user_id, False
    mine = SavedFilter.owner_id == actor.user_id, SavedFilter.resource == saved.resource
    if (session.scalar(scoped(SYSTEM, SavedFilter, func.count()).where(*mine)) or 0) >= MOST:
        raise Refused("lists.too_many_filters", field="name", most=MOST)


def _check(actor: Actor, resource: Resource, saved: SavedFilter) -> None:
    if not saved.conditions and not saved.search:
        raise Refused("lists.empty_filter", field="conditions")
    try:
        filter_conditions(resource, resource.model, saved.conditions, resource.hidden_from(actor))
        searched(resource, saved.search or "")
    except Invalid as error:
        [wrong] = error.errors
        raise Refused(wrong.key, field="conditions", **wrong.values) from error
    if saved.shared:
        _check_open(resource, saved)


def _check_open(resource: Resource | None, saved: SavedFilter) -> None:
    """What a filter compares a private field with would tell those who may not see that field something of it."""
    private = set(resource.private) if resource else set()
    if private & {one.partition(":")[0] for one in saved.conditions}:
        raise Refused("lists.private_filter", field="conditions")
