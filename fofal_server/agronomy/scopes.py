"""Whose rows these are: a team leader's are those of the team, a field agent's those he wrote or worked in."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, false, or_

from fofal_server.agronomy.models import FieldOperation, Harvest, HarvestLine, LabourUsage, Plot
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach

Scope = Callable[[Actor, Reach, Any], ColumnElement[bool]]


def _named(actor: Actor, reach: Reach, model: Any, *people: str) -> list[ColumnElement[bool]]:
    """Rows that the person wrote, that name him, or that belong to his team when the reach goes that far."""
    found: list[ColumnElement[bool]] = []
    if actor.user_id is not None:
        found.append(model.created_by == actor.user_id)
    if actor.employee_id is not None:
        found += [getattr(model, name) == actor.employee_id for name in people]
    if reach is Reach.TEAM and actor.team_id is not None and hasattr(model, "team_id"):
        found.append(model.team_id == actor.team_id)
    return found


def plots(actor: Actor, reach: Reach, model: type[Plot]) -> ColumnElement[bool]:
    """Those that the person manages, or the team works on."""
    return or_(false(), *_named(actor, reach, model, "manager_id"))


def harvests(actor: Actor, reach: Reach, model: type[Harvest]) -> ColumnElement[bool]:
    """Those that the person has checked or picked in, or the team has."""
    found = _named(actor, reach, model, "checker_id")
    if actor.employee_id is not None:
        found.append(model.lines.any(HarvestLine.employee_id == actor.employee_id))
    return or_(false(), *found)


def field_operations(actor: Actor, reach: Reach, model: type[FieldOperation]) -> ColumnElement[bool]:
    """Those that the person leads or has worked in, or the team has."""
    found = _named(actor, reach, model, "operator_id")
    if actor.employee_id is not None:
        found.append(model.labour.any(LabourUsage.employee_id == actor.employee_id))
    return or_(false(), *found)


def of_people(*people: str) -> Scope:
    """Rows with an author, perhaps a team, and columns that name employees."""

    def scope(actor: Actor, reach: Reach, model: Any) -> ColumnElement[bool]:
        return or_(false(), *_named(actor, reach, model, *people))

    return scope


def on_own_plots(actor: Actor, reach: Reach, model: Any) -> ColumnElement[bool]:
    """Rows written by the person, or lying on plots within his reach."""
    own = scoped(SYSTEM, Plot, Plot.id).where(plots(actor, reach, Plot))
    return or_(false(), *_named(actor, reach, model), model.plot_id.in_(own))


def of_own_harvests(actor: Actor, reach: Reach, model: Any) -> ColumnElement[bool]:
    """Checks written or made by the person, or of harvests within his reach."""
    own = scoped(SYSTEM, Harvest, Harvest.id).where(harvests(actor, reach, Harvest))
    return or_(false(), *_named(actor, reach, model, "inspector_id"), model.harvest_id.in_(own))
