"""Who is told of an alert: level by level, on the screen by the right to see it, by letter as each of them wishes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth.models import AccountKind, User, user_role
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.core.watch import Severity
from fofal_server.notifications import hearing, letters, rules, timeline, wishes, wording
from fofal_server.notifications.models import Alert, AlertRule, AlertSource, AlertState, StepKind, Wish

MOST = 20
"""A role that everybody holds is no reason to write to everybody."""


def tell_next(session: Session, rule: AlertRule, alert: Alert) -> None:
    """Tell the next level at which there is somebody, and note when the one after it has its turn."""
    while alert.level < _highest(rule):
        alert.level += 1
        people = hearing.able(session, alert, people_of(session, rule, alert.level))
        if people:
            _tell(session, rule, alert, people)
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


def _tell(session: Session, rule: AlertRule, alert: Alert, people: Sequence[User]) -> None:
    wished = wishes.of(session, [person.id for person in people])
    for person in people:
        way = _way(session, rule, alert, person, wished[person.id])
        timeline.add(alert, StepKind.TOLD, user_id=person.id, words=way)


def _way(session: Session, rule: AlertRule, alert: Alert, person: User, wish: Wish) -> str:
    """Promise the letter that the person wants, if any; how it was told, as the timeline says it."""
    if not _writable(rule, alert, person, wish):
        return text("told_by.screen")
    later = wishes.leaves_at(wish, alert.severity, rule)
    if later is not None:
        letters.hold(session, alert, person.id, later)
        return text("told_by.later", at=wording.moment(later))
    if alert.source is AlertSource.RULE:  # fifty articles may be low at once
        letters.hold(session, alert, person.id, clock.now())
    else:
        letters.write(session, "alert", alert, person)
    return text("told_by.mail")


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
    known = rules.load(session, *{alert.code for alert in found})
    for alert in found:
        alert.end_told_at = None
        told = {step.user_id for step in alert.steps if step.what is StepKind.TOLD}
        people = session.scalars(scoped(SYSTEM, User).where(User.active, User.id.in_(told)).order_by(User.username))
        _tell_end(session, known.get(alert.code), alert, hearing.able(session, alert, people.all()))
    return len(found)


def _tell_end(session: Session, rule: AlertRule | None, alert: Alert, people: Sequence[User]) -> None:
    """By letter to those who get any about it, unless they still wait for one that will say so."""
    waiting, wished = letters.waiting_for(session, alert), wishes.of(session, [person.id for person in people])
    for person in people:
        if person.id in waiting or not _writable(rule, alert, person, wished[person.id]):
            continue
        later = wishes.leaves_at(wished[person.id], alert.severity, rule)
        if later is None:
            letters.write(session, "alert_over", alert, person)
        else:
            letters.hold(session, alert, person.id, later)


def _writable(rule: AlertRule | None, alert: Alert, person: User, wish: Wish) -> bool:
    """Whether rule and person want letters about an alert as grave as this one."""
    mailed = rule is None or rule.mailed
    return mailed and person.email is not None and wishes.wants_letter(wish, alert.severity)


def _living(*which: ColumnElement[bool]) -> Select[Any]:
    query = scoped(SYSTEM, Alert).where(*which).options(selectinload(Alert.steps))
    return query.order_by(Alert.id).limit(100).with_for_update(skip_locked=True, of=Alert)
