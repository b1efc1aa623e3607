"""Who is calling, asked of the database once a call."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from fofal_server.auth import maintenance
from fofal_server.auth.models import Role, User, UserSession, user_role
from fofal_server.core.door import Claims
from fofal_server.core.models import Base
from fofal_server.core.prepared import Prepared, prepared, run


def ask(connection: Connection, claims: Claims, now: datetime) -> Row[Any] | None:
    """Account, sign of life, roles with their versions, gang, what is owed and whether there is maintenance.

    None when session or account are over.
    """
    return run(connection, _prepared(), str(claims.session_id), str(claims.user_id), now).one_or_none()


@cache
def _prepared() -> Prepared:
    return prepared(_question(), {"sid": "uuid", "uid": "uuid", "now": "timestamptz"})


def _question() -> Select[Any]:
    user, living, role = (model.__table__.c for model in (User, UserSession, Role))
    holds = (user_role.c.role_id == role.id, user_role.c.user_id == user.id)
    owes_factor = and_(user.second_factor.is_(False), exists().where(*holds, role.second_factor.is_(True)))
    now: Any = bindparam("now")
    return (
        select(user.username, user.employee_id, user.must_change_password, living.last_seen)
        .add_columns(roles_of(user).label("roles"), team_of(user).label("team_id"), owes_factor.label("owes_factor"))
        .add_columns(maintenance.asked().label("maintenance"))
        .where(living.id == bindparam("sid"), user.id == bindparam("uid"), living.user_id == user.id)
        .where(user.active, living.revoked_at.is_(None), living.idle_until > now, living.expires_at > now)
    )


def roles_of(user: Any) -> ScalarSelect[Any]:
    """The roles of an account, each as its id, version and code, in the order of their ids."""
    role = Role.__table__.c
    held = func.concat_ws(literal_column("' '"), role.id, role.version, role.code)
    own = (role.id == user_role.c.role_id, user_role.c.user_id == user.id)
    return select(func.array_agg(aggregate_order_by(held, role.id))).where(*own).scalar_subquery()


def team_of(user: Any) -> Any:
    """The gang of the person's employee; a table of a higher layer is known by its name only."""
    employees = Base.metadata.tables.get("hr_employee")
    if employees is None or "team_id" not in employees.c:
        return null()
    return select(employees.c.team_id).where(employees.c.id == user.employee_id).scalar_subquery()
