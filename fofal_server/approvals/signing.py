"""Agreeing: who may, what it fills, and what is still missing."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.approvals import seats, telling
from fofal_server.approvals.models import ApprovalRequest, ApprovalSignature, RequestStatus
from fofal_server.approvals.schemas import Agreement
from fofal_server.approvals.seats import Seat
from fofal_server.auth.models import Role
from fofal_server.core import audit, clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.approval import Missing, Waiting
from fofal_server.core.errors import Conflict, Forbidden, NotFound

LIVING = (RequestStatus.PENDING, RequestStatus.GRANTED, RequestStatus.REFUSED)
"""Requests that still say something about what comes next."""


class Why(Protocol):
    """A refusal with its reason."""

    reason: str


def approve(session: Session, actor: Actor, request: ApprovalRequest, body: Agreement) -> None:
    """Agree to what the request shows; the last signature lets the action run, for who holds the right to it."""
    _check_current(session, actor, request)
    key = obstacle(session, actor, request)
    if key is not None:
        raise Forbidden(key, code=key.rpartition(".")[2])
    sign(session, actor, request, body.comment)
    if request.status is RequestStatus.GRANTED:
        telling.tell_asker(session, request, "approval_granted")


def obstacle(session: Session, actor: Actor, request: ApprovalRequest) -> str | None:
    """Why the person cannot agree, as a key of the catalogue; None when nothing stands in the way."""
    return objection(actor, request, _roles_held(session, actor, request))


def objection(actor: Actor, request: ApprovalRequest, held: frozenset[UUID]) -> str | None:
    """The same of somebody of whom it is known which roles are held."""
    if actor.user_id is None or actor.service:
        return "approvals.persons_only"
    if actor.user_id in request.written_by:
        return "approvals.own_record"
    if actor.user_id in _signers(request):
        return "approvals.signed_already"
    if not seats.helps(seats_of(request), _signers(request), held):
        return "approvals.role_due"
    return None


def check_judge(session: Session, actor: Actor, request: ApprovalRequest) -> None:
    """Who may say no: whoever holds one of the roles asked for and did not write the record."""
    if actor.user_id is None or actor.service:
        raise Forbidden("approvals.persons_only", code="persons_only")
    if actor.user_id in request.written_by:
        raise Forbidden("approvals.own_record", code="own_record")
    if not _roles_held(session, actor, request):
        raise Forbidden("approvals.role_due", code="role_due")


def sign(session: Session, actor: Actor, request: ApprovalRequest, comment: str | None) -> None:
    """Add the person's agreement, and grant the request when no seat is left."""
    held = _roles_held(session, actor, request)
    signature = ApprovalSignature(
        position=len(request.signatures),
        user_id=actor.user_id,
        role_ids=sorted(held),
        signed_at=clock.now(),
        comment=comment or None,
    )
    request.signatures.append(signature)
    request.updated_at = clock.now()
    if not seats.missing(seats_of(request), _signers(request)):
        request.status = RequestStatus.GRANTED
    audit.tell(session, "approval_given", request.resource, record_id=request.record_id, label=request.title)


def waiting(session: Session, request: ApprovalRequest) -> Waiting:
    """What the request still waits for, with the names of the roles."""
    left = seats.missing(seats_of(request), _signers(request))
    query = scoped(SYSTEM, Role).where(Role.id.in_([one.role_id for one in left]))
    names = {role.id: role.name for role in session.scalars(query)}
    missing = [Missing(level=one.level, role=names[one.role_id], persons=one.persons) for one in left]
    return Waiting(request_id=request.id, missing=missing)


def seats_of(request: ApprovalRequest) -> list[Seat]:
    """Who has to sign, as the rule stood when it was asked."""
    return [Seat(one.level, one.role_id, one.persons) for one in request.seats]


def _signers(request: ApprovalRequest) -> Mapping[UUID, frozenset[UUID]]:
    return {one.user_id: frozenset(one.role_ids) for one in request.signatures}


def _roles_held(session: Session, actor: Actor, request: ApprovalRequest) -> frozenset[UUID]:
    """Which of the roles asked for the person holds at this moment."""
    asked = [one.role_id for one in request.seats]
    query = scoped(SYSTEM, Role, Role.id).where(Role.code.in_(actor.roles), Role.id.in_(asked))
    return frozenset(session.scalars(query))


def _check_current(session: Session, actor: Actor, request: ApprovalRequest) -> None:
    """One agrees to what one can see, as it was when it was asked for."""
    model = registry.RESOURCES[request.resource].model
    version = session.scalar(scoped(actor, model, model.version).where(model.id == request.record_id))
    if version is None:
        raise NotFound
    if version != request.record_version:
        raise Conflict("approvals.outdated", code="outdated")
