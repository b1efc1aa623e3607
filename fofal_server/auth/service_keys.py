"""Keys of service accounts: what may stand in one, drawing it, and taking it away.

A key is drawn apart from its creation: answers to creations are stored for replays, and a key must stand nowhere.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import key_caller, rights, sign_in, tokens
from fofal_server.auth.models import AccountKind, ServiceKey, User
from fofal_server.auth.schemas import DrawnKey
from fofal_server.core import audit, clock, crud, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict, FieldError, Invalid, Refused
from fofal_server.core.operation import Answer, Call, json_answer

VERB = "draw"
SHOWN = len(tokens.KEY_PREFIX) + 4


def prepare(session: Session, _actor: Actor, key: ServiceKey, given: Mapping[str, Any]) -> None:
    """A key belongs to a service account for ever and never reaches beyond that account's roles."""
    owner = inspect(key).attrs.user_id.history
    if owner.deleted and owner.deleted[0] != key.user_id:
        raise Refused("auth.key_owner", field="user_id")
    query = scoped(SYSTEM, User).where(User.id == key.user_id).options(selectinload(User.roles))
    user = session.scalar(query)
    if user is None or user.kind is not AccountKind.SERVICE:
        raise Refused("auth.not_a_service", field="user_id")
    if "expires_at" in given and key.expires_at <= clock.now():
        raise Refused("auth.key_expired", field="expires_at")
    if "scopes" in given:
        key.scopes = sorted(set(key.scopes))
        _check_scopes(key, user)


def _check_scopes(key: ServiceKey, user: User) -> None:
    existing = registry.permissions()
    held = rights.expanded([one for role in user.roles for one in role.permissions], existing)
    wrong = []
    for scope in key.scopes:
        asked = rights.expanded([scope], existing)
        if not asked:
            wrong.append(
                FieldError("scopes", "auth.unknown_permission", "unknown_permission", {"permission": scope[:80]})
            )
        elif key_caller.narrowed(held, [scope]) != asked:
            wrong.append(FieldError("scopes", "auth.scope_too_wide", "scope_too_wide", {"permission": scope[:80]}))
    if wrong:
        raise Invalid(errors=tuple(wrong[:20]))


def draw(call: Call) -> Answer:
    """``POST /auth/service-keys/{id}/draw``: the key itself, shown this once; one drawn before stops at once."""
    resource = registry.RESOURCES["auth.service-keys"]
    key = cast("ServiceKey", crud.find(call.session, resource, call.actor, call.key(), VERB))
    if key.revoked_at is not None or key.expires_at <= clock.now():
        raise Conflict("auth.key_over", code="key_over")
    drawn = tokens.service_key(sign_in.door_of(call).keys)
    key.secret_hash, key.hint = tokens.digest(drawn), drawn[:SHOWN] + "…"
    audit.name_action(call.session, "draw")
    call.session.flush()
    return json_answer(DrawnKey(name=key.name, key=drawn, expires_at=key.expires_at))


def revoke(_session: Session, _actor: Actor, key: ServiceKey, _body: object) -> None:
    """The action that ends a key from the next call on; 409 when it has ended already."""
    if key.revoked_at is not None:
        raise Conflict("auth.key_over", code="key_over")
    key.revoked_at = clock.now()
