"""The messages as a resource: a list that one can filter, and an action to try again."""

from fofal_server.core.resource import Action, Resource
from fofal_server.mail import keeping
from fofal_server.mail.models import MailMessage
from fofal_server.mail.schemas import MessageRead

TEST = "test"
"""What whoever has a letter sent on trial has to hold."""

MESSAGES = Resource(
    name="mail.messages",
    secret=("read",),
    model=MailMessage,
    read=MessageRead,
    write=None,
    title=("subject",),
    icon="mdi6.email-fast",
    columns=("created_at", "recipient", "subject", "status", "tries", "sent_at", "error"),
    filters=("created_at", "recipient", "subject", "user_id", "status", "sent_at"),
    sort=("-created_at",),
    aside=True,
    verbs=("read",),
    actions=(Action("retry", keeping.try_again, states=("given_up",)),),
    handmade=(TEST,),
    flow={"waiting": "active", "sent": "done", "given_up": "stopped", "expired": "stopped"},
    natural_key=None,
)
