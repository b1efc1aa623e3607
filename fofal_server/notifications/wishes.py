"""What a person wants to hear of alerts and when: the own choices, and the moment at which a letter may leave."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.auth.account import own_ids
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import AlertRule, Wish
from fofal_server.notifications.schemas import OwnWishes

_RANK = {severity: place for place, severity in enumerate(Severity)}
_DAY = dt.timedelta(days=1)
Hours = tuple[int | None, int | None]


def read(call: Call) -> Answer:
    """``GET /notifications/mine``: what I want to hear."""
    user_id, _ = own_ids(call)
    return json_answer(_told(of(call.session, [user_id])[user_id]))


def change(call: Call) -> Answer:
    """``PATCH /notifications/mine``: nobody else's business, hence no version and no trail."""
    user_id, _ = own_ids(call)
    wish = call.session.get(Wish, user_id, with_for_update=True) or _usual(user_id)
    typed = call.body
    for name in typed.model_fields_set:
        setattr(wish, name, getattr(typed, name))
    check_quiet(wish)
    call.session.add(wish)
    return json_answer(_told(wish))


def check_quiet(given: Wish | AlertRule) -> None:
    """Quiet hours have a beginning and an end that differ."""
    if (given.quiet_from is None) != (given.quiet_until is None) or (
        given.quiet_from is not None and given.quiet_from == given.quiet_until
    ):
        raise Refused("notifications.quiet_hours", field="quiet_until")


def of(session: Session, people: Collection[UUID]) -> Mapping[UUID, Wish]:
    """The wishes of these people; the usual ones of who never said any."""
    found = {one.user_id: one for one in session.scalars(scoped(SYSTEM, Wish).where(Wish.user_id.in_(people)))}
    return {key: found.get(key) or _usual(key) for key in people}


def wants_letter(wish: Wish, severity: Severity) -> bool:
    return wish.mailed and _RANK[severity] >= _RANK[wish.mailed_from]


def leaves_at(wish: Wish, severity: Severity, rule: AlertRule | None) -> dt.datetime | None:
    """When a letter may leave: None at once, else the hour at which neither person nor rule wants quiet."""
    now = clock.now()
    quiet: list[Hours] = [(rule.quiet_from, rule.quiet_until)] if rule else []
    moment = now
    if not (wish.urgent and severity is Severity.CRITICAL):
        quiet.append((wish.quiet_from, wish.quiet_until))
        moment = _next(wish.daily_hour, now) if wish.daily else now
    moment = _out_of(quiet, moment)
    return moment if moment > now else None


def _out_of(quiet: Iterable[Hours], moment: dt.datetime) -> dt.datetime:
    """The first moment from this one on that lies in none of the quiet hours; a day later when they leave no hour."""
    hours = [(begin, end) for begin, end in quiet if begin is not None and end is not None]
    latest = moment + _DAY
    while moment < latest and (ends := [end for begin, end in hours if _lies_in(begin, end, moment)]):
        moment = _next(ends[0], moment)
    return moment


def _lies_in(begin: int, end: int, moment: dt.datetime) -> bool:
    hour = moment.astimezone(clock.COMPANY_ZONE).hour
    return begin <= hour < end if begin < end else hour >= begin or hour < end


def _next(hour: int, after: dt.datetime) -> dt.datetime:
    """The next full hour of that number on the company's clock."""
    local = after.astimezone(clock.COMPANY_ZONE)
    found = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return (found if found > local else found + _DAY).astimezone(dt.UTC)


def _usual(user_id: UUID) -> Wish:
    usual: dict[str, Any] = {name: info.get_default() for name, info in OwnWishes.model_fields.items()}
    return Wish(user_id=user_id, **usual)


def _told(wish: Wish) -> OwnWishes:
    return OwnWishes.model_validate(wish, from_attributes=True)
