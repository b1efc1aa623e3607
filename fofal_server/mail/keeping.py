"""Mail after it has left: how long it stays, and a second start for what was given up."""

from datetime import timedelta
from functools import partial

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.core import audit, clock
from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.mail import enclosures
from fofal_server.mail.models import MailMessage, MailState

KEPT = timedelta(days=90)


def try_again(session: Session, _actor: Actor, message: MailMessage, _body: object) -> None:
    """The action on a message that was given up: it waits as if it were new."""
    message.status, message.tries, message.next_at = MailState.WAITING, 0, clock.now()
    message.error = None
    audit.tell(session, "retry", "mail.messages", record_id=message.id, label=message.subject)


def forget_old(settings: Settings, pools: Pools) -> str:
    """Messages that are over, three months on; files of what has left, at once."""
    over = MailMessage.status != MailState.WAITING, MailMessage.created_at < clock.now() - KEPT
    with transaction(pools.calls) as session:
        gone = session.execute(delete(MailMessage).where(*over).returning(MailMessage.id)).all()
    enclosures.sweep(pools, settings.data_dir)
    return text("job_told.removed", count=len(gone))


def forget(settings: Settings) -> Job:
    """The clean-up, every hour."""
    return Job("forget-mail", 3600.0, partial(forget_old, settings))
