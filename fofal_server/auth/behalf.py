"""The rights of people who are not calling, for what the house does on their behalf or tells them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.auth.caller import team_of
from fofal_server.auth.models import AccountKind, Role, User, user_role
from fofal_server.auth.rights import expanded
from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach


def actors(session: Session, people: Collection[UUID]) -> dict[UUID, Actor]:
    """Those of the people who are active, each with the rights of this moment; two queries for all of them."""
    held: dict[UUID, list[tuple[str, list[str]]]] = defaultdict(list)
    roles = scoped(SYSTEM, Role, user_role.c.user_id, Role.code, Role.permissions)
    roles = roles.join(user_role, user_role.c.role_id == Role.id).where(user_role.c.user_id.in_(people))
    for user_id, code, permissions in session.execute(roles.order_by(Role.code)):
        held[user_id].append((code, permissions))
    table = User.__table__.c
    columns = User.id, User.username, User.employee_id, team_of(table).label("team_id")
    found = scoped(SYSTEM, User, *columns).where(User.id.in_(people), User.active, User.kind == AccountKind.PERSON)
    return {
        one.id: Actor(
            user_id=one.id, username=one.username, employee_id=one.employee_id, team_id=one.team_id,
            rights=_rights(tuple(pattern for _, patterns in held[one.id] for pattern in patterns)),
            roles=tuple(code for code, _ in held[one.id]),
        )
        for one in session.execute(found)
    }  # fmt: skip


@lru_cache(200)
def _rights(patterns: tuple[str, ...]) -> Mapping[str, Reach]:
    return expanded(patterns, registry.permissions())
