"""Rules as data: those of declared watches are put in place once, and what somebody changed stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session, selectinload

from fofal_server.auth.administrators import ADMINISTRATOR, OWNER
from fofal_server.auth.models import Role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.core.watch import Severity, Watch
from fofal_server.notifications import wording
from fofal_server.notifications.models import AlertRecipient, AlertRule, AlertSource

LADDER = (ADMINISTRATOR, OWNER)
"""Roles that are told unless somebody decides otherwise, level by level."""
ESCALATE_MINUTES, RETURNS_MINUTES = 15, 30
MOST = 20


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


def _ladder(session: Session) -> list[AlertRecipient]:
    """The usual roles, as far as they are there."""
    roles = {role.code: role.id for role in session.scalars(scoped(SYSTEM, Role).where(Role.code.in_(LADDER)))}
    there = [roles[code] for code in LADDER if code in roles]
    return [AlertRecipient(position=place, level=place + 1, role_id=role) for place, role in enumerate(there)]


def load(session: Session, *codes: str) -> Mapping[str, AlertRule]:
    """Rules with whom they tell, by code; all of them unless some are named."""
    query = scoped(SYSTEM, AlertRule).options(selectinload(AlertRule.recipients))
    found = session.scalars(query.where(AlertRule.code.in_(codes)) if codes else query)
    return {rule.code: rule for rule in found}


def prepare(_session: Session, _actor: Actor, rule: AlertRule, _given: Mapping[str, Any]) -> None:
    """Each line names a role or a person, and levels follow each other: nobody is waited for at an empty one."""
    if len(rule.recipients) > MOST:
        raise Refused("notifications.too_many", field="recipients", most=MOST)
    for place, line in enumerate(rule.recipients):
        if (line.role_id is None) == (line.user_id is None):
            raise Refused("notifications.role_or_person", field=f"recipients.{place}.role_id")
    levels = {line.level for line in rule.recipients}
    if levels != set(range(1, len(levels) + 1)):
        raise Refused("notifications.levels", field="recipients")
