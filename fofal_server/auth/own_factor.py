"""What a signed-in person does with the own second factor: look, put in place, renew the recovery codes, remove."""

from typing import cast

from fofal_server.auth import (
    deadline,
    factor_resets,
    notices,
    proof,
    second_factor,
    sessions,
    sign_in,
    spare_codes,
    totp,
    users,
)
from fofal_server.auth.account import oneself, own_ids
from fofal_server.auth.models import Ending, User
from fofal_server.auth.schemas import Enrolment, FactorStatus, FirstCode, NewFactor, ProofBody, RecoveryCodes
from fofal_server.core import audit
from fofal_server.core.errors import Conflict, Refused
from fofal_server.core.operation import Answer, Call, json_answer


def status(call: Call) -> Answer:
    """``GET /auth/totp/status``: whether there is a factor, whether one is demanded and from when."""
    user = oneself(call)
    return json_answer(
        FactorStatus(
            enrolled=user.second_factor,
            demanded=second_factor.demanded(user),
            required_from=deadline.required_from(call.session),
            recovery_codes_left=spare_codes.left(call.session, user.id),
        )
    )


def enrol(call: Call) -> Answer:
    """``POST /auth/totp/enrol``: a secret for the telephone, which counts once a code of it has come back.

    Who has a factor already proves that one as well; it stays until the new one is confirmed.
    """
    user, typed = oneself(call), cast("Enrolment", call.body)
    proof.demand(call, user, typed.password, field="password", otp=typed.otp, factor=user.second_factor)
    secret = second_factor.begin(call.session, sign_in.door_of(call).keys, user)
    seconds = int(second_factor.PENDING_FOR.total_seconds())
    return json_answer(NewFactor(secret=secret, uri=totp.address(secret, user.username), expires_in=seconds))


def confirm(call: Call) -> Answer:
    """``POST /auth/totp/confirm``: the factor is in place; every other session of the person ends."""
    user, typed, keys = oneself(call), cast("FirstCode", call.body), sign_in.door_of(call).keys
    if not second_factor.is_begun(call.session, user):
        raise Conflict("auth.factor_not_begun", code="factor_not_begun")
    if not second_factor.confirm(call.session, keys, user, typed.code):
        raise Refused("auth.otp_wrong", field="code")
    audit.tell(call.session, "factor_enrolled", users.USERS, record_id=user.id, label=user.username)
    notices.write(call.session, user, "factor_enrolled")
    factor_resets.withdraw(call.session, user)
    _end_others(call)
    return _drawn(call, user)


def renew(call: Call) -> Answer:
    """``POST /auth/totp/recovery-codes``: ten fresh ones; those before open nothing any more."""
    user, typed = oneself(call), cast("ProofBody", call.body)
    _refuse_without(user)
    proof.demand(call, user, typed.password, field="password", otp=typed.otp, factor=True)
    audit.tell(call.session, "spare_codes", users.USERS, record_id=user.id, label=user.username)
    return _drawn(call, user)


def remove(call: Call) -> Answer:
    """``POST /auth/totp/remove``: back to the password alone, unless a role demands more."""
    user, typed = oneself(call), cast("ProofBody", call.body)
    _refuse_without(user)
    if second_factor.demanded(user):
        raise Conflict("auth.factor_demanded", code="factor_demanded")
    proof.demand(call, user, typed.password, field="password", otp=typed.otp, factor=True)
    second_factor.remove(call.session, user)
    audit.tell(call.session, "factor_removed", users.USERS, record_id=user.id, label=user.username)
    notices.write(call.session, user, "factor_removed")
    factor_resets.withdraw(call.session, user)
    _end_others(call)
    return Answer(status=204)


def _drawn(call: Call, user: User) -> Answer:
    return json_answer(RecoveryCodes(codes=spare_codes.renew(call.session, sign_in.door_of(call).keys, user.id)))


def _end_others(call: Call) -> None:
    user_id, session_id = own_ids(call)
    sessions.end(call.session, Ending.FACTOR, user_id=user_id, but=session_id)


def _refuse_without(user: User) -> None:
    if not user.second_factor:
        raise Conflict("auth.no_factor", code="no_factor")
