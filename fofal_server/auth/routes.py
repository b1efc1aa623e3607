"""The doors of the house: sign in, renew, sign out, my account, the first administrator."""

from collections.abc import Callable
from typing import Any

from fofal_server.auth import (
    account,
    audit_trail,
    first_admin,
    matrix,
    own_factor,
    recovery,
    refresh,
    reset,
    schemas,
    service_keys,
    sign_in,
    tickets,
)
from fofal_server.auth.door import FACTOR_DUE
from fofal_server.auth.resources import ROLES, SERVICE_KEYS, USERS
from fofal_server.contract.rights import RightsTable
from fofal_server.contract.wire import Tokens, UserCard
from fofal_server.core.operation import Answer, Call, Operation

FACTOR_ONLY = frozenset({FACTOR_DUE})
"""Doors of the own account: open to who owes a second factor, not to who has a password that somebody else knows."""


def _operation(method: str, path: str, name: str, work: Callable[[Call], Answer], **more: Any) -> Operation:
    """What asks for no permission concerns the own account, and is for the person alone."""
    more.setdefault("personal", not more.get("public") and "permission" not in more)
    return Operation(method=method, path=f"/auth/{path}", name=name, tag="auth", work=work, **more)


OPERATIONS = (
    _operation(
        "POST", "login", "login", sign_in.login,
        public=True, body=schemas.Login, answer=Tokens, lane="hash", refusals=(401,),
    ),
    _operation(
        "POST", "refresh", "refresh", refresh.refresh,
        public=True, body=schemas.RefreshBody, answer=Tokens, refusals=(401,),
    ),
    _operation(
        "POST", "ticket", "redeem_ticket", tickets.redeem,
        public=True, body=schemas.TicketBody, answer=Tokens, refusals=(401,),
    ),
    _operation(
        "POST", "first-admin", "create_first_admin", first_admin.first_admin,
        public=True, body=schemas.FirstAdmin, answer=UserCard, status=201, lane="hash", refusals=(403, 409),
    ),
    _operation("POST", "logout", "logout", account.logout, status=204, while_due=True, while_shut=True),
    _operation("GET", "me", "read_me", account.me, answer=schemas.Me, while_due=True, while_shut=True),
    _operation(
        "PATCH", "me", "change_me", account.change_me, body=schemas.MeChange, answer=schemas.Me, while_due=FACTOR_ONLY
    ),
    _operation(
        "POST", "password", "change_password", account.change_password,
        body=schemas.PasswordChange, status=204, lane="hash", while_due=True,
    ),
    _operation(
        "POST", "password/forgot", "forgot_password", recovery.forgot, public=True, body=schemas.Forgot, status=202
    ),
    _operation(
        "POST", "password/reset", "recover_password", recovery.recover,
        public=True, body=schemas.Recovery, status=204, lane="hash",
    ),
    _operation(
        "GET", "sessions", "list_own_sessions", account.own_sessions,
        answer=schemas.OwnSessions, while_due=FACTOR_ONLY,
    ),
    _operation(
        "DELETE", "sessions", "end_other_sessions", account.end_others,
        status=204, while_due=FACTOR_ONLY, while_shut=True,
    ),
    _operation(
        "DELETE", "sessions/{id}", "end_own_session", account.end_one,
        status=204, refusals=(404,), while_due=FACTOR_ONLY, while_shut=True,
    ),
    _operation(
        "GET", "totp/status", "read_own_factor", own_factor.status,
        answer=schemas.FactorStatus, while_due=FACTOR_ONLY,
    ),
    _operation(
        "POST", "totp/enrol", "enrol_factor", own_factor.enrol,
        body=schemas.Enrolment, answer=schemas.NewFactor, lane="hash", while_due=FACTOR_ONLY,
    ),
    _operation(
        "POST", "totp/confirm", "confirm_factor", own_factor.confirm,
        body=schemas.FirstCode, answer=schemas.RecoveryCodes, refusals=(409,), while_due=FACTOR_ONLY,
    ),
    _operation(
        "POST", "totp/recovery-codes", "renew_recovery_codes", own_factor.renew,
        body=schemas.ProofBody, answer=schemas.RecoveryCodes, lane="hash", refusals=(409,), while_due=FACTOR_ONLY,
    ),
    _operation(
        "POST", "totp/remove", "remove_factor", own_factor.remove,
        body=schemas.ProofBody, status=204, lane="hash", refusals=(409,), while_due=FACTOR_ONLY,
    ),
    _operation(
        "POST", "users/{id}/reset-password", "reset_password", reset.reset_password,
        permission=USERS.permission(reset.VERB), answer=schemas.PasswordReset, refusals=(404, 422),
    ),
    _operation(
        "POST", "service-keys/{id}/draw", "draw_service_key", service_keys.draw,
        permission=SERVICE_KEYS.permission(service_keys.VERB), answer=schemas.DrawnKey, refusals=(404, 409),
    ),
    _operation("GET", "rights", "read_rights", matrix.read, permission=ROLES.permission("read"), answer=RightsTable),
    _operation(
        "GET", "audit-events/{id}/details", "read_audit_details", audit_trail.details,
        permission=audit_trail.EVENTS.permission("read"), answer=audit_trail.AuditDetails, refusals=(404,),
    ),
)  # fmt: skip
