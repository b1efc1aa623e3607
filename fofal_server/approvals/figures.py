"""What a dashboard may show of decisions: those that wait for the word of this person."""

from sqlalchemy.orm import Session, selectinload

from fofal_server.approvals.models import ApprovalRequest, RequestStatus
from fofal_server.approvals.resources import REQUESTS
from fofal_server.approvals.signing import objection
from fofal_server.auth.models import Role
from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.watch import Severity

MOST = 100
"""Requests that are looked at; more keys than that no address of a list could name."""


def _waiting(session: Session, actor: Actor) -> FigureValue:
    """Pending requests which this person may agree to, judged as the agreement itself is."""
    asked = (
        scoped(actor, ApprovalRequest)
        .where(ApprovalRequest.status == RequestStatus.PENDING)
        .options(selectinload(ApprovalRequest.seats), selectinload(ApprovalRequest.signatures))
        .order_by(ApprovalRequest.created_at)
        .limit(MOST)
    )
    held = frozenset(session.scalars(scoped(SYSTEM, Role, Role.id).where(Role.code.in_(actor.roles))))
    mine = [str(one.id) for one in session.scalars(asked) if objection(actor, one, held) is None]
    opens = Opens(name=REQUESTS.name, filters=["id:in:" + "|".join(mine)]) if mine else None
    return FigureValue(len(mine), at=clock.now(), level=Severity.WARNING if mine else None, opens=opens)


FIGURES = (Figure("approvals.waiting", REQUESTS.permission("read"), _waiting),)
