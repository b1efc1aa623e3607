"""The life of an alert: what is seen opens one or comes back to it, what is gone resolves it, what lasts waits.

All of it happens in the caller's transaction, letters included: a restart finds what was told, or nothing of it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import telling, timeline, wording
from fofal_server.notifications.models import OPEN, Alert, AlertRule, AlertState, StepKind

LOCK = 0xA1E27
LOUD = 5
"""How often coming back is written down each time; after that it is only counted."""
_RANK = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Seen:
    """A sighting, since when it is known, and whether it has held long enough to be told."""

    sighting: Sighting
    since: dt.datetime
    ripe: bool = True

    @property
    def subject(self) -> str:
        return self.sighting.subject[:200]


def settle(session: Session, seen: Iterable[tuple[AlertRule, Iterable[Seen]]]) -> None:
    """Bring the alerts of these rules to what is seen now; nothing is written when that is nothing new.

    What there is already is asked for once, however many rules there are.
    """
    told = list(seen)
    wait_turn(session)
    before = known(session, [rule for rule, _ in told])
    for rule, sightings in told:
        _settle_one(session, rule, sightings, before[rule.code])


def _settle_one(session: Session, rule: AlertRule, seen: Iterable[Seen], before: Mapping[str, Alert]) -> None:
    sightings = {one.subject: one for one in seen} if rule.active else {}
    for subject, one in sightings.items():
        if one.ripe:
            present(session, rule, before.get(subject), one)
    for subject, alert in before.items():
        if subject not in sightings:
            absent(session, rule, alert)


def wait_turn(session: Session) -> None:
    """One writer at a time, also while the lead changes or an Alertmanager calls."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def known(
    session: Session, rules: Sequence[AlertRule], subjects: Iterable[str] | None = None
) -> Mapping[str, Mapping[str, Alert]]:
    """By rule and subject the alert that a sighting may come back to: open, just over, or over by a word only.

    What is over for longer than its own rule calls recent may be among them; ``present`` looks again.
    """
    recent = Alert.resolved_at > clock.now() - max(map(_window, rules), default=dt.timedelta())
    living = or_(Alert.status.in_(OPEN), Alert.seen, recent)
    found: dict[str, dict[str, Alert]] = {rule.code: {} for rule in rules}
    query = scoped(SYSTEM, Alert).where(Alert.code.in_(found), living).options(selectinload(Alert.steps))
    if subjects is not None:
        query = query.where(Alert.subject.in_(list(subjects)))
    for one in session.scalars(query.order_by(Alert.created_at, Alert.id).with_for_update()):
        found[one.code][one.subject] = one
    return found


def present(session: Session, rule: AlertRule, alert: Alert | None, one: Seen) -> None:
    """Something is wrong: an alert opens, comes back, gets graver, or knows it already."""
    severity = rule.severity or one.sighting.severity or rule.usual
    if alert is None:
        _open(session, rule, one, severity)
    elif alert.status in OPEN:
        _go_on(session, rule, alert, one, severity)
    elif _said_to_be_over(rule, alert, one, severity):
        return
    elif alert.status is AlertState.RESOLVED and _is_recent(rule, alert):
        _come_back(session, rule, alert, one, severity)
    else:
        alert.seen = False
        _open(session, rule, one, severity)


def absent(_session: Session, rule: AlertRule, alert: Alert) -> None:
    """Nothing is wrong any more: the alert is over, unless a person has to say so."""
    alert.seen = False
    if alert.status in OPEN and not rule.lasting:
        over(rule, alert, clock.now())


def over(rule: AlertRule, alert: Alert, at: dt.datetime) -> None:
    """It ended by itself; who heard of it hears that later, once it is sure not to come back."""
    alert.status, alert.resolved_at, alert.end_told_at = AlertState.RESOLVED, at, clock.now() + _window(rule)
    if alert.returns <= LOUD:
        timeline.add(alert, StepKind.RESOLVED, at=at)


def _said_to_be_over(rule: AlertRule, alert: Alert, one: Seen, severity: Severity) -> bool:
    """A person's word holds for what it was said of: not for a graver case, nor for the next failure."""
    same = not rule.lasting or alert.values == dict(one.sighting.values)
    return alert.seen and same and _RANK[severity] <= _RANK[alert.severity]


def _open(session: Session, rule: AlertRule, one: Seen, severity: Severity) -> None:
    telling.tell_next(session, rule, _begun(session, rule, one.sighting, one.since, severity))
    session.flush()


def _begun(
    session: Session, rule: AlertRule, sighting: Sighting, since: dt.datetime, severity: Severity, *, seen: bool = True
) -> Alert:
    about = sighting.about
    alert = Alert(
        source=rule.source, code=rule.code, subject=sighting.subject[:200], severity=severity, since=since, seen=seen,
        status=AlertState.ACTIVE, level=0, returns=0, guide=wording.guide(rule), steps=[],
        resource=about and about.resource, record_id=about and about.record_id,
    )  # fmt: skip
    wording.fill(alert, sighting.values)
    session.add(alert)
    timeline.add(alert, StepKind.OPENED)
    return alert


def _go_on(session: Session, rule: AlertRule, alert: Alert, one: Seen, severity: Severity) -> None:
    alert.seen = True
    if rule.lasting and alert.values != dict(one.sighting.values):
        wording.fill(alert, one.sighting.values)
    if _RANK[severity] > _RANK[alert.severity]:
        _worsen(session, rule, alert, one, severity)


def _worsen(session: Session, rule: AlertRule, alert: Alert, one: Seen, severity: Severity) -> None:
    """Graver than what was told: it is told anew from the first level on. An alert never gets lighter again."""
    alert.severity, alert.status, alert.level = severity, AlertState.ACTIVE, 0
    alert.acknowledged_at = alert.acknowledged_by = None
    wording.fill(alert, one.sighting.values)
    timeline.add(alert, StepKind.WORSENED)
    telling.tell_next(session, rule, alert)


def _come_back(session: Session, rule: AlertRule, alert: Alert, one: Seen, severity: Severity) -> None:
    """The same alert again, without another letter: who had it in hand still has, and the next level comes when due."""
    alert.status = AlertState.ACKNOWLEDGED if alert.acknowledged_at else AlertState.ACTIVE
    alert.seen, alert.resolved_at, alert.end_told_at = True, None, None
    alert.returns += 1
    if alert.returns <= LOUD:
        timeline.add(alert, StepKind.RETURNED)
    _go_on(session, rule, alert, one, severity)


def _is_recent(rule: AlertRule, alert: Alert) -> bool:
    return alert.resolved_at is not None and alert.resolved_at > clock.now() - _window(rule)


def _window(rule: AlertRule) -> dt.timedelta:
    return dt.timedelta(minutes=rule.returns_minutes)


def outage(session: Session, rule: AlertRule, since: dt.datetime, until: dt.datetime, *, planned: bool) -> None:
    """The service was away from one moment to another: an alert that is over when it is opened.

    Whoever was written to a while ago is not written to again for each of a row of them, and nobody for a planned one.
    """
    wait_turn(session)
    told_lately = known(session, [rule])[rule.code]
    words = Sighting(values={"since": wording.moment(since), "until": wording.moment(until)})
    alert = _begun(session, rule, words, since, rule.severity or rule.usual, seen=False)
    alert.planned = planned
    if not (told_lately or planned):
        telling.tell_next(session, rule, alert)
    alert.status, alert.resolved_at, alert.escalate_at = AlertState.RESOLVED, until, None
    timeline.add(alert, StepKind.RESOLVED, at=until)
