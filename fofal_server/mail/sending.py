"""Sending what waits: each message is claimed and committed before the mail server is spoken to.

No transaction is open and no row locked while the conversation lasts. A server that dies between the sending and its
note sends the message again, under the same Message-ID.
"""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session, selectinload

from fofal_server.config import Settings
from fofal_server.core import audit, clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.outbox import BATCH, PATIENCE
from fofal_server.core.spans import span
from fofal_server.core.texts import text
from fofal_server.mail import enclosures, letters, smtp
from fofal_server.mail.enclosures import FileGone
from fofal_server.mail.models import MailMessage, MailState
from fofal_server.mail.smtp import Enclosed, MailServer, MailUnset

EVERY = 2.0
_THIS_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""What a mail server says of one message; it takes others."""

log = structlog.get_logger("fofal.mail")


@dataclass(frozen=True, repr=False)
class _Letter:
    """A message on its way, with what was drawn for it; never logged as a whole."""

    id: UUID
    recipient: str
    message: EmailMessage


def send_due(settings: Settings, pools: Pools) -> None:
    """Send what is due until nothing is, or the mail server is out of reach."""
    try:
        server = smtp.mail_server(settings)
    except MailUnset as missing:
        _note_unset(pools, text(missing.key))
        return
    for _ in range(BATCH):
        with transaction(pools.calls) as session:
            message = _next(session)
            taken = message and _take(session, settings, server, message)
        if message is None:
            return
        if taken and not _sent(pools, server, taken):
            return


def _note_unset(pools: Pools, why: str) -> None:
    """Mail waits, and whoever looks at it sees what is missing."""
    silent = MailMessage.status == MailState.WAITING, MailMessage.error.is_distinct_from(why)
    with transaction(pools.calls) as session:
        session.execute(update(MailMessage).where(*silent).values(error=why))


def _next(session: Session) -> MailMessage | None:
    due = scoped(SYSTEM, MailMessage).where(MailMessage.status == MailState.WAITING, MailMessage.next_at <= clock.now())
    oldest = due.order_by(MailMessage.next_at, MailMessage.id).limit(1).with_for_update(skip_locked=True)
    found: MailMessage | None = session.scalar(oldest.options(selectinload(MailMessage.files)))
    return found


def _take(session: Session, settings: Settings, server: MailServer, message: MailMessage) -> _Letter | None:
    """Claim a message and write it out; None when it has nothing to say, or could not be written out this time.

    What draws a letter belongs to its domain: when that fails, its work alone is undone and the others go out.
    """
    pause = PATIENCE[min(message.tries, len(PATIENCE) - 1)]
    message.tries, message.next_at = message.tries + 1, clock.now() + timedelta(minutes=pause)
    before = audit.noted(session)
    try:
        with session.begin_nested():
            return _written(session, settings, server, message)
    except FileGone as gone:
        audit.forget(session, before)
        message.status, message.next_at, message.error = MailState.GIVEN_UP, None, str(gone)
        return None
    except Exception as error:
        audit.forget(session, before)
        log.exception("mail.not_written", message=str(message.id), letter=message.letter)
        message.error = f"La lettre « {message.letter} » n'a pas pu être écrite ({type(error).__name__})."
        if message.tries > len(PATIENCE):
            message.status, message.next_at = MailState.GIVEN_UP, None
        return None


def _written(session: Session, settings: Settings, server: MailServer, message: MailMessage) -> _Letter | None:
    drawn = None if message.until and message.until < clock.now() else _drawn(session, message)
    if drawn is None:
        message.status, message.next_at = MailState.EXPIRED, None
        return None
    place = {"server": settings.public_url or text("letter.your_server", message.language)}
    body = letters.body(message.letter, message.language, {**place, **message.values, **drawn})
    files = [Enclosed(one.name, one.media_type, enclosures.content_of(settings.data_dir, one)) for one in message.files]
    email = smtp.email(server, str(message.id), message.recipient, message.subject, body, files)
    return _Letter(message.id, message.recipient, email)


def _drawn(session: Session, message: MailMessage) -> Mapping[str, str] | None:
    """What the letter's domain adds at this moment; None when the letter has become void."""
    draw = registry.letter(message.letter)
    return draw(session, message.user_id) if draw else {}


def _sent(pools: Pools, server: MailServer, letter: _Letter) -> bool:
    """Whether going on makes sense: a refused message stops nobody else, an absent server everybody."""
    try:
        with span("mail.send", **{"server.address": server.host}), smtp.connected(server) as client:
            client.send_message(letter.message, server.returns_to, [letter.recipient])
    except Exception as error:  # noqa: BLE001 - whatever went wrong is kept beside the message and tried again later
        refused = _refused_for_good(error)
        log.warning("mail.failed", message=str(letter.id), error=_told(error), given_up=refused)
        _settle(pools, letter.id, error=_told(error), hopeless=refused)
        return isinstance(error, _THIS_ONE)
    _settle(pools, letter.id, status=MailState.SENT, sent_at=clock.now(), next_at=None, error=None)
    return True


def _refused_for_good(error: Exception) -> bool:
    """Whether the mail server said that this message will never do (RFC 5321, 4.2.1: replies 5yz)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _settle(pools: Pools, key: UUID, *, hopeless: bool = False, **values: Any) -> None:
    with transaction(pools.calls) as session:
        message = session.get_one(MailMessage, key, with_for_update=True)
        if hopeless or ("error" in values and values["error"] and message.tries > len(PATIENCE)):
            values |= {"status": MailState.GIVEN_UP, "next_at": None}
        for name, value in values.items():
            setattr(message, name, value)


def job(settings: Settings) -> Job:
    """The sender, with the mail server of the configuration."""
    return Job("mail", EVERY, partial(send_due, settings))
