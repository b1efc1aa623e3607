"""Letters about alerts: one at once, or all that waited for somebody's hour in one; in the language of the person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.auth.models import User
from fofal_server.contract.links import link_to
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.mail.services import post
from fofal_server.notifications import hearing, wording
from fofal_server.notifications.models import OPEN, Alert, Held

ALERTS = "notifications.alerts"
MOST, LISTED = 1000, 50
"""Letters that one round gathers, and alerts that one of them tells whole."""


def write(session: Session, letter: str, alert: Alert, person: User) -> None:
    """Promise a letter about one alert."""
    if person.email is None:
        return
    language = person.language
    session.flush()  # the alert may be a moment old, and has its key from then on
    link = link_to(ALERTS, alert.id)
    values = {"full_name": person.full_name, "guide": alert.guide, "link": link, **_told(alert, language)}
    post(session, letter, person.email, language=language, values=values, user_id=person.id)


def hold(session: Session, alert: Alert, user_id: UUID, due_at: dt.datetime) -> None:
    """Have it wait for its hour, or for the end of the round, so that what comes together is told together.

    An alert waits for a person once, however much happens to it meanwhile.
    """
    session.flush()  # the alert may be a moment old
    waits = insert(Held).values(user_id=user_id, alert_id=alert.id, due_at=due_at)
    session.execute(waits.on_conflict_do_nothing(index_elements=["user_id", "alert_id"]))


def waiting_for(session: Session, alert: Alert) -> set[UUID]:
    """Whose hour it waits for: they will be told how it stands by then."""
    return set(session.scalars(scoped(SYSTEM, Held, Held.user_id).where(Held.alert_id == alert.id)))


def send_held(session: Session) -> int:
    """Write one letter to each person whose hour has come, about all that waited; answers how many letters.

    What waited is gone in the same transaction as the letter is promised: a restart finds one of the two.
    """
    due = scoped(SYSTEM, Held).where(Held.due_at <= clock.now()).order_by(Held.due_at, Held.id)
    waiting: dict[UUID, list[Held]] = defaultdict(list)
    for one in session.scalars(due.limit(MOST).with_for_update(skip_locked=True)):
        waiting[one.user_id].append(one)
    known = _alerts(session, [one.alert_id for held in waiting.values() for one in held])
    people = scoped(SYSTEM, User).where(User.active, User.email.is_not(None), User.id.in_(waiting))
    written = 0
    for person in session.scalars(people.order_by(User.username)):
        alerts = [known[one.alert_id] for one in waiting[person.id]]
        written += _write_all(session, hearing.heard(session, person, alerts), person)
    session.execute(delete(Held).where(Held.id.in_([one.id for held in waiting.values() for one in held])))
    return written


def _alerts(session: Session, keys: Iterable[UUID]) -> Mapping[UUID, Alert]:
    return {one.id: one for one in session.scalars(scoped(SYSTEM, Alert).where(Alert.id.in_(list(keys))))}


def _write_all(session: Session, alerts: Sequence[Alert], person: User) -> bool:
    """A single one that goes on is told as ever."""
    if not alerts or person.email is None:
        return False
    if len(alerts) == 1 and alerts[0].status in OPEN:
        write(session, "alert", alerts[0], person)
        return True
    language = person.language
    told = "\n\n".join(_paragraph(one, language) for one in alerts[:LISTED])
    more = text("letter.alert_digest.more", language, count=len(alerts) - LISTED) if len(alerts) > LISTED else ""
    values = {"full_name": person.full_name, "count": str(len(alerts)), "told": "\n\n".join(filter(None, (told, more)))}
    post(session, "alert_digest", person.email, language=language, values=values, user_id=person.id)
    return True


def _paragraph(alert: Alert, language: str) -> str:
    """As it stands now, not as it stood when it was held back."""
    state = text(f"choice.AlertState.{alert.status}", language)
    told = _told(alert, language)
    return "{title} ({severity})\n{told}\n{since} · {state}".format(**told, state=state)


def _told(alert: Alert, language: str) -> dict[str, str]:
    words = wording.words_of(alert)
    return {
        "severity": text(f"choice.Severity.{alert.severity}", language),
        "title": wording.title(words, alert.values, language),
        "told": wording.told(words, alert.values, language),
        "since": wording.moment(alert.since),
    }
