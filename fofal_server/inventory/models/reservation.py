"""Stock promised for a task: it stays where it lies, and nobody else may take it."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Day, Name, Note, Quantity
from fofal_server.core.models import Line, Record, searched
from fofal_server.inventory.models.keys import BinId, ItemId, LotId, MoveId, PlotId, WarehouseId


class ReservationStatus(StrEnum):
    """A reservation holds until it is consumed by an issue or released."""

    ACTIVE = "active"
    CONSUMED = "consumed"
    RELEASED = "released"


class Reservation(Record):
    """So much of an item in a warehouse, for a ``purpose``; of one lot when it names one, else first expired first."""

    __tablename__ = "inventory_reservation"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(status = 'consumed') = (move_id IS NOT NULL)", name="consumed"),
        ForeignKeyConstraint(["lot_id", "item_id"], ["inventory_lot.id", "inventory_lot.item_id"]),
        *searched("inventory_reservation", "purpose", "note"),
    )

    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"), index=True)
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    lot_id: Mapped[LotId | None] = mapped_column(index=True)
    quantity: Mapped[Quantity]
    purpose: Mapped[Name]
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    needed_on: Mapped[Day | None]
    note: Mapped[Note | None]
    status: Mapped[ReservationStatus] = mapped_column(default=ReservationStatus.ACTIVE, index=True)
    move_id: Mapped[MoveId | None] = mapped_column(ForeignKey("inventory_stock_move.id"))
    holds: Mapped[list["ReservationHold"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ReservationHold.position"
    )


class ReservationHold(Line):
    """The part of a reservation that is held in one place and lot."""

    __tablename__ = "inventory_reservation_hold"
    __parent__ = "reservation_id"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    reservation_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_reservation.id"), index=True)
    bin_id: Mapped[BinId | None] = mapped_column(ForeignKey("inventory_bin.id"))
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"))
    quantity: Mapped[Quantity]
