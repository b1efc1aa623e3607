"""How a message looks to an administrator: everything but its text."""

from fofal_server.core.fields import Count, Email, Moment, Name, Note, UserId
from fofal_server.core.resource import Read
from fofal_server.mail.models import MailState


class MessageRead(Read):
    recipient: Email
    subject: Name
    user_id: UserId | None
    status: MailState
    tries: Count
    created_at: Moment
    next_at: Moment | None
    sent_at: Moment | None
    error: Note | None
