"""Who is told of an alert: level by level, on the screen by the right to see it, by mail where there is an address."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth.models import AccountKind, User, user_role
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.core.watch import Severity
from fofal_server.mail.services import post
from fofal_server.notifications import rules, timeline, wording
from fofal_server.notifications.models import Alert, AlertRule, AlertState, StepKind

MOST = 20
"""A role that everybody holds is no reason to write to everybody."""


def tell_next(session: Session, rule: AlertRule, alert: Alert) -> None:
    """Tell the next level at which there is somebody, and note when the one after it has its turn."""
    while alert.level < _highest(rule):
        alert.level += 1
        people = people_of(session, rule, alert.level)
        if people:
            _tell(session, alert, people)
            break
        timeline.add(alert, StepKind.NOBODY, words=str(alert.level))
    _wind(rule, alert)


def _wind(rule: AlertRule, alert: Alert) -> None:
    """What is only to be known is nobody's turn."""
    patient = rule.escalate_minutes is None or alert.severity is Severity.INFO or alert.level >= _highest(rule)
    alert.escalate_at = None if patient else clock.now() + dt.timedelta(minutes=rule.escalate_minutes or 0)


def _highest(rule: AlertRule) -> int:
    return max((line.level for line in rule.recipients), default=0)


def people_of(session: Session, rule: AlertRule, level: int) -> list[User]:
    """Active people of this level; programs are told nothing."""
    lines = [line for line in rule.recipients if line.level == level]
    roles, persons = ([getattr(one, name) for one in lines if getattr(one, name)] for name in ("role_id", "user_id"))
    holders = select(user_role.c.user_id).where(user_role.c.role_id.in_(roles))
    able = scoped(SYSTEM, User).where(User.active, User.kind == AccountKind.PERSON)
    named = able.where(User.id.in_(holders) | User.id.in_(persons))
    return list(session.scalars(named.order_by(User.username).limit(MOST)))


def _tell(session: Session, alert: Alert, people: Iterable[User]) -> None:
    for person in people:
        by_mail = person.email is not None and alert.severity is not Severity.INFO
        if by_mail:
            write(session, "alert", alert, person)
        way = text("told_by.mail" if by_mail else "told_by.screen")
        timeline.add(alert, StepKind.TOLD, user_id=person.id, words=way)


def write(session: Session, letter: str, alert: Alert, person: User) -> None:
    """Promise a letter about the alert, in the language of the person."""
    if person.email is None:
        return
    language = person.language
    values = {
        "full_name": person.full_name,
        "severity": text(f"choice.Severity.{alert.severity}", language),
        "title": wording.title(alert.code, alert.values, language),
        "told": wording.told(alert.code, alert.values, language),
        "since": wording.moment(alert.since),
        "guide": alert.guide,
    }
    post(session, letter, person.email, language=language, values=values, user_id=person.id)


def escalate_due(session: Session) -> int:
    """Tell the next level of every alert that nobody took in hand in time; answers how many."""
    due = Alert.escalate_at <= clock.now(), Alert.status == AlertState.ACTIVE
    found: list[Alert] = list(session.scalars(_living(*due)))
    known = rules.load(session, *{alert.code for alert in found})
    for alert in found:
        rule = known[alert.code]
        timeline.add(alert, StepKind.ESCALATED, words=str(alert.level + 1))
        tell_next(session, rule, alert)
    return len(found)


def tell_ends(session: Session) -> int:
    """Write to those who heard of it that it is over and did not come back; answers how many alerts."""
    found: list[Alert] = list(session.scalars(_living(Alert.end_told_at <= clock.now())))
    for alert in found:
        alert.end_told_at = None
        told = {step.user_id for step in alert.steps if step.what is StepKind.TOLD}
        if alert.severity is not Severity.INFO:
            for person in session.scalars(scoped(SYSTEM, User).where(User.active, User.id.in_(told))):
                write(session, "alert_over", alert, person)
    return len(found)


def _living(*which: ColumnElement[bool]) -> Select[Any]:
    query = scoped(SYSTEM, Alert).where(*which).options(selectinload(Alert.steps))
    return query.order_by(Alert.id).limit(100).with_for_update(skip_locked=True, of=Alert)
