"""Rules as data: those of watches and the usual ones are put in place once, and what somebody changed stays."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session, selectinload

from fofal_server.auth.administrators import ADMINISTRATOR, OWNER
from fofal_server.auth.models import Role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.core.watch import Severity, Watch
from fofal_server.notifications import wording
from fofal_server.notifications.models import AlertRecipient, AlertRule, AlertSource
from fofal_server.notifications.usual_rules import Usual

LADDER = (ADMINISTRATOR, OWNER)
"""Roles that are told unless somebody decides otherwise, level by level."""
ESCALATE_MINUTES, RETURNS_MINUTES = 15, 30


def declare(session: Session, watches: Iterable[Watch]) -> None:
    """Add the rules that are missing, and say anew what only the declaration decides."""
    known = {rule.code: rule for rule in session.scalars(scoped(SYSTEM, AlertRule))}
    for watch in watches:
        rule = known.get(watch.code) or _added(session, watch)
        rule.name, rule.usual, rule.lasting = wording.kind(watch.code), watch.severity, watch.lasting
    session.flush()


def _added(session: Session, watch: Watch) -> AlertRule:
    grave = watch.severity is not Severity.INFO
    rule = AlertRule(
        code=watch.code,
        source=AlertSource.ALERTMANAGER if watch.code == AlertSource.ALERTMANAGER else AlertSource.OPERATIONS,
        holds_seconds=int(watch.holds),
        escalate_minutes=ESCALATE_MINUTES if grave else None,
        returns_minutes=RETURNS_MINUTES,
        recipients=_ladder(session),
    )
    session.add(rule)
    return rule


def add_usual(session: Session, usual: Iterable[Usual]) -> None:
    """Add the rules over records that every farm begins with, as far as they are missing."""
    known = set(session.scalars(scoped(SYSTEM, AlertRule, AlertRule.code).where(AlertRule.source == AlertSource.RULE)))
    for one in usual:
        if one.code not in known:
            session.add(_of_usual(session, one))
    session.flush()


def _of_usual(session: Session, usual: Usual) -> AlertRule:
    return AlertRule(
        code=usual.code,
        name=text(f"rule.{usual.code}"),
        source=AlertSource.RULE,
        resource=usual.resource,
        conditions=list(usual.conditions),
        usual=usual.severity,
        holds_seconds=0,
        every_minutes=usual.every_minutes,
        escalate_minutes=usual.escalate_minutes,
        returns_minutes=usual.returns_minutes,
        recipients=_ladder(session, usual.ladder),
    )


def _ladder(session: Session, codes: Sequence[str] = LADDER) -> list[AlertRecipient]:
    """These roles, one a level, as far as they are there."""
    roles = {role.code: role.id for role in session.scalars(scoped(SYSTEM, Role).where(Role.code.in_(codes)))}
    there = [roles[code] for code in codes if code in roles]
    return [AlertRecipient(position=place, level=place + 1, role_id=role) for place, role in enumerate(there)]


def load(session: Session, *codes: str) -> Mapping[str, AlertRule]:
    """Rules with whom they tell, by code; all of them unless some are named."""
    query = scoped(SYSTEM, AlertRule).options(selectinload(AlertRule.recipients))
    found = session.scalars(query.where(AlertRule.code.in_(codes)) if codes else query)
    return {rule.code: rule for rule in found}
