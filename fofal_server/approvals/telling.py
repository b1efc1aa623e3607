"""Letters around a request: to those who may decide, and to who asked. No amount leaves the house."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.approvals.models import ApprovalRequest
from fofal_server.auth.models import AccountKind, User, user_role
from fofal_server.contract.links import link_to
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.mail.services import post

REQUESTS = "approvals.requests"
MOST = 50
"""A role that everybody holds is no reason to write to everybody."""


def ask_judges(session: Session, request: ApprovalRequest) -> None:
    """Write to the people whose word counts, if they have an address."""
    roles = [seat.role_id for seat in request.seats]
    holders = select(user_role.c.user_id).where(user_role.c.role_id.in_(roles))
    able = scoped(SYSTEM, User).where(
        User.active, User.kind == AccountKind.PERSON, User.id.in_(holders), User.id.not_in(request.written_by)
    )
    for person in session.scalars(able.order_by(User.username).limit(MOST)):
        _write(session, "approval_asked", person, request, link_to(REQUESTS, request.id))


def tell_asker(session: Session, request: ApprovalRequest, what: str) -> None:
    """Write to who asked that it was granted or refused."""
    asker = session.scalars(scoped(SYSTEM, User).where(User.id == request.requested_by)).one()
    _write(session, what, asker, request, link_to(request.resource, request.record_id))


def _write(session: Session, letter: str, person: User, request: ApprovalRequest, link: str) -> None:
    if person.email is None:
        return
    language = person.language
    values = {
        "full_name": person.full_name,
        "matter": text(f"choice.Matter.{request.matter}", language),
        "title": request.title or "—",
        "reason": request.reason or "—",
        "link": link,
    }
    post(session, letter, person.email, language=language, values=values, user_id=person.id)
