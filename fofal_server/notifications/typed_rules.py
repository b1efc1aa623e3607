"""What somebody types of a rule, or takes away: it can be followed, and looks only at what its maker may read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, inspect
from sqlalchemy.orm import Session, selectinload

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict, Refused
from fofal_server.core.ids import new_id
from fofal_server.core.watch import Severity
from fofal_server.notifications import conditions, timeline, wishes
from fofal_server.notifications.models import OPEN, Alert, AlertRule, AlertSource, AlertState, StepKind
from fofal_server.notifications.usual_rules import MARK, USUAL

MOST_RECIPIENTS, MOST_RULES = 20, 50
OF_RECORDS = frozenset({"name", "resource", "conditions", "each", "at_least", "every_minutes"})
"""What only a rule over records has to say."""


def prepare(session: Session, actor: Actor, rule: AlertRule, given: Mapping[str, Any]) -> None:
    """Whatever is typed can be followed; what a watch declares of itself is not for typing."""
    if inspect(rule).persistent and rule.source is not AlertSource.RULE:
        for name in sorted(OF_RECORDS & given.keys()):
            raise Refused("notifications.of_the_program", field=name)
    else:
        _prepare_own(session, actor, rule, given)
    _check_recipients(rule)
    wishes.check_quiet(rule)


def _prepare_own(session: Session, actor: Actor, rule: AlertRule, given: Mapping[str, Any]) -> None:
    """A rule over records, by who may read them; a new one gets the name under which its alerts go."""
    if not inspect(rule).persistent:
        rule.id = rule.id or new_id()
        rule.code, rule.source = f"{MARK}{rule.id.hex[-12:]}", AlertSource.RULE
        rule.usual, rule.lasting = Severity.WARNING, False
        if (session.scalar(_counted()) or 0) >= MOST_RULES:
            raise Refused("notifications.too_many_rules", field="name", most=MOST_RULES)
    if {"resource", "conditions"} & given.keys():
        conditions.check(actor, rule.resource or "", rule.conditions)


def _counted() -> Select[Any]:
    return scoped(SYSTEM, AlertRule, func.count()).where(AlertRule.source == AlertSource.RULE)


def remove(session: Session, actor: Actor, rule: AlertRule) -> None:
    """Rules that came with the program stay, others take what they have opened to its end."""
    if rule.source is not AlertSource.RULE or rule.code in {one.code for one in USUAL}:
        raise Conflict("notifications.rule_stays", code="rule_stays")
    opened = scoped(SYSTEM, Alert).where(Alert.code == rule.code, Alert.status.in_(OPEN))
    for alert in session.scalars(opened.options(selectinload(Alert.steps)).with_for_update(of=Alert)):
        alert.status, alert.resolved_at, alert.escalate_at = AlertState.RESOLVED, clock.now(), None
        timeline.add(alert, StepKind.RESOLVED, user_id=actor.user_id)


def _check_recipients(rule: AlertRule) -> None:
    """Each line names a role or a person, and levels follow each other: nobody is waited for at an empty one."""
    if len(rule.recipients) > MOST_RECIPIENTS:
        raise Refused("notifications.too_many", field="recipients", most=MOST_RECIPIENTS)
    for place, line in enumerate(rule.recipients):
        if (line.role_id is None) == (line.user_id is None):
            raise Refused("notifications.role_or_person", field=f"recipients.{place}.role_id")
    levels = {line.level for line in rule.recipients}
    if levels != set(range(1, len(levels) + 1)):
        raise Refused("notifications.levels", field="recipients")
