"""The doors of the house: sign in, renew, sign out, my account, the first administrator."""

from collections.abc import Callable
from typing import Any

from fofal_server.auth import account, audit_trail, first_admin, recovery, refresh, reset, schemas, sign_in, tickets
from fofal_server.auth.resources import USERS
from fofal_server.contract.wire import Tokens, UserCard
from fofal_server.core.operation import Answer, Call, Operation


def _operation(method: str, path: str, name: str, work: Callable[[Call], Answer], **more: Any) -> Operation:
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
    _operation("POST", "logout", "logout", account.logout, status=204, while_due=True),
    _operation("GET", "me", "read_me", account.me, answer=schemas.Me, while_due=True),
    _operation("PATCH", "me", "change_me", account.change_me, body=schemas.MeChange, answer=schemas.Me),
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
    _operation("GET", "sessions", "list_own_sessions", account.own_sessions, answer=schemas.OwnSessions),
    _operation("DELETE", "sessions", "end_other_sessions", account.end_others, status=204),
    _operation("DELETE", "sessions/{id}", "end_own_session", account.end_one, status=204, refusals=(404,)),
    _operation(
        "POST", "users/{id}/reset-password", "reset_password", reset.reset_password,
        permission=USERS.permission(reset.VERB), answer=schemas.Temporary, lane="hash", refusals=(404, 422),
    ),
    _operation(
        "GET", "audit-events/{id}/details", "read_audit_details", audit_trail.details,
        permission=audit_trail.EVENTS.permission("read"), answer=audit_trail.AuditDetails, refusals=(404,),
    ),
)  # fmt: skip
