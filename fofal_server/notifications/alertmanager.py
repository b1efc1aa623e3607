"""What an Alertmanager tells (its webhook, version 4): firing alerts open in the same list, resolved ones are over.

It repeats itself until it is answered, so the same message twice does nothing. Only what is used is read of it.
"""

import datetime as dt
import re
from typing import Annotated, Literal

from annotated_types import Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.errors import Unavailable
from fofal_server.core.operation import Answer, Call
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import AlertRule, AlertSource

MOST = 200
CODE = AlertSource.ALERTMANAGER.value
OLDEST = dt.timedelta(days=365)
_GRAVE = {"critical": Severity.CRITICAL, "page": Severity.CRITICAL, "info": Severity.INFO, "none": Severity.INFO}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_Key = Annotated[str, MinLen(1), MaxLen(200)]
_Text = Annotated[str, MaxLen(4000)]
_Labels = Annotated[dict[_Key, _Text], MaxLen(64)]


class Told(BaseModel):
    """One alert of the message; ``fingerprint`` is the same for the same labels."""

    model_config = ConfigDict(extra="ignore")
    status: Literal["firing", "resolved"]
    labels: _Labels
    annotations: _Labels = Field(default_factory=dict)
    starts_at: dt.datetime = Field(alias="startsAt")
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{1,64}$")]


class Message(BaseModel):
    """Alerts of one group; other fields of the message say nothing that we need."""

    model_config = ConfigDict(extra="ignore")
    version: Literal["4"]
    truncated: Annotated[int, Le(2**31)] = Field(0, alias="truncatedAlerts")
    alerts: Annotated[list[Told], MaxLen(MOST)]


def take(call: Call) -> Answer:
    """``POST /notifications/alertmanager``: 204 once everything is written down."""
    session, message = call.session, call.body
    incidents.wait_turn(session)
    rule = _rule(session)
    latest = {told.fingerprint: told for told in message.alerts}
    before = incidents.known(session, [rule], latest)[rule.code]
    for fingerprint, told in latest.items():
        alert = before.get(fingerprint)
        if told.status == "firing" and rule.active:
            incidents.present(session, rule, alert, _seen(told))
        elif told.status == "resolved" and alert is not None:
            incidents.absent(session, rule, alert)
    session.flush()
    return Answer(b"", 204)


def _rule(session: Session) -> AlertRule:
    """The one rule of all that comes from there; the caller tries again while the engine has not put it in place."""
    found = rules.load(session, CODE)
    if CODE not in found:
        raise Unavailable(retry_after=10)
    return found[CODE]


def _seen(told: Told) -> Seen:
    labels, notes = told.labels, told.annotations
    name = labels.get("alertname", "Alertmanager")
    words = {"name": name, "summary": notes.get("summary") or notes.get("description") or name}
    clean = {key: _CONTROL.sub(" ", value).strip()[:2000] or name for key, value in words.items()}
    severity = _GRAVE.get(labels.get("severity", ""), Severity.WARNING)
    return Seen(Sighting(told.fingerprint, clean, severity), _moment(told.starts_at))


def _moment(given: dt.datetime) -> dt.datetime:
    """As it was told, unless that cannot be."""
    now = clock.now()
    aware = given if given.tzinfo else given.replace(tzinfo=dt.UTC)
    return aware if now - OLDEST < aware <= now else now
