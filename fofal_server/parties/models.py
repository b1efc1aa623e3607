"""Tables of the parties: whom we buy from and sell to, and whom to call there."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Code, Count, Email, Name, Note, Phone
from fofal_server.core.models import Archivable, Line, Record, name_index, searched


class PartyKind(StrEnum):
    """On which side of a deal a party stands."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    BOTH = "both"
    OTHER = "other"


class Party(Record, Archivable):
    """A customer, a supplier, or anybody else FOFAL deals with. ``payment_days`` count from the invoice."""

    __tablename__ = "parties_party"
    __table_args__ = (
        CheckConstraint("payment_days BETWEEN 0 AND 365", name="payment_days"),
        *searched("parties_party", "code", "name", "tax_id", "phone", "email"),
        name_index("parties_party", "name"),
        name_index("parties_party", "kind", "name"),
        Index("ix_parties_party_tax_id", "tax_id"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    kind: Mapped[PartyKind]
    phone: Mapped[Phone | None]
    email: Mapped[Email | None]
    tax_id: Mapped[Code | None]
    address: Mapped[Note | None]
    payment_days: Mapped[Count] = mapped_column(default=0)
    note: Mapped[Note | None]
    contacts: Mapped[list["PartyContact"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PartyContact.position"
    )


class PartyContact(Line):
    """A person at a party."""

    __tablename__ = "parties_party_contact"
    __parent__ = "party_id"

    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties_party.id"), index=True)
    name: Mapped[Name]
    role: Mapped[Name | None]
    phone: Mapped[Phone | None]
    email: Mapped[Email | None]
