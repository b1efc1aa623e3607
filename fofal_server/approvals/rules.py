"""The ladder as data: which rules hold on a day for an amount, and what a rule must look like."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fofal_server.approvals.models import ApprovalRule
from fofal_server.approvals.seats import Seat
from fofal_server.auth.models import AccountKind, User, user_role
from fofal_server.core import clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.approval import Matter
from fofal_server.core.errors import Refused


def prepare(session: Session, _actor: Actor, rule: ApprovalRule, _given: Mapping[str, Any]) -> None:
    """A rule speaks of something that exists and can be followed: enough people hold its role today."""
    rule.valid_from = rule.valid_from or clock.today()
    if rule.matter not in registry.matters():
        raise Refused("approvals.unknown_matter", field="matter")
    holders = _holders(session, rule.role_id)
    if holders < rule.persons:
        raise Refused("approvals.too_few", field="persons", holders=holders, persons=rule.persons)


def _holders(session: Session, role_id: UUID) -> int:
    """Active people with the role; a program agrees to nothing."""
    having = select(user_role.c.user_id).where(user_role.c.role_id == role_id)
    people = scoped(SYSTEM, User, func.count()).where(User.active, User.kind == AccountKind.PERSON, User.id.in_(having))
    return session.scalar(people) or 0


def seats_for(session: Session, matter: Matter, day: dt.date) -> list[Seat]:
    """Who must agree on that day, level by level; an amount that nobody can tell counts as the highest."""
    query = (
        scoped(SYSTEM, ApprovalRule)
        .where(ApprovalRule.matter == matter.kind, ApprovalRule.valid_from <= day)
        .where(func.coalesce(ApprovalRule.valid_to, day) >= day)
        .order_by(ApprovalRule.level, ApprovalRule.min_amount)
    )
    if matter.amount is not None:
        query = query.where(ApprovalRule.min_amount <= matter.amount)
    found = session.scalars(query).all()
    highest = {rule.level: rule.min_amount for rule in found}
    return [Seat(one.level, one.role_id, one.persons) for one in found if one.min_amount == highest[one.level]]
