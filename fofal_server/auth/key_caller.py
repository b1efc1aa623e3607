"""Which key of which service account is calling, asked of the database once a call."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, select, update
from sqlalchemy.orm import Session

from fofal_server.auth import caller, maintenance, rights
from fofal_server.auth.models import AccountKind, ServiceKey, User
from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Reach
from fofal_server.core.door import KeyClaims
from fofal_server.core.prepared import Prepared, prepared, run

READ_ONLY = "auth."
"""Accounts, roles, keys and the trail: a key may read them where its roles say so, and change none."""


def ask(connection: Connection, claims: KeyClaims, now: datetime) -> Row[Any] | None:
    """Account, key, scopes, roles with their versions; None when the key or its account does not count."""
    return run(connection, _prepared(), claims.key_hash, now).one_or_none()


def narrowed(held: Mapping[str, Reach], scopes: Iterable[str]) -> Mapping[str, Reach]:
    """What the account's roles and the key's scopes both give, as far as the shorter of them reaches."""
    asked = rights.expanded(scopes, registry.permissions())
    both = {name: min(reach, held[name]) for name, reach in asked.items() if name in held}
    return {name: reach for name, reach in both.items() if not name.startswith(READ_ONLY) or name.endswith(":read")}


def used(session: Session, key_id: UUID, now: datetime) -> None:
    """Note that a key was used; who finds another call noting it already does not wait for it."""
    mine = scoped(SYSTEM, ServiceKey, ServiceKey.id).where(ServiceKey.id == key_id)
    free = mine.with_for_update(skip_locked=True, key_share=True).scalar_subquery()
    session.execute(update(ServiceKey).where(ServiceKey.id == free).values(last_used_at=now))


@cache
def _prepared() -> Prepared:
    return prepared(_question(), {"hash": "bytea", "now": "timestamptz"})


def _question() -> Select[Any]:
    user, key = (model.__table__.c for model in (User, ServiceKey))
    now: Any = bindparam("now")
    return (
        select(user.id.label("user_id"), user.username, key.id.label("key_id"), key.name, key.scopes, key.last_used_at)
        .add_columns(caller.roles_of(user).label("roles"), maintenance.asked().label("maintenance"))
        .where(key.secret_hash == bindparam("hash"), key.user_id == user.id)
        .where(user.active, user.kind == AccountKind.SERVICE, key.revoked_at.is_(None), key.expires_at > now)
    )
