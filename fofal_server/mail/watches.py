"""What is watched of mail: letters that were given up, and those that cannot leave."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import func

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.mail.models import MailMessage, MailState

LATELY, STUCK = dt.timedelta(days=1), dt.timedelta(minutes=15)


def given_up(pools: Pools) -> Iterator[Sighting]:
    """Letters that were given up within a day."""
    lost = MailMessage.status == MailState.GIVEN_UP, MailMessage.updated_at > clock.now() - LATELY
    with transaction(pools.reports) as session:
        count = session.scalar(scoped(SYSTEM, MailMessage, func.count(MailMessage.id)).where(*lost)) or 0
    if count:
        yield Sighting(values={"count": str(count)})


def stuck(pools: Pools) -> Iterator[Sighting]:
    """Letters that wait longer than a mail server is away for a moment; this alert shows on the screen then."""
    late = MailMessage.status == MailState.WAITING, MailMessage.created_at < clock.now() - STUCK
    with transaction(pools.reports) as session:
        count = session.scalar(scoped(SYSTEM, MailMessage, func.count(MailMessage.id)).where(*late)) or 0
    if count:
        yield Sighting(values={"count": str(count)})


WATCHES = (
    Watch("mail-given-up", Severity.WARNING, given_up),
    Watch("mail-stuck", Severity.WARNING, stuck, holds=30.0),
)
