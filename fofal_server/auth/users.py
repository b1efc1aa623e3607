"""Who may change whom: rules around the accounts of people."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from fofal_server.auth import notices, sessions
from fofal_server.auth.administrators import ADMINISTRATOR, is_administrator, other_administrators
from fofal_server.auth.events import AdministratorNamed
from fofal_server.auth.models import AccountKind, Ending, User
from fofal_server.core import audit, events
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Forbidden, Refused
from fofal_server.core.ids import new_id

USERS = "auth.users"


def prepare(session: Session, actor: Actor, user: User, _given: Mapping[str, Any]) -> None:
    """Rules that hold whenever an account is stored."""
    fresh = not inspect(user).persistent
    user.id = user.id or new_id()
    _check_kind(user, fresh=fresh)
    before, after = set() if fresh else _roles_before(user), {role.code for role in user.roles}
    was_active = not fresh and _active_before(user)
    _check_giver(session, actor, user, before, after)
    if was_active and ADMINISTRATOR in before:
        _check_one_remains(session, user, after)
    if before != after:
        _tell_roles(session, actor, user, before, after)
    if not fresh:
        _tell_new_address(session, user)
    if was_active and not user.active:
        sessions.end(session, Ending.DISABLED, user_id=user.id)


def _check_giver(session: Session, actor: Actor, user: User, before: set[str], after: set[str]) -> None:
    """Only administrators touch administrators, and nobody gives himself a role while somebody else could."""
    if ADMINISTRATOR in before | after and not is_administrator(actor):
        raise Forbidden("auth.administrators_only")
    if after - before and actor.user_id == user.id and other_administrators(session, user.id):
        raise Refused("auth.own_roles", field="role_ids")


def _tell_roles(session: Session, actor: Actor, user: User, before: set[str], after: set[str]) -> None:
    if ADMINISTRATOR in after - before:
        events.publish(session, actor, AdministratorNamed(user.id))
    told = {"before": {"roles": sorted(before)}, "after": {"roles": sorted(after)}}
    audit.tell(session, "roles", USERS, record_id=user.id, label=user.full_name, **told)


def _check_one_remains(session: Session, user: User, after: set[str]) -> None:
    """The last active administrator can neither be disabled nor lose the role."""
    if user.active and ADMINISTRATOR in after:
        return
    if not other_administrators(session, user.id):
        raise Refused("auth.last_administrator", field="role_ids" if user.active else "active")


def _check_kind(user: User, *, fresh: bool) -> None:
    """A person stays a person and a service a service; a service administers nothing."""
    kind = inspect(user).attrs.kind.history
    if not fresh and kind.deleted and kind.deleted[0] != user.kind:
        raise Refused("auth.kind_fixed", field="kind")
    if user.kind is AccountKind.SERVICE and ADMINISTRATOR in {role.code for role in user.roles}:
        raise Refused("auth.service_administrator", field="role_ids")


def _tell_new_address(session: Session, user: User) -> None:
    """A changed address is told to the old one as well: a thief's first deed is to have the letters come to himself."""
    changed = inspect(user).attrs.email.history
    if changed.has_changes() and changed.deleted:
        notices.write(session, user, "address_changed", also=changed.deleted[0], address=user.email or "—")


def _roles_before(user: User) -> set[str]:
    history = inspect(user).attrs.roles.history
    return {role.code for role in (*history.unchanged, *history.deleted)}


def _active_before(user: User) -> bool:
    history = inspect(user).attrs.active.history
    return bool(history.deleted[0] if history.deleted else user.active)
