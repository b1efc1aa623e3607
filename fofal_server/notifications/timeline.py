"""The timeline of an alert: what happened to it, line by line."""

import datetime as dt
from uuid import UUID

from fofal_server.core import clock
from fofal_server.notifications.models import Alert, AlertStep, StepKind


def add(
    alert: Alert,
    what: StepKind,
    *,
    user_id: UUID | None = None,
    words: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Write down that it happened, now unless said."""
    line = AlertStep(position=len(alert.steps), at=at or clock.now(), what=what, user_id=user_id, words=words)
    alert.steps.append(line)
