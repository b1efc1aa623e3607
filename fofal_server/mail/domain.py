"""Mail as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.mail import keeping, sending
from fofal_server.mail.measures import MEASURES
from fofal_server.mail.resources import MESSAGES
from fofal_server.mail.watches import WATCHES

DOMAIN = Domain(
    "mail",
    icon="mdi6.email-outline",
    resources=(MESSAGES,),
    jobs=(sending.job, keeping.forget),
    measures=MEASURES,
    watches=WATCHES,
)
