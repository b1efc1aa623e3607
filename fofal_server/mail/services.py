"""What other domains do with mail: promise a letter within their transaction."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.mail import enclosures, letters
from fofal_server.mail.enclosures import Enclosure
from fofal_server.mail.models import MailMessage

_BREAK = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def post(
    session: Session,
    letter: str,
    recipient: str,
    *,
    language: str,
    values: Mapping[str, str],
    user_id: UUID | None = None,
    until: datetime | None = None,
    files: Sequence[Enclosure] = (),
) -> MailMessage:
    """Promise a letter of the catalogue (``letter.<name>.subject`` and ``.body``); it leaves after the commit.

    422 when a line break or another control character would reach a header (OWASP ASVS 5.0, 1.3.11), and when the
    files are more than a letter carries.
    """
    subject = letters.subject(letter, language, values)
    names = (("files", one.name) for one in files)
    for field, header in (("recipient", recipient), ("subject", subject), *names):
        if _BREAK.search(header):
            raise Refused("mail.header_break", field=field)
    message = MailMessage(
        letter=letter, recipient=recipient, language=language, subject=subject[:200], values=dict(values),
        user_id=user_id, until=until, files=enclosures.rows(files),
    )  # fmt: skip
    session.add(message)
    return message


def posted(session: Session, user_id: UUID, letter: str, since: datetime) -> int:
    """How many of these letters were promised to a person since then, whatever became of them."""
    those = scoped(SYSTEM, MailMessage, func.count(MailMessage.id)).where(MailMessage.user_id == user_id)
    return session.scalar(those.where(MailMessage.letter == letter, MailMessage.created_at >= since)) or 0
