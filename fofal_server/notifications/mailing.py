"""Lists that are sent by letter again and again: to each recipient the rows that he may see himself at that moment."""

import calendar
import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import behalf
from fofal_server.auth.models import User
from fofal_server.config import Settings
from fofal_server.core import audit, clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.db import Pools, transaction
from fofal_server.core.errors import FofalError, Refused
from fofal_server.core.jobs import Job
from fofal_server.core.listing import Asked
from fofal_server.core.order import sort_keys
from fofal_server.core.texts import text
from fofal_server.core.transfer import exporting
from fofal_server.core.transfer.exporting import Export
from fofal_server.documents import filename
from fofal_server.mail import enclosures
from fofal_server.mail.services import post
from fofal_server.notifications import conditions
from fofal_server.notifications.models import Mailing, Rhythm

EVERY, MOST_ROWS = 60.0, 20_000
_SCHEDULE = frozenset({"rhythm", "day", "hour", "active"})
log = structlog.get_logger("fofal.mailing")


def prepare(_session: Session, actor: Actor, mailing: Mailing, given: Mapping[str, Any]) -> None:
    """The list exists and its maker may read it; somebody gets it; its day is one of its rhythm."""
    resource = registry.RESOURCES.get(mailing.resource)
    if resource is None or not actor.may(resource.permission("read")):
        raise Refused("notifications.mailing_resource", field="resource")
    if {"resource", "conditions", "sort"} & given.keys():
        conditions.check_filters(actor, resource, mailing.conditions)
        sort_keys(resource, resource.model, mailing.sort or "", resource.hidden_from(actor))
    if not mailing.recipients:
        raise Refused("notifications.mailing_nobody", field="recipients")
    if mailing.rhythm is Rhythm.WEEKLY and mailing.day > calendar.SUNDAY + 1:
        raise Refused("notifications.mailing_day", field="day")
    if _SCHEDULE & given.keys():
        mailing.next_at = next_turn(mailing, clock.now())


def send_now(_session: Session, _actor: Actor, mailing: Mailing, _body: object) -> None:
    """The action: it is due at once; the turns to come stay as they are."""
    if not mailing.active:
        raise Refused("notifications.mailing_off")
    mailing.next_at = clock.now()


def next_turn(mailing: Mailing, after: dt.datetime) -> dt.datetime:
    """The first turn after a moment, at a full hour of the company's clock."""
    local = after.astimezone(clock.COMPANY_ZONE)
    days = (local.date() + dt.timedelta(days=more) for more in range(32))
    turns = (
        dt.datetime.combine(day, dt.time(mailing.hour), clock.COMPANY_ZONE) for day in days if _falls(mailing, day)
    )
    return next(turn for turn in turns if turn > local).astimezone(dt.UTC)


def _falls(mailing: Mailing, day: dt.date) -> bool:
    if mailing.rhythm is Rhythm.WEEKLY:
        return day.isoweekday() == mailing.day
    return mailing.rhythm is Rhythm.DAILY or day.day == mailing.day


def send_due(settings: Settings, pools: Pools) -> str | None:
    """Send every list whose turn has come, one after another; one that cannot be made holds up none of the others."""
    with transaction(pools.calls) as session:
        due = scoped(SYSTEM, Mailing, Mailing.id).where(Mailing.active, Mailing.next_at <= clock.now())
        keys = session.scalars(due.order_by(Mailing.next_at)).all()
    for key in keys:
        _send(settings, pools, key)
    return text("job_told.mailings", count=len(keys)) if keys else None


def _send(settings: Settings, pools: Pools, key: UUID) -> None:
    """Letters, files and the next turn are one transaction: a restart finds all of it or nothing.

    Whatever goes wrong is told beside the mailing, and the others go out.
    """
    try:
        with transaction(pools.calls) as session:
            mailing = _taken(session, key)
            mailing.told = _written(session, settings, pools, mailing)
    except Exception as error:
        log.exception("mailing.failed", mailing=str(key), exc_info=error)
        with transaction(pools.calls) as session:
            _taken(session, key).told = text("notifications.mailing_failed", why=type(error).__name__)


def _taken(session: Session, key: UUID) -> Mailing:
    """The mailing with its next turn noted."""
    whole = scoped(SYSTEM, Mailing).where(Mailing.id == key).options(selectinload(Mailing.recipients))
    mailing: Mailing = session.scalars(whole.with_for_update(of=Mailing)).one()
    mailing.last_at, mailing.next_at = clock.now(), next_turn(mailing, clock.now())
    return mailing


def _written(session: Session, settings: Settings, pools: Pools, mailing: Mailing) -> str:
    """Promise each recipient his letter; who got one and who did not, in words."""
    keys = [line.user_id for line in mailing.recipients]
    actors = behalf.actors(session, keys)
    people = {one.id: one for one in session.scalars(scoped(SYSTEM, User).where(User.id.in_(keys)))}
    sent: list[str] = []
    left: list[str] = []
    for key in dict.fromkeys(keys):
        person, actor = people[key], actors.get(key)
        try:
            made = (
                actor is not None
                and person.email is not None
                and _post(session, settings, pools, mailing, person, actor)
            )
        except FofalError:  # a private field in the conditions, more rows than a letter carries
            made = False
        (sent if made else left).append(person.full_name)
    told = text("notifications.mailing_sent", names=", ".join(sent) or "—")
    return " ".join([told, *([text("notifications.mailing_left", names=", ".join(left))] if left else [])])


def _post(session: Session, settings: Settings, pools: Pools, mailing: Mailing, person: User, actor: Actor) -> bool:
    """A letter with the list as this person sees it; False when he may not see it."""
    resource = registry.RESOURCES.get(mailing.resource)
    if resource is None or person.email is None or not actor.may(resource.permission("read")):
        return False
    filters = tuple(conditions.resolved(resource, one, clock.today()) for one in mailing.conditions)
    asked = Asked(filters=filters, sort=mailing.sort or "")
    export = Export(resource, asked, mailing.format, person.language, settings.data_dir)
    content, rows = exporting.whole(pools, actor, export, MOST_ROWS)
    name = filename.cleaned(f"{mailing.name} {clock.today().isoformat()}.{mailing.format}")
    file = enclosures.keep(session, settings.data_dir, name, exporting.media_of(mailing.format), content)
    values = {"full_name": person.full_name, "name": mailing.name, "rows": str(rows),
              "list": text(resource.name, person.language)}  # fmt: skip
    post(session, "mailing", person.email, language=person.language, values=values, user_id=person.id, files=[file])
    audit.tell(session, "export", resource.name, label=f"{mailing.name} → {person.username}", after={"rows": rows})
    return True


def job(settings: Settings) -> Job:
    """Looks every minute."""
    return Job("mailings", EVERY, partial(send_due, settings))
