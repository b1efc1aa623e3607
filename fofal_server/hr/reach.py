"""Which rows of the staff a narrow reach covers: oneself, or one's gang."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_

from fofal_server.core.actor import Actor, Reach


def employees(actor: Actor, reach: Reach, employee: Any) -> ColumnElement[bool]:
    """*Own* is the person's own record, *team* the gang's members and oneself; nobody for who is no employee."""
    if actor.employee_id is None:
        return false()
    own: ColumnElement[bool] = employee.id == actor.employee_id
    if reach is Reach.TEAM and actor.team_id is not None:
        return or_(own, employee.team_id == actor.team_id)
    return own


def teams(actor: Actor, _reach: Reach, team: Any) -> ColumnElement[bool]:
    """The gang to which the person belongs."""
    return false() if actor.team_id is None else team.id == actor.team_id
