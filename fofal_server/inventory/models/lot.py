"""Lots: what came together, expires together and is called back together."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Code, Day, Note
from fofal_server.core.models import Base, Record, searched
from fofal_server.inventory.models.keys import ItemId, PlotId, SupplierId


class QualityStatus(StrEnum):
    """Whether a lot may be issued; what is in quarantine or rejected stays, or is written off as a loss."""

    AVAILABLE = "available"
    QUARANTINE = "quarantine"
    REJECTED = "rejected"


class LotOrigin(StrEnum):
    """Where a lot comes from; split and merged lots have parents."""

    PURCHASE = "purchase"
    HARVEST = "harvest"
    SPLIT = "split"
    MERGE = "merge"
    OTHER = "other"


LOT_PARENT = Table(
    "inventory_lot_parent",
    Base.metadata,
    Column("lot_id", ForeignKey("inventory_lot.id"), primary_key=True),
    Column("parent_id", ForeignKey("inventory_lot.id"), primary_key=True, index=True),
    CheckConstraint("lot_id <> parent_id", name="own_parent"),
)
"""From which lots a lot was made; walked both ways by a recall."""


class Lot(Record):
    """A lot of one item. Code and item never change; ``origin_id`` names the document it comes from (a harvest).

    ``produced_on`` is the day of harvest or of manufacture.
    """

    __tablename__ = "inventory_lot"
    __table_args__ = (
        UniqueConstraint("id", "item_id"),
        CheckConstraint("expires_on >= produced_on", name="expires_on"),
        Index("ix_inventory_lot_item_id_expires_on", "item_id", "expires_on"),
        *searched("inventory_lot", "code", "supplier_lot"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"))
    produced_on: Mapped[Day | None]
    expires_on: Mapped[Day | None]
    quality_status: Mapped[QualityStatus] = mapped_column(default=QualityStatus.AVAILABLE)
    origin: Mapped[LotOrigin] = mapped_column(default=LotOrigin.OTHER)
    origin_id: Mapped[UUID | None] = mapped_column(index=True)
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    supplier_id: Mapped[SupplierId | None] = mapped_column(ForeignKey("parties_party.id"), index=True)
    supplier_lot: Mapped[Code | None]
    note: Mapped[Note | None]
    parents: Mapped[list["Lot"]] = relationship(
        lazy="raise",
        secondary=LOT_PARENT,
        primaryjoin=lambda: Lot.id == LOT_PARENT.c.lot_id,
        secondaryjoin=lambda: Lot.id == LOT_PARENT.c.parent_id,
    )
