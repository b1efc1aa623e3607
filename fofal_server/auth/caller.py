"""Who is calling, asked of the database once a call.

The question is prepared once a connection: planning it each time costs several times what answering it costs.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, literal_column, null, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, psycopg2

from fofal_server.auth.models import Role, User, UserSession, user_role
from fofal_server.core.door import Claims
from fofal_server.core.models import Base

NAME = "fofal_caller"
_ARGUMENTS = {"sid": "$1", "uid": "$2", "now": "$3"}


def ask(connection: Connection, claims: Claims, now: datetime) -> Row[Any] | None:
    """Account, last sign of life, roles with their versions, gang; None when session or account do not count."""
    if NAME not in connection.info:
        connection.exec_driver_sql(_preparation())
        connection.info[NAME] = True
    given = (str(claims.session_id), str(claims.user_id), now)
    return connection.exec_driver_sql(f"EXECUTE {NAME}(%s, %s, %s)", given).one_or_none()


@cache
def _preparation() -> str:
    """``PREPARE`` with the question as SQL text; its three values are all that is not constant."""
    dialect = psycopg2.dialect()  # type: ignore[no-untyped-call]
    return f"PREPARE {NAME}(uuid, uuid, timestamptz) AS {_question().compile(dialect=dialect)}" % _ARGUMENTS


def _question() -> Select[Any]:
    user, living, role = (model.__table__.c for model in (User, UserSession, Role))
    held = func.concat_ws(literal_column("' '"), role.id, role.version, role.code)
    roles = (
        select(func.array_agg(aggregate_order_by(held, role.id)))
        .where(role.id == user_role.c.role_id, user_role.c.user_id == user.id)
        .scalar_subquery()
    )
    now: Any = bindparam("now")
    return (
        select(user.username, user.employee_id, user.must_change_password, living.last_seen)
        .add_columns(roles.label("roles"), _team(user).label("team_id"))
        .where(living.id == bindparam("sid"), user.id == bindparam("uid"), living.user_id == user.id)
        .where(user.active, living.revoked_at.is_(None), living.idle_until > now, living.expires_at > now)
    )


def _team(user: Any) -> Any:
    """The gang of the person's employee; a table of a higher layer is known by its name only."""
    employees = Base.metadata.tables.get("hr_employee")
    if employees is None or "team_id" not in employees.c:
        return null()
    return select(employees.c.team_id).where(employees.c.id == user.employee_id).scalar_subquery()
