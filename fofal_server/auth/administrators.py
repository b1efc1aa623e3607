"""Administrators: who is one, and who else is."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.auth.models import Role, User, user_role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor

ADMINISTRATOR = "administrator"
OWNER = "owner"


def is_administrator(actor: Actor) -> bool:
    """Whether the person holds the administrator's role at this moment."""
    return actor.everything or ADMINISTRATOR in actor.roles


def other_administrators(session: Session, user_id: UUID | None) -> bool:
    """Whether somebody else is an active administrator.

    Locks the role for the rest of the transaction, so that two administrators cannot remove each other at once.
    """
    role_id = session.scalar(scoped(SYSTEM, Role, Role.id).where(Role.code == ADMINISTRATOR).with_for_update())
    holders = select(user_role.c.user_id).where(user_role.c.role_id == role_id)
    others = scoped(SYSTEM, User, User.id).where(User.id.in_(holders), User.active, User.id != user_id)
    return session.scalar(others.limit(1)) is not None
