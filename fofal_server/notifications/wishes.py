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
Quiet = tuple[int, int]
"""From and until, in minutes of the company's day."""


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
    """Quiet hours have a beginning and an end that differ, each at a quarter of an hour."""
    for name in ("quiet_from_minute", "quiet_until_minute"):
        if (getattr(given, name) or 0) % 15:
            raise Refused("notifications.quiet_quarter", field=name)
    quiet = _quiet(given)
    half = quiet is None and not (given.quiet_from is None and given.quiet_until is None)
    if half or (quiet is not None and quiet[0] == quiet[1]):
        raise Refused("notifications.quiet_hours", field="quiet_until")


def of(session: Session, people: Collection[UUID]) -> Mapping[UUID, Wish]:
    """The wishes of these people; the usual ones of who never said any."""
    found = {one.user_id: one for one in session.scalars(scoped(SYSTEM, Wish).where(Wish.user_id.in_(people)))}
    return {key: found.get(key) or _usual(key) for key in people}


def wants_letter(wish: Wish, severity: Severity) -> bool:
    """Whether something this grave is also written to the person."""
    return wish.mailed and _RANK[severity] >= _RANK[wish.mailed_from]


def leaves_at(wish: Wish, severity: Severity, rule: AlertRule | None) -> dt.datetime | None:
    """When a letter may leave: None at once, else the moment at which neither person nor rule wants quiet."""
    now = clock.now()
    quiet = [_quiet(rule)] if rule else []
    moment = now
    if not (wish.urgent and severity is Severity.CRITICAL):
        quiet.append(_quiet(wish))
        moment = _next(60 * wish.daily_hour, now) if wish.daily else now
    moment = _out_of([one for one in quiet if one is not None], moment)
    return moment if moment > now else None


def _quiet(given: Wish | AlertRule) -> Quiet | None:
    if given.quiet_from is None or given.quiet_until is None:
        return None
    begin, end = given.quiet_from_minute or 0, given.quiet_until_minute or 0
    return 60 * given.quiet_from + begin, 60 * given.quiet_until + end


def _out_of(quiet: Iterable[Quiet], moment: dt.datetime) -> dt.datetime:
    """The first moment from this one on that lies in none of the quiet hours; a day later when they leave none."""
    latest = moment + _DAY
    while moment < latest and (ends := [end for begin, end in quiet if _lies_in(begin, end, moment)]):
        moment = _next(ends[0], moment)
    return moment


def _lies_in(begin: int, end: int, moment: dt.datetime) -> bool:
    local = moment.astimezone(clock.COMPANY_ZONE)
    minute = 60 * local.hour + local.minute
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def _next(minute: int, after: dt.datetime) -> dt.datetime:
    """The next time that the company's clock shows this minute of the day."""
    local = after.astimezone(clock.COMPANY_ZONE)
    found = local.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    return (found if found > local else found + _DAY).astimezone(dt.UTC)


def _usual(user_id: UUID) -> Wish:
    usual: dict[str, Any] = {name: info.get_default() for name, info in OwnWishes.model_fields.items()}
    return Wish(user_id=user_id, **usual)


def _told(wish: Wish) -> OwnWishes:
    return OwnWishes.model_validate(wish, from_attributes=True)
