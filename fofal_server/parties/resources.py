"""The parties as a resource."""

from fofal_server.core.resource import Resource
from fofal_server.parties import schemas
from fofal_server.parties.models import Party

PARTIES = Resource(
    name="parties.parties",
    model=Party,
    read=schemas.PartyRead,
    write=schemas.PartyWrite,
    icon="mdi6.handshake",
    columns=("code", "name", "kind", "phone", "email", "tax_id", "payment_days"),
    filters=("code", "name", "kind", "phone", "email", "tax_id", "payment_days"),
    sort=("name",),
    sections=(
        ("identity", ("code", "name", "kind", "tax_id", "payment_days", "archived")),
        ("contact", ("phone", "email", "address", "note")),
        ("contacts", ("contacts",)),
    ),
)

RESOURCES = (PARTIES,)
