"""Whose sensors these are: a service account's are those that name it, a person's those on plots within the reach."""

from sqlalchemy import ColumnElement, or_

from fofal_server.agronomy import scopes
from fofal_server.agronomy.models import Plot
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach
from fofal_server.sensors.models import Sensor


def sensors(actor: Actor, reach: Reach, model: type[Sensor]) -> ColumnElement[bool]:
    """Beside them, those that the person has entered."""
    if actor.service:
        return model.account_id == actor.user_id
    own = scoped(SYSTEM, Plot, Plot.id).where(scopes.plots(actor, reach, Plot))
    return or_(model.created_by == actor.user_id, model.plot_id.in_(own))
