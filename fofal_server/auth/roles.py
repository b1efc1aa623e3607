"""Rules around roles: what a permission may look like, and who may widen what."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from fofal_server.auth import rights
from fofal_server.auth.administrators import ADMINISTRATOR, is_administrator, other_administrators
from fofal_server.auth.models import Role
from fofal_server.core import registry
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Conflict, FieldError, Forbidden, Invalid, Refused

KEPT = "auth.*:*"
"""What the administrator's role always gives; without it nobody could repair anything."""


def prepare(session: Session, actor: Actor, role: Role, _given: Mapping[str, Any]) -> None:
    """Rules that hold whenever a role is stored."""
    role.permissions = sorted(set(role.permissions))
    before = _before(role, "permissions") or []
    _check_patterns(role, set(before))
    if role.system and _before(role, "code") != role.code:
        raise Refused("auth.system_role_code", field="code")
    if role.code == ADMINISTRATOR:
        _check_administrator(actor, role)
    if role.code in actor.roles and other_administrators(session, actor.user_id):
        _check_own(role, before)


def remove(_session: Session, _actor: Actor, role: Role) -> None:
    """Roles that came with the program stay; others go when nobody holds them (the database refuses otherwise)."""
    if role.system:
        raise Conflict("auth.system_role", code="system_role")


def _check_patterns(role: Role, known: set[str]) -> None:
    """Each new pattern must speak of something that exists; those of modules still to come stay as they are."""
    existing = registry.permissions()
    wrong = [
        FieldError("permissions", "auth.unknown_permission", "unknown_permission", {"permission": pattern[:80]})
        for pattern in role.permissions
        if pattern not in known and not rights.covered(pattern, existing)
    ]
    if wrong:
        raise Invalid(errors=tuple(wrong[:20]))


def _check_administrator(actor: Actor, role: Role) -> None:
    if not is_administrator(actor):
        raise Forbidden("auth.administrators_only")
    if KEPT not in role.permissions:
        raise Refused("auth.administrator_keeps", field="permissions", permission=KEPT)


def _check_own(role: Role, before: list[str]) -> None:
    """Nobody makes a role of the own wider, nor easier to come by."""
    if _gained(before, role.permissions):
        raise Refused("auth.own_roles", field="permissions")
    if _before(role, "second_factor") and not role.second_factor:
        raise Refused("auth.own_roles", field="second_factor")


def _gained(before: list[str], after: list[str]) -> bool:
    existing = registry.permissions()
    had, has = rights.expanded(before, existing), rights.expanded(after, existing)
    return any(name not in had or reach > had[name] for name, reach in has.items())


def _before(role: Role, name: str) -> Any:
    """The stored value of a field; None for a new role."""
    if not inspect(role).persistent:
        return None
    history = inspect(role).attrs[name].history
    return history.deleted[0] if history.deleted else getattr(role, name)
