"""What a person may type and see of a party."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen
from pydantic import Field

from fofal_server.core.fields import Code, Count, Email, Flag, Moment, Name, Note, Phone
from fofal_server.core.resource import Read, Write
from fofal_server.parties.models import PartyKind

PaymentDays = Annotated[Count, Ge(0), Le(365)]


class ContactWrite(Write):
    id: UUID | None = None
    name: Name
    role: Name | None = None
    phone: Phone | None = None
    email: Email | None = None


class PartyWrite(Write):
    code: Code
    name: Name
    kind: PartyKind = PartyKind.OTHER
    phone: Phone | None = None
    email: Email | None = None
    tax_id: Code | None = None
    address: Note | None = None
    payment_days: PaymentDays = 0
    note: Note | None = None
    contacts: Annotated[list[ContactWrite], MaxLen(100)] = Field(default_factory=list)
    archived: Flag = False


class PartyRead(PartyWrite, Read):
    created_at: Moment
    updated_at: Moment
