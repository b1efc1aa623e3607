"""Requests for approval: opened by who wants to act, signed by others, used once for the version that they saw."""

from sqlalchemy.orm import Session, selectinload

from fofal_server.approvals import rules, signing, telling
from fofal_server.approvals.models import ApprovalRequest, ApprovalSeat, RequestStatus
from fofal_server.approvals.seats import Seat
from fofal_server.approvals.writers import writers_of
from fofal_server.core import audit, clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.awaiting import ApprovalAsked
from fofal_server.core.errors import Conflict


def on_asked(session: Session, actor: Actor, asked: ApprovalAsked) -> None:
    """Let the action run when nobody or everybody has agreed; else open a request, and sign it if one may.

    The record is locked by who asks, so there is one such call at a time.
    """
    needed = rules.seats_for(session, asked.matter, clock.today())
    request = _still_good(session, _latest(session, asked), asked, needed)
    if not needed:
        return
    if request is None:
        request = _opened(session, actor, asked, needed)
    if request.status is RequestStatus.PENDING and signing.obstacle(session, actor, request) is None:
        signing.sign(session, actor, request, None)
    if request.status is RequestStatus.GRANTED:
        _close(request, RequestStatus.DONE)
    else:
        asked.waiting = signing.waiting(session, request)
    session.flush()


def _latest(session: Session, asked: ApprovalAsked) -> ApprovalRequest | None:
    query = (
        scoped(SYSTEM, ApprovalRequest)
        .where(ApprovalRequest.record_id == asked.record.id, ApprovalRequest.action == asked.action)
        .where(ApprovalRequest.resource == asked.resource.name)
        .options(selectinload(ApprovalRequest.seats), selectinload(ApprovalRequest.signatures))
        .order_by(ApprovalRequest.created_at.desc(), ApprovalRequest.id.desc())
        .limit(1)
    )
    found: ApprovalRequest | None = session.scalars(query.with_for_update(of=ApprovalRequest)).one_or_none()
    return found


def _still_good(
    session: Session, request: ApprovalRequest | None, asked: ApprovalAsked, needed: list[Seat]
) -> ApprovalRequest | None:
    """A request serves the version of the record and the ladder it was made for; otherwise one begins anew."""
    if request is None or request.status not in signing.LIVING:
        return None
    if request.status is RequestStatus.REFUSED:
        same = request.record_version == asked.record.version
        if same and needed:
            raise Conflict("approvals.refused", code="refused", reason=request.reason or "")
        return None
    if request.record_version == asked.record.version and sorted(signing.seats_of(request)) == sorted(needed):
        return request
    _close(request, RequestStatus.OUTDATED)
    session.flush()
    return None


def _opened(session: Session, actor: Actor, asked: ApprovalAsked, needed: list[Seat]) -> ApprovalRequest:
    request = ApprovalRequest(
        resource=asked.resource.name,
        record_id=asked.record.id,
        record_version=asked.record.version,
        title=asked.title[:200] or None,
        action=asked.action,
        matter=asked.matter.kind,
        amount=asked.matter.amount,
        status=RequestStatus.PENDING,
        written_by=writers_of(session, asked.resource.name, asked.record),
        requested_by=actor.user_id,
        seats=[ApprovalSeat(position=place, **seat._asdict()) for place, seat in enumerate(needed)],
        signatures=[],
    )
    session.add(request)
    session.flush()
    audit.tell(session, "approval_asked", request.resource, record_id=request.record_id, label=request.title)
    telling.ask_judges(session, request)
    return request


def refuse(session: Session, actor: Actor, request: ApprovalRequest, body: signing.Why) -> None:
    """One of those who could agree says no; the record has to change before it is asked again."""
    signing.check_judge(session, actor, request)
    request.refused_by, request.reason = actor.user_id, body.reason
    _close(request, RequestStatus.REFUSED)
    audit.tell(session, "approval_refused", request.resource, record_id=request.record_id, label=request.title)
    telling.tell_asker(session, request, "approval_refused")


def withdraw(_session: Session, actor: Actor, request: ApprovalRequest, _body: object) -> None:
    """Who asked, or who wrote the record, takes the request back."""
    if actor.user_id not in {request.requested_by, *request.written_by}:
        raise Conflict("approvals.not_yours", code="not_yours")
    _close(request, RequestStatus.WITHDRAWN)


def _close(request: ApprovalRequest, status: RequestStatus) -> None:
    request.status, request.closed_at = status, clock.now()
